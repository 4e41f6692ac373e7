// An agreement on the screen: how it stands, and its timeline with what happened, today, and what is due.

import { whereWritten } from '../../agreements/commands/determine/determine.ts';
import { missingGates } from '../../agreements/commands/renew/renew.ts';
import type { Agreement } from '../../agreements/model/agreement.ts';
import type { PlannedSession } from '../../agreements/model/dates.ts';
import { asPhrase, kindNames, obligationName } from '../../agreements/model/obligation-names.ts';
import type { Obligation, PlannedDeadline } from '../../agreements/model/obligations.ts';
import type { Contact } from '../../agreements/model/parties.ts';
import { reasonInWords, waitingWords } from '../../agreements/model/reason-words.ts';
import { awaitsAcceptance, isOnRecord, isOver } from '../../agreements/model/status.ts';
import { outlookOf } from '../../agreements/obligations/outlook.ts';
import { isDateOf } from '../../agreements/obligations/relevance.ts';
import { wakeTime } from '../../agreements/obligations/wake-time.ts';
import { dueOf, issuesOf } from '../../agreements/reports/ledger.ts';
import { commandsFor } from '../../agreements/reports/suggested-commands.ts';
import { startOfDay } from '../../agreements/time/calendar.ts';
import { instantInWords, lastDayInWords, relativeDay } from '../../agreements/time/date-words.ts';
import { dayBefore, dayInWords } from '../../agreements/time/day-words.ts';
import { between, type Instant, inWords, later } from '../../agreements/time/instants.ts';
import { ruleOf } from './due-words.ts';
import { labelled, linesByDay, type Row, type Screen } from './layout.ts';
import { priceInWords } from './price-words.ts';
import { type EntryGroup, groupInWords, together } from './record-words.ts';

type Look = { screen: Screen; ids: boolean };

/**
 * The whole agreement: how it stands, what happened, what is due.
 * @param ids with the ids of obligations, as commands take them
 */
export function agreementLines(agreement: Agreement, now: Instant, screen: Screen, ids = false): string[] {
  const look = { screen, ids };
  const { id, agency, offer, plan, record } = agreement;
  return [
    screen.colors.dim(id),
    screen.colors.bold(`${agency.name}: ${offer.vendor} ${offer.product}`),
    '',
    ...standingLines(agreement, now, screen),
    '',
    ...linesByDay(
      together(record).map((group) => past(group, agreement, look)),
      now,
      screen,
    ),
    todayLine(now, agency.timeZone, screen),
    ...linesByDay(
      plan
        .toSorted((one, other) => between(wakeTime(other), wakeTime(one)))
        .map((obligation) => ahead(obligation, agreement, now, look)),
      now,
      screen,
    ),
    ...(plan.length > 0 ? [] : [nothingDue(agreement)]),
  ];
}

// --- how it stands

function standingLines(agreement: Agreement, now: Instant, screen: Screen): string[] {
  const { agency, status, decision, term, features, contacts, determinations, hold, inDirectory } = agreement;
  const when = (instant: Instant) =>
    `${instantInWords(instant, agency.timeZone)} (${relativeDay(instant, now, agency.timeZone)})`;
  const lastDay = (endsAt: Instant) =>
    `${lastDayInWords(endsAt, agency.timeZone)} (${relativeDay(later(endsAt, -1), now, agency.timeZone)})`;
  const line = (label: string, text: string) => labelled(label, text, screen);
  const extended = term.extendedFrom ? `, extended from ${dayInWords(dayBefore(term.extendedFrom))}` : '';
  const decided = decision ? `, decided to ${decision.kind} by ${decision.by}` : '';
  return [
    ...line('Phase', `${status}${status === 'suspended' ? ` since ${when(agreement.since)}` : ''}${decided}`),
    ...line(
      `Term ${term.number}`,
      `${dayInWords(term.startsOn)} ${term.endsAt ? `through ${lastDay(term.endsAt)}` : 'without an end'}${extended}; price ${priceInWords(term.price)}`,
    ),
    ...nextPriceOf(agreement).flatMap((text) => line('Next term', text)),
    ...features.flatMap(({ name, on, ends }) =>
      line('Feature', `${on ? 'on ' : 'off'} ${name}${ends ? `, through ${lastDay(ends.at)}` : ''}`),
    ),
    ...(agreement.sessions ?? []).flatMap((session) => line('Training', sessionLine(session, now))),
    ...contacts.flatMap((contact) => line('Contact', contactLine(contact, agreement))),
    ...(inDirectory?.lacks ?? []).flatMap((text) => line('Directory', text)),
    ...acceptanceOf(agreement, when).flatMap((text) => line('Terms', text)),
    ...missingGates(agreement).flatMap(({ id, text, clause }) =>
      line('Gate', `${id}: MISSING before a renewal: ${text}; ${clause}`),
    ),
    ...determinations.flatMap((one) =>
      line('On record', `${one.id}: ${when(one.at)}, by ${one.by} (${whereWritten(agreement, one)})`),
    ),
    ...deadlinesOf(agreement).flatMap((deadline) => line('Deadline', deadlineText(deadline, agreement, now))),
    ...(hold
      ? line('On hold', `since ${when(hold.at)}, by ${hold.by}${hold.reason ? `: ${hold.reason}` : ''}`)
      : []),
    ...issuesOf(agreement).flatMap((issue) => [
      ...line('ISSUE', `${asPhrase(issue.text)}, since ${when(issue.since)}`).map(screen.colors.red),
      ...commandsFor(issue, { agency: agency.id, offer: agreement.offer.id }).map(
        (command) => `           ${command}`,
      ),
    ]),
  ];
}

type When = (instant: Instant) => string;

