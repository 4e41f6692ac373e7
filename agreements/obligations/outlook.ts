// How it stands with an obligation of the plan: due, waiting, tried again, or still ahead.

import type { Agreement } from '../model/agreement.ts';
import type { Obligation } from '../model/obligations.ts';
import type { Reason, WaitingReason } from '../model/reasons.ts';
import type { Instant } from '../time/instants.ts';
import { isReached } from '../time/instants.ts';
import { whyIrrelevant, whyIrrelevantAt } from './relevance.ts';
import { waitingReason, waitingReasonThen } from './waiting.ts';

export type Outlook =
  /** It is due, and something other than time holds it back. */
  | { is: 'waiting'; reason: WaitingReason }
  /** It will end without being carried out, as things stand. */
  | { is: 'irrelevant'; reason: Reason }
  /** It could not be carried out so far. `next`: when the next try is. */
  | { is: 'tried-again'; since: Instant; next?: Instant }
  /** Its contacts had too many messages within a day. */
  | { is: 'over-daily-limit'; until: Instant }
  /** It is ahead, and will wait once it is due, as things stand. */
  | { is: 'to-wait'; reason: WaitingReason }
  | { is: 'due' }
  | { is: 'planned' };

export function outlookOf(agreement: Agreement, obligation: Obligation, now: Instant): Outlook {
  const { dueAt, triedSince: since, notBefore } = obligation;
  const isDue = isReached(dueAt, now);
  const waits = isDue ? waitingReason(agreement, obligation) : waitingReasonThen(agreement, obligation);
  const why = isDue ? whyIrrelevantAt(agreement, obligation, now) : whyIrrelevant(agreement, obligation);
  if (isDue && waits) return { is: 'waiting', reason: waits };
  if (why) return { is: 'irrelevant', reason: why };
  if (since) return { is: 'tried-again', since, ...(notBefore && { next: notBefore }) };
  if (notBefore && !isReached(notBefore, now)) return { is: 'over-daily-limit', until: notBefore };
  if (waits) return { is: 'to-wait', reason: waits };
  return isDue ? { is: 'due' } : { is: 'planned' };
}
