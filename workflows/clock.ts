// An agreement's clock: the time of its workflow, in which each command has an instant of its own.
import { ownInstant } from '../agreements/lifecycle/known-ids.ts';
import type { Agreement } from '../agreements/model/agreement.ts';
import type { Instant } from '../agreements/time/instants.ts';
import { between } from '../agreements/time/instants.ts';
import { has } from './changes.ts';

export type Clock = {
  /** Now, and never before the last command, or before an instant that was reached. */
  now(): Instant;
  /** It is this instant by now: its timer has fired. A workflow's time may still be that of the task before. */
  reach(at: Instant): void;
  /** The instant of a command: a workflow's time stands still while it handles what came at once. */
  ofCommand(agreement: Agreement): Instant;
};

export function createClock(): Clock {
  let last: Instant | undefined;
  const now = () => {
    const at = new Date().toISOString();
    return last !== undefined && between(at, last) > 0 ? last : at;
  };
  return {
    now,
    reach(at) {
      if (between(now(), at) > 0) last = at;
    },
    ofCommand(agreement) {
      const own = ownInstant(agreement, now());
      if (own !== now() && has('own-instants')) last = own;
      return now();
    },
  };
}
