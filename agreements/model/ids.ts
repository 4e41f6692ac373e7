// Ids of agreements and obligations. Each kind of id is built and taken apart here and nowhere else.
//
// Ids are stored in running agreements and recorded histories, so their text never changes. An obligation's id is
//   SLOT              what is counted from the activation: `welcome`, `training-reminder-P30D`, `grant-access`
//   SLOT:DAY          what is counted from a day: `renewal-P30D:2027-09-01`, `end-term:2027-09-01`
//   SLOT:DAY:term-2   the same in a later term, which may end on a day that an earlier term had
//   SLOT:INSTANT      what an event brings at once: `suspended:2027-01-05T12:00:00Z`
//   SLOT:DAY:INSTANT  a correction: `correction-term-end:2027-09-01:2027-01-05T12:00:00Z`
//   alert:ABOUT:INSTANT  an alert; ABOUT is another obligation's id, or a word
//   ID@INSTANT        what is sent again
import { type NoticeKind, noticeKinds } from '../offer/notice-kinds.ts';
import type { LocalDate } from '../time/calendar.ts';
import type { Instant } from '../time/instants.ts';
import type { Term } from './dates.ts';
import type { About, Obligation } from './obligations.ts';

// --- agreements

/** The id of an agreement and of its workflow: `agreement:<offer>:<agency>`. */
export function agreementId(offer: string, agency: string): string {
  return `agreement:${offer}:${agency}`;
}

/** Is it the id of an agreement or a rehearsal, rather than a name that someone typed? */
export function isAgreementId(text: string): boolean {
  return text.startsWith('agreement:');
}

/** The offer that the id of an agreement or a rehearsal names; empty if it is no such id. */
export function offerOf(agreement: string): string {
  return agreement.split(':')[1] ?? '';
}

/** The agency that the id of an agreement or a rehearsal names; empty if it is no such id. */
export function agencyOf(agreement: string): string {
  return agreement.split(':')[2]?.split('@')[0] ?? '';
}

/** The id of a rehearsal: the agreement's, with the instant that the rehearsal began. */
export function rehearsalId(offer: string, agency: string, begun: Instant): string {
  return `${agreementId(offer, agency)}@${begun}`;
}

/** Is it the id of a rehearsal? */
export function isRehearsal(id: string): boolean {
  return id.includes('@');
}

/** Is it the id of a rehearsal of this agreement? */
export function isRehearsalOf(agreement: string, id: string): boolean {
  return id.startsWith(`${agreement}@`);
}

type Versioned = { term: { number: number }; revision: number; record: { type: string; at: Instant }[] };

/**
 * The version of the terms that an answer is given to. It changes when dates or rules are amended, when the next term
 * begins, and when the same agency starts the same offer again.
 */
export function versionOf({ term, revision, record }: Versioned): string {
  const agreedAt = record.find(({ type }) => type === 'agreed')?.at ?? '';
  return `${term.number}.${revision}.${spread(agreedAt, 2 ** 32).toString(36)}`;
}

/** A number from 0 to below `limit`: always the same for the same text, evenly spread over texts (FNV-1a, 32 bits). */
export function spread(text: string, limit: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash % limit;
}

// --- obligations: building ids

/** A step: what is neither a notice nor an alert. */
export type StepKind = Exclude<Obligation['kind'], 'notice' | 'alert'>;

const steps = Object.keys({
  'grant-access': true,
  'end-features': true,
  'end-access': true,
  'open-renewal': true,
  'end-term': true,
  'end-grace': true,
  withdraw: true,
} satisfies Record<StepKind, true>) as StepKind[];

/** The number of a term as ids have it; nothing if they don't name the term. */
export function termInIds({ number, inIds }: Pick<Term, 'number' | 'inIds'>): number | undefined {
  return inIds ? number : undefined;
}

/** A day of a term, as ids have it: `2027-09-01:term-2`. @param term left out: ids don't name the term */
export function dayInTerm(day: LocalDate, term?: number): string {
  return term === undefined ? day : `${day}:term-${term}`;
}

/** A step's id. @param of the day or instant that it belongs to, or how the term ended; left out: the activation. */
export function stepId(
  kind: StepKind,
  of?: LocalDate | Instant | 'expired' | 'declined',
  term?: number,
): string {
  return of === undefined ? kind : `${kind}:${dayInTerm(of, term)}`;
}

/** The id of a notice that a rule of the offer plans. @param period how long before or after the day. */
export function plannedNoticeId(kind: NoticeKind, period?: string, day?: LocalDate, term?: number): string {
  return `${kind}${period ? `-${period}` : ''}${day ? `:${dayInTerm(day, term)}` : ''}`;
}

/** The id of a notice that goes out at once because of what happened at an instant. */
export function eventNoticeId(kind: NoticeKind, at: Instant): string {
  return `${kind}:${at}`;
}

