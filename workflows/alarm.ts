// The one timer of an agreement: set to its next obligation, and left alone as long as that stays the same.
import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import type { Instant } from '../agreements/time/instants.ts';
import { between } from '../agreements/time/instants.ts';
import { has } from './changes.ts';
import type { Clock } from './clock.ts';

export type Alarm = {
  /** Sets the timer. One that is set to the same instant goes on. No instant: no timer. */
  set(at: Instant | undefined, summary: string): void;
  /** Has the instant come that it was set to last? */
  hasRung(): boolean;
};

/** Whoever hears it ring must not find that the instant is still to come: the clock has reached it. */
export function createAlarm(clock: Clock): Alarm {
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
      const movesClock = has('clock-reaches-alarm');
      scope
        .run(() => sleep(Math.max(1, between(clock.now(), at)), { summary }))
        .then(
          () => {
            if (movesClock) clock.reach(at);
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
