// An agreement's days: those that count, and what has happened that the agency knows of. Pure.

import { hasReached } from '../agreements/contacts/notices-sent.ts';
import type { Agreement } from '../agreements/model/agreement.ts';
import type { RecordEntry } from '../agreements/model/events.ts';
import { isFromActivation, kindIn } from '../agreements/model/ids.ts';
import type { PlannedDeadline } from '../agreements/model/obligations.ts';
import { awaitsAcceptance, isOnRecord, isOver, isPaused } from '../agreements/obligations/relevance.ts';
import type { NoticeKind } from '../agreements/offer/notice-kinds.ts';
import type { LocalDate } from '../agreements/time/calendar.ts';
import { dayAt, shiftDate } from '../agreements/time/calendar.ts';
import type { Instant } from '../agreements/time/instants.ts';

/** A day that counts; the last one *with*, where something ends. `id` stays the same when the day moves. */
export type KeyDay = {
  id: string;
  day: LocalDate;
  what: 'accept-by' | 'starts' | 'features-end' | 'renewal-opens' | 'deadline' | 'term-ends' | 'grace-ends';
  /** What ends, by its names. */
  features?: string[];
  deadline?: PlannedDeadline;
};

/** The days of this term that count, in order, as far as they are known. */
export function keyDays(agreement: Agreement): KeyDay[] {
  const isAwaiting = awaitsAcceptance(agreement);
  if (isOver(agreement) || (isAwaiting && isPaused(agreement))) return [];
  const days = isAwaiting
    ? planned(agreement, 'withdraw', 'accept-by', -1)
    : [
        { id: 'starts', what: 'starts' as const, day: agreement.term.startsOn },
        ...featureEnds(agreement),
        ...planned(agreement, 'open-renewal', 'renewal-opens', 0),
        ...deadlines(agreement),
        { id: 'term-ends', what: 'term-ends' as const, day: dayBefore(agreement.term.endsOn) },
        ...planned(agreement, 'end-grace', 'grace-ends', -1),
      ];
  return days
    .map((one) => ({ ...one, id: `${one.id}-${agreement.term.number}` }))
    .toSorted((one, other) => one.day.localeCompare(other.day));
}

/** The day at which something planned falls due, or the one before. */
function planned(
  { plan, agency }: Agreement,
  kind: 'withdraw' | 'open-renewal' | 'end-grace',
  what: KeyDay['what'],
  shift: 0 | -1,
): KeyDay[] {
  return plan
    .filter((obligation) => obligation.kind === kind)
    .map(({ dueAt }) => dayAt(dueAt, agency.timeZone))
    .map((day) => ({ id: what, what, day: shift ? dayBefore(day) : day }));
}

/** One day for all features that end on it. */
function featureEnds({ features }: Agreement): KeyDay[] {
  const ending = features.flatMap(({ id, name, ends }) => (ends ? [{ id, name, on: ends.on }] : []));
  return [...new Set(ending.map(({ on }) => on))].map((on) => {
    const these = ending.filter((one) => one.on === on);
    const id = `features-end-${these.map((one) => one.id).join('+')}`;
    return { id, what: 'features-end', day: dayBefore(on), features: these.map(({ name }) => name) };
  });
}

/** The safe day of each deadline that is still to be met. */
function deadlines(agreement: Agreement): KeyDay[] {
  const all = agreement.plan.flatMap((one) =>
    one.kind === 'notice' && one.about?.deadline ? [one.about.deadline] : [],
  );
  const open = [...new Map(all.map((one) => [one.id, one])).values()];
  return open
    .filter(({ id }) => !isOnRecord(agreement, id))
    .map((deadline) => ({
      id: `deadline-${deadline.id}`,
      what: 'deadline',
      day: deadline.safeDay,
      deadline,
    }));
}

const dayBefore = (day: LocalDate) => shiftDate(day, '-P1D');

/** What has happened that the agency was told of, or did itself. */
export type Past = { at: Instant } & (
  | { what: 'notice'; notice: NoticeKind }
  | { what: (typeof told)[number] | (typeof ours)[number] | 'terms-declined'; by?: string }
);

const ours = ['decided-renew', 'decided-decline', 'access-given', 'features-ended', 'access-ended'] as const;
const told = [
  'accepted',
  'renewal-asked',
  'extended',
  'suspended',
  'reinstated',
  'terminated',
  'contacts-changed',
  'contact-left',
  'trained',
  'acknowledged',
  'term-began',
] as const;

/** What of the record is for the agency to see, the latest first. */
export function pastOf(agreement: Agreement): Past[] {
  return agreement.record.flatMap((entry) => pastEntry(entry, agreement)).toReversed();
}

function pastEntry(entry: RecordEntry, agreement: Agreement): Past[] {
  const { at } = entry;
  if (entry.type === 'settled') return settledEntry(entry);
  if (entry.type === 'decided') {
    const what = awaitsAcceptance(agreement) ? 'terms-declined' : (`decided-${entry.decision.kind}` as const);
    return [{ at, what, by: entry.by }];
  }
  const what = told.find((one) => one === entry.type);
  return what ? [{ at, what, ...('by' in entry && { by: entry.by }) }] : [];
}

/** Steps that an agency notices. */
const steps: Partial<Record<string, (typeof ours)[number]>> = {
  'grant-access': 'access-given',
  'end-features': 'features-ended',
  'end-access': 'access-ended',
};

function settledEntry({ at, outcome, notice, receipts, id, access }: Settled): Past[] {
  if (outcome !== 'carried-out') return [];
  if (notice) return hasReached(receipts) ? [{ at, what: 'notice', notice: notice.notice }] : [];
  const kind = kindIn(id);
  const isGrantAnew = kind === 'grant-access' && !isFromActivation(id);
  const isNews = !isGrantAnew || (access?.changes ?? []).length > 0;
  const what = steps[kind ?? ''];
  return what && isNews ? [{ at, what }] : [];
}

type Settled = Extract<RecordEntry, { type: 'settled' }>;
