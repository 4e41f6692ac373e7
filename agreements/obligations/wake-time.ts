// When an agreement has to look at its plan next.

import type { Agreement } from '../model/agreement.ts';
import type { Obligation } from '../model/obligations.ts';
import type { Instant } from '../time/instants.ts';
import { earliest, isReached } from '../time/instants.ts';
import { followsOne, type InProgress, isAccessBusy } from './in-progress.ts';
import { isAccess } from './relevance.ts';
import { isWaiting } from './waiting.ts';

/** When to look at an obligation: when it falls due, or when its next try is. */
export function wakeTime({ dueAt, notBefore }: Obligation): Instant {
  return notBefore !== undefined && isReached(dueAt, notBefore) ? notBefore : dueAt;
}

/**
 * The next instant at which to look at something that is not in progress.
 * @param now an obligation that is due by now and waits is left out: the event that ends its wait wakes the agreement.
 */
export function nextWakeTime(
  agreement: Agreement,
  inProgress: InProgress,
  now: Instant,
): Instant | undefined {
  const accessIsBusy = isAccessBusy(inProgress);
  const ahead = agreement.plan
    .filter((obligation) => !inProgress.has(obligation.id))
    .filter((obligation) => !(isWaiting(agreement, obligation) && isReached(wakeTime(obligation), now)))
    .filter((obligation) => !(isAccess(obligation) && accessIsBusy) && !followsOne(obligation, inProgress));
  return earliest(ahead.map(wakeTime));
}
