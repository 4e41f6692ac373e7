// What an agreement publishes in its search attributes. A client that starts one from an export publishes the same.
import type { Agreement } from '../agreements/model/agreement.ts';
import type { Ledger } from '../agreements/model/ledger.ts';
import { nextDueAt } from '../agreements/reports/ledger.ts';
import type { Instant } from '../agreements/time/instants.ts';
import { searchAttributes as keys, offerOnHold } from './messages.ts';

/** The search attributes of an agreement; those without a value are null. */
export function attributesOf(agreement: Agreement, ledger: Ledger) {
  const { agency, offer, status, decision, plan, term } = agreement;
  const featuresEnd = plan.find(({ kind }) => kind === 'end-features');
  const date = (instant: Instant | undefined) => (instant === undefined ? null : new Date(instant));
  const issues = ledger.issues.map(({ kind }) => kind);
  const kinds = [...new Set([...issues, ...(agreement.hold?.ofOffer ? [offerOnHold] : [])])].toSorted();
  return [
    { key: keys.agency, value: agency.id },
    { key: keys.offer, value: offer.id },
    { key: keys.phase, value: status },
    { key: keys.decision, value: decision?.kind ?? null },
    { key: keys.attention, value: kinds.length > 0 ? kinds : null },
    { key: keys.nextDueAt, value: date(nextDueAt(agreement)) },
    { key: keys.featuresEndAt, value: date(featuresEnd?.dueAt) },
    { key: keys.termEndsAt, value: date(term.endsAt) },
  ];
}
