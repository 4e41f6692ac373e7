// Shows an agreement in the Temporal UI: search attributes, changed only when they change, and the current details.
import { setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { Agreement, Instant } from '../agreements/agreement.ts';
import { searchAttributes as keys } from './messages.ts';

/** Makes the search attributes and the details say what the agreement is now. */
export function publish(agreement: Agreement): void {
  const shown = workflowInfo().typedSearchAttributes;
  const changed = attributesOf(agreement).filter(
    ({ key, value }) => JSON.stringify(shown.get(key as typeof keys.phase) ?? null) !== JSON.stringify(value),
  );
  if (changed.length > 0) upsertSearchAttributes(changed as Parameters<typeof upsertSearchAttributes>[0]);
  setCurrentDetails(detailsOf(agreement));
}

function attributesOf({ agency, offer, status, decision, attention, plan, term }: Agreement) {
  const featuresEnd = plan.find(({ kind }) => kind === 'end-features');
  const date = (instant: Instant | undefined) => (instant === undefined ? null : new Date(instant));
  const kinds = [...new Set(attention.map(({ kind }) => kind))].toSorted();
  return [
    { key: keys.agency, value: agency.id },
    { key: keys.offer, value: offer.id },
    { key: keys.phase, value: status },
    { key: keys.decision, value: decision?.kind ?? null },
    { key: keys.attention, value: kinds.length > 0 ? kinds : null },
    { key: keys.nextDueAt, value: date(plan[0]?.dueAt) },
    { key: keys.featuresEndAt, value: date(featuresEnd?.dueAt) },
    { key: keys.termEndsAt, value: date(term.endsAt) },
  ];
}

function detailsOf({ agency, offer, status, decision, term, features, plan, attention }: Agreement): string {
  const next = plan[0];
  const rows = [
    `### ${agency.name}: ${offer.vendor} ${offer.product}`,
    '',
    `- **Phase** ${status}${decision ? ` (decided: ${decision.kind})` : ''}`,
    `- **Next** ${next ? `${next.id} at ${next.dueAt}` : 'nothing'}`,
    `- **Term ${term.number}** ${term.startsOn} to ${term.endsOn}, ${agency.timeZone}`,
    ...features.map(
      ({ name, on, ends }) => `- **${name}** ${on ? 'on' : 'off'}${ends ? `, until ${ends.on} 0:00` : ''}`,
    ),
    '',
    attention.length > 0 ? '**Needs attention**' : 'Nothing needs attention.',
    ...attention.map(({ text, since }) => `- since ${since}: ${text}`),
  ];
  return rows.join('\n');
}
