// Publishes an agreement for lists and the Temporal UI: search attributes and ledger if they changed, and the details.
import { setCurrentDetails, upsertMemo, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { Agreement } from '../agreements/model/agreement.ts';
import type { Ledger } from '../agreements/model/ledger.ts';
import { storedLedger } from '../agreements/model/stored.ts';
import { isOverCeiling, withinCeiling } from '../agreements/reports/ceiling.ts';
import { detailsOf } from '../agreements/reports/details.ts';
import { isCurrent, ledgerOf } from '../agreements/reports/ledger.ts';
import type { Instant } from '../agreements/time/instants.ts';
import { isZoneOfPlace } from '../agreements/time/zone-names.ts';
import { has } from './changes.ts';
import { type searchAttributes as keys, ledgerMemo } from './messages.ts';
import { attributesOf } from './published.ts';

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