/** The id of a warning of a clause's deadline. @param lead how long before the deadline. */
export function deadlineWarningId(deadline: string, lead: string, day: LocalDate, term?: number): string {
  return `deadline-${deadline}-${lead}:${dayInTerm(day, term)}`;
}

/** The id of the notice that a clause's deadline was missed. */
export function deadlineMissedId(deadline: string, day: LocalDate, term?: number): string {
  return `deadline-missed-${deadline}:${dayInTerm(day, term)}`;
}

/** The id of the correction that says, from an instant on, that something ends on another day. */
export function correctionId(event: About['event'], day: LocalDate, at: Instant): string {
  return `correction-${event}:${day}:${at}`;
}

/** The id of the alert that nobody has answered a notice. */
export function unansweredAlertId(notice: string): string {
  return `unanswered-${notice}`;
}

/** The id of an alert. @param about the obligation that it is about, by its id, or the type of event. */
export function alertId(about: string, at: Instant): string {
  return `alert:${about}:${at}`;
}

/** The id of what is sent again at an instant, whether or not it was sent again before. */
export function sentAgainId(id: string, at: Instant): string {
  return `${originalId(id)}@${at}`;
}

// --- obligations: taking ids apart

/** The id of a notice as it was first sent. */
export function originalId(id: string): string {
  return id.split('@', 1)[0] ?? id;
}

/** Is it the id of a notice that is sent again? */
export function isSentAgain(id: string): boolean {
  return originalId(id) !== id;
}

/** When it was decided to send a notice again; nothing if it is the first time. */
export function sentAgainAt(id: string): Instant | undefined {
  return isSentAgain(id) ? id.slice(originalId(id).length + 1) : undefined;
}

/** What an obligation is, whatever day it is about: `renewal-P30D`. It stays the same when a date moves. */
export function slotOf(id: string): string {
  return id.replace(/[:@].*$/, '');
}

/** Does a person mean this obligation by its id, or by its beginning: `renewal-P30D` or `welcome`? */
export function isNamedBy(name: string, id: string): boolean {
  return id === name || id.startsWith(`${name}:`) || id.startsWith(`${name}@`);
}

/** The kind of obligation or notice that an id names; nothing if it names none. */
export function kindIn(id: string): StepKind | NoticeKind | 'alert' | undefined {
  const slot = slotOf(id);
  if (slot === 'alert' || isUnansweredAlert(id)) return 'alert';
  const step = steps.find((kind) => kind === slot);
  if (step) return step;
  const isWarning = slot.startsWith('deadline-') && period.test(slot);
  const kinds = noticeKinds.filter((kind) => slot === kind || slot.startsWith(`${kind}-`));
  return isWarning ? 'deadline' : kinds.toSorted((one, other) => other.length - one.length)[0];
}

const period = /-P\d+[YMD]$/;

/** How long before or after its day an obligation is due: `P30D`; nothing if its id says nothing of that. */
export function periodIn(id: string): string | undefined {
  return period.exec(slotOf(id))?.[0].slice(1);
}

/** Is it the id of an alert about something that happened? */
export function isEventAlert(id: string): boolean {
  return slotOf(id) === 'alert';
}

/** Is it the id of an alert that nobody has answered a notice? */
export function isUnansweredAlert(id: string): boolean {
  return id.startsWith('unanswered-');
}

/** The notice that nobody has answered, of an alert that says so; nothing if the alert says something else. */
export function noticeWithoutAnswer(alert: string): string | undefined {
  return isUnansweredAlert(alert) ? alert.slice(unansweredAlertId('').length) : undefined;
}

/** What an alert about something that happened is about: another obligation's id, or a word. */
export function alertIsAbout(alert: string): string | undefined {
  return /^alert:(.+):\d{4}-\d{2}-\d{2}T[^:]*:\d{2}:[^:]*$/.exec(alert)?.[1];
}

/** Is it counted from the activation? Then its id names neither a day nor an instant. */
export function isFromActivation(id: string): boolean {
  return slotOf(id) === id;
}

/** The day that an obligation is counted from; nothing if its id names none. */
export function dayIn(id: string): LocalDate | undefined {
  return /:(\d{4}-\d{2}-\d{2})(?!T)/.exec(id)?.[1];
}

/** When the event was that a notice tells of, if its id is one that `eventNoticeId` built. */
export function eventInstantIn(id: string): Instant {
  return originalId(id).slice(slotOf(id).length + 1);
}

/** The deadline that a warning or a notice of a missed deadline is about; nothing if it is about none. */
export function deadlineIn(id: string): string | undefined {
  const slot = slotOf(id);
  const stem = period.test(slot) ? 'deadline-' : 'deadline-missed-';
  return slot.startsWith(stem) ? slot.slice(stem.length).replace(period, '') : undefined;
}
