// What an agency was told: of days, the term's end and that of each feature; and of sessions, as it heard of them last.
import type { Agreement } from '../model/agreement.ts';
import type { PlannedSession } from '../model/dates.ts';
import type { RecordEntry } from '../model/events.ts';
import type { NoticeObligation, Obligation, Receipt } from '../model/obligations.ts';
import { asPlanned } from '../model/record.ts';
import { noticeTraits } from '../offer/notice-kinds.ts';
import type { LocalDate } from '../time/calendar.ts';
import type { Instant } from '../time/instants.ts';
import { isReached } from '../time/instants.ts';

/** Has a message come to anybody, as far as is known? */
export function hasReached(receipts: Receipt[] = []): boolean {
  return receipts.some(({ result }) => result !== 'refused');
}

/** The days that a notice tells, under `term-end` and the features' names. */
export function daysToldBy(
  { term, features }: Agreement,
  { notice, about, training }: NoticeObligation,
): Record<string, LocalDate> {
  if (training?.changed) return {};
  if (about?.event === 'deadline' || about?.event === 'acceptance') return {};
  if (about?.event === 'term-end') return { 'term-end': about.date };
  if (about) return Object.fromEntries(about.features.map((name) => [name, about.date]));
  const { tellsTermEnd, tellsFeatureEnds } = noticeTraits[notice];
  const ends = features.flatMap(({ name, ends }) => (ends ? [[name, ends.on] as const] : []));
  return {
    ...(tellsTermEnd && { 'term-end': term.endsOn }),
    ...(tellsFeatureEnds && Object.fromEntries(ends)),
  };
}

/** The answer to a renewal says how long the next term lasts. */
export function wasToldOfRenewal({ record }: Agreement): boolean {
  const inThisTerm = record.slice(record.findLastIndex(({ type }) => type === 'term-began') + 1);
  return noticesReached(inThisTerm).some(({ notice }) => notice === 'renewed');
}

/** The notices on record that have come to anybody, and did not come back from all. */
export function noticesReached(record: RecordEntry[]): NoticeObligation[] {
  const isThere = arrivedBy(record);
  return record.flatMap((entry) =>
    entry.type === 'settled' && entry.notice && entry.receipts?.some(isThere) ? [entry.notice] : [],
  );
}

/** Is a receipt one of a message that came to somebody, as far as is known: neither refused nor come back? */
export function arrivedBy(record: RecordEntry[]): (receipt: Receipt) => boolean {
  const key = (messageId: string, address: string) => `${messageId} ${address.toLowerCase()}`;
  const cameBack = new Set(
    record.flatMap((entry) => (entry.type === 'bounced' ? [key(entry.messageId, entry.address)] : [])),
  );
  return ({ to, messageId, result }) => result !== 'refused' && !cameBack.has(key(messageId, to));
}

/** Each receipt there is, on record or of tries that go on, with the notice that it is of; none: it is of an alert. */
export function receiptsOf({
  record,
  plan,
}: Pick<Agreement, 'record' | 'plan'>): { receipt: Receipt; notice?: NoticeObligation }[] {
  const settled = record.filter((entry) => entry.type === 'settled');
  const going = plan.map((one) => ({
    receipts: one.receipts ?? [],
    ...(one.kind === 'notice' && { notice: asPlanned(one) }),
  }));
  return [...settled, ...going].flatMap(({ receipts = [], notice }) =>
    receipts.map((receipt) => ({ receipt, ...(notice && { notice }) })),
  );
}

/** Is it an invitation to training, or tells it that sessions have changed? */
export function isInvitation(obligation: Obligation): obligation is NoticeObligation {
  return obligation.kind === 'notice' && obligation.notice === 'training';
}

/** The last invitation to training that has come to anybody, but for one if it is named; and whom it has come to. */
export function lastInvitation(
  { record }: Pick<Agreement, 'record'>,
  except?: string,
): { notice: NoticeObligation; reached: string[] } | undefined {
  const last = record.findLast(
    (entry) =>
      entry.type === 'settled' &&
      entry.notice?.notice === 'training' &&
      entry.id !== except &&
      hasReached(entry.receipts),
  );
  if (last?.type !== 'settled' || !last.notice) return undefined;
  const reached = (last.receipts ?? []).filter(({ result }) => result !== 'refused').map(({ to }) => to);
  return { notice: last.notice, reached };
}

/** Do both lists say the same of what lies ahead? */
export function haveSameAhead(
  one: PlannedSession[] = [],
  other: PlannedSession[] = [],
  now: Instant,
): boolean {
  const ahead = (sessions: PlannedSession[]) =>
    sessions
      .filter(({ startsAt }) => !isReached(startsAt, now))
      .map(contentOf)
      .toSorted();
  return `${ahead(one)}` === `${ahead(other)}`;
}

/** What one reads of a session. */
export function contentOf({ id, title, starts, timeZone, minutes, place }: PlannedSession): string {
  return JSON.stringify([id, title, starts, timeZone, minutes, place]);
}
