// Deadlines that moved: contacts who were warned of another day get the warning once more, with both days.

import { arrivedNotices, hasReached } from '../contacts/arrivals.ts';
import { dueAgain } from '../lifecycle/sending-again.ts';
import type { Agreement } from '../model/agreement.ts';
import { deadlineWarningId, isSentAgain } from '../model/ids.ts';
import type { About, NoticeObligation, Obligation } from '../model/obligations.ts';
import { asPlanned } from '../model/record.ts';
import { recordOfTerm } from '../model/stored.ts';
import { dayAt } from '../time/calendar.ts';
import { type Instant, isReached } from '../time/instants.ts';
import { tellsOfMiss } from './from-first-day.ts';

/**
 * The plan, in which each deadline that moved is told again to those who were told another day: by its warning of today
 * if there is one, else by its last warning, at once.
 */
export function withDeadlinesToldAgain(
  planned: Obligation[],
  agreement: Agreement,
  now: Instant,
): Obligation[] {
  const again: Obligation[] = [];
  const ofToday = new Map<Obligation, About>();
  for (const { about, told } of movedDeadlines(planned, agreement, now)) {
    const today = planned.find((one) => isWarningToday(one, about, agreement, now));
    if (today) ofToday.set(today, about);
    else again.push(dueAgain({ ...told, id: onDayOf(about, told), about }, now, agreement));
  }
  if (again.length + ofToday.size === 0) return planned;
  return [
    ...again,
    ...planned.map((one): Obligation => {
      const about = ofToday.get(one);
      return about && one.kind === 'notice' ? { ...one, about } : one;
    }),
  ];
}

/** Each deadline ahead that moved since it was told, with the days before, and the warning that told it last. */
function movedDeadlines(
  planned: Obligation[],
  agreement: Agreement,
  now: Instant,
): { about: About; told: NoticeObligation }[] {
  const warnings = warningsTold(agreement);
  const deadlines = planned.flatMap((one) => (tellsOfMiss(one) && one.about ? [one.about] : []));
  return deadlines.flatMap((about) => {
    const told = warnings.findLast((notice) => isWarningOf(notice, about));
    const moved = told && movedFrom(told, about);
    const isTold = planned.some(
      (one) => one.kind === 'notice' && isSentAgain(one.id) && isSame(one.about, about),
    );
    return moved && !isTold && !isReached(about.endsAt, now) ? [{ about: moved, told }] : [];
  });
}

/** The notices that told of a day in this term; of one that is still being sent, only those who have it were told. */
function warningsTold(agreement: Agreement): NoticeObligation[] {
  const partlySent = agreement.plan
    .filter((one) => one.kind === 'notice')
    .filter(({ receipts }) => hasReached(receipts));
  return [
    ...arrivedNotices(recordOfTerm(agreement)),
    ...partlySent.map((one) => ({ ...asPlanned(one), only: reachedBy(one) })),
  ];
}

function reachedBy({ receipts = [] }: Obligation): string[] {
  return receipts.filter((receipt) => hasReached([receipt])).map(({ to }) => to);
}

function isWarningOf({ notice, about }: NoticeObligation, deadline: About): boolean {
  return (
    notice === 'deadline' && about?.term === deadline.term && about?.deadline?.id === deadline.deadline?.id
  );
}

/** The deadline with the days that a warning told before; nothing if they are the same, or it told no safe day. */
function movedFrom({ about: told }: NoticeObligation, about: About): About | undefined {
  const [before, now] = [told?.deadline, about.deadline];
  if (before?.safeDay === undefined || isSame(told, about)) return undefined;
  const isOtherLastDay = before.lastDay !== now?.lastDay;
  return { ...about, was: before.safeDay, ...(isOtherLastDay && { wasLastDay: before.lastDay }) };
}

function isSame(one: About | undefined, other: About): boolean {
  const [before, now] = [one?.deadline, other.deadline];
  return (
    one?.term === other.term &&
    before?.id === now?.id &&
    before?.lastDay === now?.lastDay &&
    before?.safeDay === now?.safeDay
  );
}

/** Does a warning that nobody has yet go out today? */
function isWarningToday(one: Obligation, about: About, { agency }: Agreement, now: Instant): boolean {
  if (one.kind !== 'notice' || !isWarningOf(one, about) || hasReached(one.receipts)) return false;
  return dayAt(one.dueAt, agency.timeZone) === dayAt(now, agency.timeZone);
}

/** The id of the same warning about the day as it is now. */
function onDayOf({ date, term, deadline }: About, { id, lead = '' }: NoticeObligation): string {
  return deadline ? deadlineWarningId(deadline.id, lead, date, term) : id;
}
