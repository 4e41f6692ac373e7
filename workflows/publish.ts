// Publishes an agreement for lists and the Temporal UI: search attributes and ledger if they changed, and the details.
import { setCurrentDetails, upsertMemo, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { Agreement } from '../agreements/model/agreement.ts';
import type { Ledger } from '../agreements/model/ledger.ts';
import { storedLedger } from '../agreements/model/stored.ts';
import { detailsOf } from '../agreements/reports/details.ts';
import { isCurrent, issuesOf, ledgerOf, nextDueAt } from '../agreements/reports/ledger.ts';
import type { Instant } from '../agreements/time/instants.ts';
import { searchAttributes as keys, ledgerMemo, offerOnHold } from './messages.ts';

/** Makes search attributes, ledger and details say what the agreement is now. */
export function publish(agreement: Agreement, now: Instant): void {
  publishAttributes(agreement);
  publishLedger(ledgerOf(agreement), now);
  setCurrentDetails(detailsOf(agreement, now));
}

function publishLedger(ledger: Ledger, now: Instant): void {
  const published = storedLedger(workflowInfo().memo?.[ledgerMemo]);
  if (!isCurrent(published, ledger, now)) upsertMemo({ [ledgerMemo]: ledger });
}

function publishAttributes(agreement: Agreement): void {
  const shown = workflowInfo().typedSearchAttributes;
  const changed = attributesOf(agreement).filter(
    ({ key, value }) => JSON.stringify(shown.get(key as typeof keys.phase) ?? null) !== JSON.stringify(value),
  );
  if (changed.length > 0) upsertSearchAttributes(changed as Parameters<typeof upsertSearchAttributes>[0]);
}

function attributesOf(agreement: Agreement) {
  const { agency, offer, status, decision, plan, term } = agreement;
  const featuresEnd = plan.find(({ kind }) => kind === 'end-features');
  const date = (instant: Instant | undefined) => (instant === undefined ? null : new Date(instant));
  const issues = issuesOf(agreement).map(({ kind }) => kind);
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
