// What to carry out now: all that is due, relevant and not held back. The rest of what is due ends with its reason.

import type { Agreement } from '../model/agreement.ts';
import type { Obligation, Settlement } from '../model/obligations.ts';
import { givenUp } from '../model/record.ts';
import type { Instant } from '../time/instants.ts';
import { isReached } from '../time/instants.ts';
import { followsOne, type InProgress, isAccessBusy } from './in-progress.ts';
import { isAccess, whyIrrelevantAt } from './relevance.ts';
import { whySuperseded } from './superseded.ts';
import { isWaiting } from './waiting.ts';
import { wakeTime } from './wake-time.ts';

/** Obligations to carry out now, together; and those that ended without being carried out. */
export type Review = { due: Obligation[]; settled: Settlement[] };

/**
 * Parts what is due into what to carry out now, and what is superseded or no longer relevant. Internal steps come alone:
 * the rest is looked at again after them.
 */
export function review(agreement: Agreement, now: Instant, inProgress: InProgress): Review {
  const result: Review = { due: [], settled: [] };
  let accessIsBusy = isAccessBusy(inProgress);
  for (const obligation of agreement.plan) {
    if (inProgress.has(obligation.id) || !isReached(wakeTime(obligation), now)) continue;
    if (isWaiting(agreement, obligation) || followsOne(obligation, inProgress, result.due)) continue;
    const irrelevant = whyIrrelevantAt(agreement, obligation, now);
    const superseded = irrelevant ? undefined : whySuperseded(agreement, obligation, now);
    if (irrelevant) {
      result.settled.push(givenUp(obligation, now, 'suppressed', irrelevant));
    } else if (superseded) {
      result.settled.push(givenUp(obligation, now, 'superseded', superseded));
    } else if (!(isAccess(obligation) && accessIsBusy)) {
      result.due.push(obligation);
      accessIsBusy ||= isAccess(obligation);
    }
  }
  const internal = result.due.filter(isInternal);
  return internal.length > 0 ? { ...result, due: internal } : result;
}

/**
 * What ended, with what was tried in vain last: whether someone missed it depends on what became of the later notices of
 * its series.
 */
export function triedLast({ plan }: Pick<Agreement, 'plan'>, settled: Settlement[]): Settlement[] {
  const tried = new Set(plan.flatMap(({ id, triedSince }) => (triedSince ? [id] : [])));
  return settled.toSorted((one, other) => Number(tried.has(one.id)) - Number(tried.has(other.id)));
}

/** Is it a step that changes nothing outside the agreement? */
export function isInternal({ kind }: Obligation): boolean {
  return kind === 'open-renewal' || kind === 'end-term' || kind === 'end-grace' || kind === 'withdraw';
}
