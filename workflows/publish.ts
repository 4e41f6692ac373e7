// Shows an agreement to lists and the Temporal UI: search attributes and ledger, when they change, and the details.
import { setCurrentDetails, upsertMemo, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { Agreement } from '../agreements/model/agreement.ts';
import type { Ledger } from '../agreements/model/ledger.ts';
import { storedLedger } from '../agreements/model/stored.ts';
import { outlookOf } from '../agreements/obligations/outlook.ts';
import { waitingWords } from '../agreements/obligations/waiting.ts';
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

function detailsOf(agreement: Agreement, now: Instant): string {
  const { agency, offer, status, decision, term, features } = agreement;
  const issues = issuesOf(agreement);
  const rows = [
    `### ${agency.name}: ${offer.vendor} ${offer.product}`,
    '',
    `- **Phase** ${status}${decision ? ` (decided: ${decision.kind})` : ''}`,
    `- **Next** ${nextStep(agreement, now)}`,
    `- **Term ${term.number}** ${term.startsOn} to ${term.endsOn}, ${agency.timeZone}`,
    ...features.map(
      ({ name, on, ends }) => `- **${name}** ${on ? 'on' : 'off'}${ends ? `, until ${ends.on} 0:00` : ''}`,
    ),
    '',
    issues.length > 0 ? '**Open issues**' : 'No open issues.',
    ...issues.map(({ text, since }) => `- since ${since}: ${text}`),
  ];
  return rows.join('\n');
}

/** What is due first, when, and what it waits for. */
function nextStep(agreement: Agreement, now: Instant): string {
  const [next] = agreement.plan;
  if (!next) return 'nothing';
  const outlook = outlookOf(agreement, next, now);
  const waits = 'reason' in outlook && outlook.is !== 'irrelevant';
  return `${next.id} at ${next.dueAt}${waits ? ` (waits: ${waitingWords[outlook.reason]})` : ''}`;
}
