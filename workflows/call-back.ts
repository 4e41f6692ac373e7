// What is being sent and would be sent otherwise by now is called back: a hold, a decision, another contact come first.

import { orderFor } from '../agreements/delivery/order.ts';
import type { Agreement } from '../agreements/model/agreement.ts';
import type { Obligation } from '../agreements/model/obligations.ts';
import { whyIrrelevantAt } from '../agreements/obligations/relevance.ts';
import { isWaiting } from '../agreements/obligations/waiting.ts';
import type { Instant } from '../agreements/time/instants.ts';

/** Would these be sent otherwise than they were: not all of them, to others, or saying something else? */
export function isOtherwise(
  obligations: Obligation[],
  before: Agreement,
  after: Agreement,
  now: Instant,
): boolean {
  return shownBy(obligations, before, now) !== shownBy(obligations, after, now);
}

/** Whether a feature is on makes no difference: it ends on its day, and all that is said of it was said ahead. */
function shownBy(obligations: Obligation[], agreement: Agreement, now: Instant): string {
  const due = obligations.filter(
    (one) => !isWaiting(agreement, one) && whyIrrelevantAt(agreement, one, now) === undefined,
  );
  const { brief, notices } = orderFor(agreement, due, now);
  const { features: _, ...said } = brief;
  const people = notices.map(({ obligation, recipients }) => [obligation, recipients]);
  return JSON.stringify([due.map(({ id }) => id), people, notices.length > 0 && said]);
}
