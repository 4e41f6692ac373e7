// The one timer of an agreement: set to its next obligation, and left alone as long as that stays the same.
import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import type { Instant } from '../agreements/time/instants.ts';

export type Alarm = {
  /** Sets the timer. One that is set to the same instant goes on. No instant: no timer. */
  set(at: Instant | undefined, summary: string): void;
  /** Has the instant come that it was set to last? */
  hasRung(): boolean;
};

export function createAlarm(): Alarm {
  let armed: { at: Instant; scope: CancellationScope } | undefined;
  let rung = false;
  return {
    set(at, summary) {
      if (armed?.at === at && !rung) return;
      armed?.scope.cancel();
      armed = undefined;
      rung = false;
      if (at === undefined) return;
      const scope = new CancellationScope();
      armed = { at, scope };
      scope
        .run(() => sleep(Math.max(1, Date.parse(at) - Date.now()), { summary }))
        .then(
          () => {
            rung ||= armed?.scope === scope;
          },
          (error) => {
            if (!isCancellation(error)) throw error;
          },
        );
    },
    hasRung: () => rung,
  };
}
