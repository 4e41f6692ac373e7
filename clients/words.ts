// Agreements in words, for the command line: what happened and what is due, each in one line.

import type { Agreement, Instant, Obligation, Outcome, RecordEntry } from '../agreements/agreement.ts';
import { dayAt, daysBetween } from '../agreements/calendar.ts';
import { wakeTime } from '../agreements/review.ts';
import type { Listed } from './agreements.ts';

/** An instant where the agency is: `Thu 2027-01-21 09:14 EST`. */
export function localTime(instant: Instant, timeZone: string): string {
  const date = new Date(instant);
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-US', { timeZone, ...options }).format(date);
  const time = part({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const zone = part({ timeZoneName: 'short' }).split(' ').at(-1);
  return `${part({ weekday: 'short' })} ${dayAt(instant, timeZone)} ${time} ${zone}`;
}

/** How far a day is from another: `in 30 days`, `today`, `2 days ago`. */
function inDays(instant: Instant, now: Instant, timeZone: string): string {
  const days = daysBetween(dayAt(now, timeZone), dayAt(instant, timeZone));
  return new Intl.RelativeTimeFormat('en-US', { numeric: 'auto' }).format(days, 'day');
}

/** What happened, a line for each entry of the record. */
export function entryLine(entry: RecordEntry, { agency }: Agreement): string {
  return `${localTime(entry.at, agency.timeZone)}  ${whatHappened(entry)}`;
}

function whatHappened(entry: RecordEntry): string {
  switch (entry.type) {
    case 'agreed':
      return `agreement   started by ${entry.by}`;
    case 'settled':
      return settledWords(entry);
    case 'delayed':
      return `delayed     ${entry.reason}; tried again ${entry.until}`;
    case 'decided':
      return `decision    ${entry.decision.kind}, by ${entry.by}${because(entry)}`;
    case 'term-began':
      return `term        ${entry.number} began`;
    default:
      return `${entry.type.padEnd(11)} by ${entry.by}${because(entry)}`;
  }
}

function because({ reason }: { reason?: string }): string {
  return reason ? `: ${reason}` : '';
}

const outcomes: Record<Outcome, string> = {
  'carried-out': 'done',
  superseded: 'superseded',
  suppressed: 'suppressed',
  skipped: 'skipped',
  failed: 'FAILED',
};

function settledWords(entry: Extract<RecordEntry, { type: 'settled' }>): string {
  const { id, outcome, reason, receipts, access } = entry;
  if (outcome !== 'carried-out')
    return `${outcomes[outcome].padEnd(11)} ${id}${because({ ...(reason && { reason }) })}`;
  if (receipts) {
    const accepted = receipts.filter(({ result }) => result === 'accepted').length;
    const rest = receipts.length - accepted;
    return `notice      ${id}: ${accepted} sent${rest > 0 ? `, ${rest} REFUSED OR UNCERTAIN` : ''}`;
  }
  if (access) return `access      ${id}: ${access.changes.length} changes`;
  return `phase       ${id}`;
}

/** What is due, one line. */
export function dueLine(obligation: Obligation, now: Instant, { agency }: Agreement): string {
  const at = wakeTime(obligation);
  const to = obligation.kind === 'notice' ? ` → ${obligation.to.join(', ')}` : '';
  return `${localTime(at, agency.timeZone)}  ${obligation.id}${to} (${inDays(at, now, agency.timeZone)})`;
}

/** The whole agreement: how it stands, what happened, what is due. */
export function agreementLines(agreement: Agreement, now: Instant): string[] {
  const { id, agency, offer, status, decision, term, features, attention, record, plan, contacts } =
    agreement;
  const price = term.price ? `${term.price.amount} ${term.price.currency}` : 'as ordered';
  return [
    id,
    `${agency.name}: ${offer.vendor} ${offer.product}`,
    '',
    `Phase      ${status}${decision ? `, decided to ${decision.kind} by ${decision.by}` : ''}`,
    `Term ${term.number}     ${term.startsOn} to ${term.endsOn} 0:00 (${inDays(term.endsAt, now, agency.timeZone)}), price ${price}`,
    ...features.map(
      ({ name, on, ends }) =>
        `Feature    ${on ? 'on ' : 'off'} ${name}${ends ? `, ends ${ends.on} 0:00` : ''}`,
    ),
    ...contacts.map(({ name, email, roles }) => `Contact    ${name} <${email}>, ${roles.join(', ')}`),
    ...attention.map(({ text, since }) => `ATTENTION  ${text} (since ${localTime(since, agency.timeZone)})`),
    '',
    'What happened',
    ...record.map((entry) => `  ${entryLine(entry, agreement)}`),
    '',
    plan.length > 0 ? 'What is due' : 'Nothing is due any more.',
    ...plan.map((obligation) => `  ${dueLine(obligation, now, agreement)}`),
  ];
}

/** A list as a table with headings. */
export function tableLines(rows: Listed[]): string[] {
  const heading = ['AGENCY', 'OFFER', 'PHASE', 'DECISION', 'NEXT DUE', 'TERM ENDS', 'ATTENTION'];
  const cells = rows.map(({ agency, offer, phase, decision, nextDueAt, termEndsAt, attention }) => [
    ...[agency, offer, phase, decision ?? ''],
    ...[nextDueAt?.slice(0, 16) ?? '', termEndsAt?.slice(0, 10) ?? '', attention.join(', ')],
  ]);
  const widths = heading.map((title, column) =>
    Math.max(title.length, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  return [heading, ...cells].map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
