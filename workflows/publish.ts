// Publishes an agreement for lists and the Temporal UI: search attributes and ledger if they changed, and the details.
import { setCurrentDetails, upsertMemo, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { Agreement } from '../agreements/model/agreement.ts';
import type { Ledger } from '../agreements/model/ledger.ts';
import { storedLedger } from '../agreements/model/stored.ts';
import { isOverCeiling, withinCeiling } from '../agreements/reports/ceiling.ts';
import { detailsOf } from '../agreements/reports/details.ts';
import { isCurrent, ledgerOf, nextDueAt } from '../agreements/reports/ledger.ts';
import type { Instant } from '../agreements/time/instants.ts';
import { isZoneOfPlace } from '../agreements/time/zone-names.ts';
import { has } from './changes.ts';
import { searchAttributes as keys, ledgerMemo, offerOnHold } from './messages.ts';

/** Makes search attributes, ledger and details say what the agreement is now. */
export function publish(agreement: Agreement, now: Instant): void {
  const ledger = publishable(ledgerOf(agreement));
  publishAttributes(agreement, ledger);
  publishLedger(isOverCeiling(ledger) && has('ledger-ceiling') ? withinCeiling(ledger) : ledger, now);
  setCurrentDetails(detailsOf(agreement, now));
}

/** Runs that began before a wrong time zone was an issue replay without it. */
function publishable(ledger: Ledger): Ledger {
  if (isZoneOfPlace(ledger.timeZone) || has('time-zone-issue')) return ledger;
  return { ...ledger, issues: ledger.issues.filter(({ kind }) => kind !== 'time-zone') };
}

function publishLedger(ledger: Ledger, now: Instant): void {
  const published = storedLedger(workflowInfo().memo?.[ledgerMemo]);
  if (!isCurrent(published, ledger, now)) upsertMemo({ [ledgerMemo]: ledger });
}

function publishAttributes(agreement: Agreement, ledger: Ledger): void {
  const shown = workflowInfo().typedSearchAttributes;
  const changed = attributesOf(agreement, ledger).filter(
    ({ key, value }) => JSON.stringify(shown.get(key as typeof keys.phase) ?? null) !== JSON.stringify(value),
  );
  if (changed.length > 0) upsertSearchAttributes(changed as Parameters<typeof upsertSearchAttributes>[0]);
}

function attributesOf(agreement: Agreement, ledger: Ledger) {
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
