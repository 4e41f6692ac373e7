// How urgent a message is. It decides who goes first in the task queue, and what may wait for the daily limit.
import type { NoticeObligation, Obligation } from '../model/obligations.ts';
import { noticeTraits } from '../offer/notice-kinds.ts';
import type { Instant } from '../time/instants.ts';
import { between, day } from '../time/instants.ts';

/** The urgency of notices by their kind: Temporal's priority keys, of which 1 is the most urgent and 3 is usual. */
const urgencies = { high: 2, usual: 3, low: 4 };

/** The urgency of what is sent together, from 1 to 4. It is as urgent as its most urgent part. */
export function urgencyOf(obligations: Obligation[], now: Instant): number {
  return Math.min(4, ...obligations.map((one) => urgencyOfOne(one, now)));
}

function urgencyOfOne(obligation: Obligation, now: Instant): number {
  if (obligation.kind !== 'notice') return urgencies.high;
  const { notice, about, training } = obligation;
  const left = about ? between(now, about.endsAt) : Number.POSITIVE_INFINITY;
  if (left > 0 && left <= 2 * day) return 1;
  if ((left > 0 && left <= 8 * day) || training?.changed) return urgencies.high;
  return urgencies[noticeTraits[notice].urgency];
}

/** May a notice wait until its contact has had fewer messages within a day? */
export function mayWait(notice: NoticeObligation, now: Instant): boolean {
  return urgencyOfOne(notice, now) >= urgencies.usual;
}