/** The price of the next term, if there may be one. */
function nextPriceOf(agreement: Agreement): string[] {
  const { decision, offer, term } = agreement;
  if (isOver(agreement) || term.endsOn === undefined || decision?.kind === 'decline') return [];
  if (decision) return [`${inWords(decision.length)}; price ${priceInWords(decision.price)}`];
  return [`price ${offer.renewal.nextPrice?.text ?? 'not known yet; the order sets it'}`];
}

/** A session, at the time where it takes place. */
function sessionLine(
  { id, title, startsAt, timeZone, minutes, place }: PlannedSession,
  now: Instant,
): string {
  const starts = `${instantInWords(startsAt, timeZone)} (${relativeDay(startsAt, now, timeZone)})`;
  return `${id}: ${title}, ${starts}, ${minutes} minutes; ${place}`;
}

function contactLine({ name, email, roles, language, pace }: Contact, { unreachable }: Agreement): string {
  const aside = [
    ...(language ? [language] : []),
    ...(pace === 'decisions' ? ['decisions only'] : []),
    ...(unreachable?.includes(email.toLowerCase()) ? ['mail bounces'] : []),
  ];
  return `${name} <${email}>, ${roles.join(', ')}${aside.length > 0 ? ` (${aside.join('; ')})` : ''}`;
}

function acceptanceOf({ acceptance }: Agreement, when: When): string[] {
  if (!acceptance) return [];
  if ('awaitedSince' in acceptance) return [`awaited since ${when(acceptance.awaitedSince)}`];
  const { acceptedAt, by, reference } = acceptance;
  return [`accepted ${when(acceptedAt)}, by ${by}${reference ? ` (${reference})` : ''}`];
}

/** The deadlines of this term, as its notices have them. */
function deadlinesOf(agreement: Agreement): PlannedDeadline[] {
  const { plan, record } = agreement;
  const notices = [
    ...plan.flatMap((obligation) => (obligation.kind === 'notice' ? [obligation] : [])),
    ...record.flatMap((entry) => (entry.type === 'settled' && entry.notice ? [entry.notice] : [])),
  ];
  const current = notices.flatMap(({ about }) =>
    about?.deadline && isDateOf(agreement, about) ? [about.deadline] : [],
  );
  return [...new Map(current.map((deadline) => [deadline.id, deadline])).values()];
}

function deadlineText(deadline: PlannedDeadline, agreement: Agreement, now: Instant): string {
  const { id, text, clause, ifMissed, lastDay, safeDay } = deadline;
  const { timeZone } = agreement.agency;
  const safe = `${dayInWords(safeDay)} (${relativeDay(startOfDay(safeDay, timeZone), now, timeZone)})`;
  const state = isOnRecord(agreement, id) ? 'on record' : `if missed: ${ifMissed}`;
  return `${id}: ${text} by ${safe}, the last safe business day (last day ${dayInWords(lastDay)}); ${clause}; ${state}`;
}

// --- the timeline

function past(group: EntryGroup, { agency }: Agreement, { screen, ids }: Look): Row {
  const [entry] = group;
  const { colors } = screen;
  const { what, text, proof } = groupInWords(group, agency.timeZone);
  const isDone = entry.type !== 'settled' || entry.outcome === 'carried-out';
  const failed = entry.type === 'delayed' || (entry.type === 'settled' && entry.outcome === 'failed');
  const named = group.flatMap((one) => (one.type === 'settled' ? [one.id] : [])).join(', ');
  return {
    at: entry.at,
    timeZone: agency.timeZone,
    mark: failed ? '✗' : isDone ? '●' : '·',
    text: `${what.padEnd(10)} ${text}`,
    notes: [...(ids && named ? [named] : []), ...(proof ? [proof] : [])],
    ...(failed ? { paint: colors.red } : !isDone && { paint: colors.dim }),
  };
}

function ahead(obligation: Obligation, agreement: Agreement, now: Instant, { screen, ids }: Look): Row {
  const due = dueOf(obligation, agreement.agency);
  const at = wakeTime(obligation);
  const outlook = outlookWords(obligation, agreement, now);
  return {
    at,
    timeZone: agreement.agency.timeZone,
    mark: '○',
    text: `${due.what === 'alert' ? obligationName(due.id) : kindNames[due.what]}${due.to ? ` → ${due.to.join(', ')}` : ''}${outlook}`,
    notes: [`${ids ? `${due.id}: ` : ''}${ruleOf(due)}${due.clause ? `; ${due.clause}` : ''}`],
    ...(outlook && { paint: screen.colors.yellow }),
  };
}

/** Whether it is due, or why it may not be carried out at its time. */
function outlookWords(obligation: Obligation, agreement: Agreement, now: Instant): string {
  const outlook = outlookOf(agreement, obligation, now);
  switch (outlook.is) {
    case 'waiting':
    case 'to-wait':
      return ` (waits: ${waitingWords[outlook.reason]})`;
    case 'irrelevant':
      return ` (${obligation.kind === 'notice' ? 'not sent' : 'not done'}: ${reasonInWords(outlook.reason)})`;
    case 'tried-again':
      return ` (tried since ${instantInWords(outlook.since, agreement.agency.timeZone)})`;
    case 'over-daily-limit':
      return ' (waits: over the daily limit)';
    case 'due':
      return ' (due now)';
    case 'planned':
      return '';
    default:
      return outlook satisfies never;
  }
}

function todayLine(now: Instant, timeZone: string, { columns, colors }: Screen): string {
  const text = `── today, ${instantInWords(now, timeZone)} `;
  return colors.cyan(text.padEnd(Math.min(columns, 80), '─'));
}

function nothingDue(agreement: Agreement): string {
  return awaitsAcceptance(agreement)
    ? 'Nothing is planned before its terms are accepted.'
    : 'Nothing is due any more.';
}
