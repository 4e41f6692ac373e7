// Decides whether a delivery in progress is out of date: a hold, a decision or a change of contacts came first.

import { orderFor } from '../agreements/delivery/order.ts';
import { secondCopiesOf } from '../agreements/delivery/second-copies.ts';
import type { Agreement } from '../agreements/model/agreement.ts';
import type { Obligation } from '../agreements/model/obligations.ts';
import { whyIrrelevantAt } from '../agreements/obligations/relevance.ts';
import { isWaiting } from '../agreements/obligations/waiting.ts';
import type { Instant } from '../agreements/time/instants.ts';

/** Would this delivery be different after an event: fewer messages, other recipients, or other words? */
export function isOutdated(
  obligations: Obligation[],
  before: Agreement,
  after: Agreement,
  now: Instant,
): boolean {
  return whatGoesOut(obligations, before, now) !== whatGoesOut(obligations, after, now);
}

/** Leaves out whether a feature is on: features end on their day, and earlier messages named that day. */
function whatGoesOut(obligations: Obligation[], agreement: Agreement, now: Instant): string {
  const due = obligations.filter(
    (one) => !isWaiting(agreement, one) && whyIrrelevantAt(agreement, one, now) === undefined,
  );
  const { brief, notices } = orderFor(agreement, due, now);
  const { features: _, ...said } = brief;
  const people = notices.map(({ obligation, recipients }) => [obligation, recipients]);
  const copies = secondCopiesOf(agreement, due, now).flatMap(({ progress }) => progress.uncertain);
  return JSON.stringify([due.map(({ id }) => id), people, notices.length > 0 && said, copies]);
}
