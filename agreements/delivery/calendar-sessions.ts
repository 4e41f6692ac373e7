// The training sessions in contacts' calendars: invitations put them there, and take them out when they no longer apply.

import { hasReached } from '../contacts/arrivals.ts';
import { sessionText } from '../contacts/invitations.ts';
import type { Agreement } from '../model/agreement.ts';
import type { PlannedSession } from '../model/dates.ts';
import type { RecordEntry } from '../model/events.ts';
import type { NoticeObligation } from '../model/obligations.ts';
import type { Instant } from '../time/instants.ts';
import { isReached } from '../time/instants.ts';

/** A session as calendars get it. The `term` in which it was first told and its id make it the same entry. */
export type CalendarSession = PlannedSession & { term: number; sequence: number };

/** A session as the last calendar file has it. */
type Entry = { session: CalendarSession; isWithdrawn: boolean };

type Changes = { sessions: CalendarSession[]; withdrawn: CalendarSession[] };

type Notice = Pick<NoticeObligation, 'notice' | 'training'>;

/**
 * The sessions to come that a notice lists, and those that it takes out of calendars. `sequence` is higher than in the
 * file before if something changes (RFC 5545, 3.8.7.4), and the same if not.
 */
export function sessionsOf(
  notice: Notice,
  agreement: Agreement,
  now: Instant,
): { sessions?: CalendarSession[]; withdrawnSessions?: CalendarSession[] } {
  const { record, sessions: current = [], term } = agreement;
  const isReminder = notice.notice === 'training-reminder';
  const listed = isReminder ? { ...notice, training: { sessions: current } } : notice;
  const { sessions, withdrawn } = changesBy(listed, entriesIn(record), now, term.number);
  return {
    ...(sessions.length > 0 && { sessions }),
    ...(withdrawn.length > 0 && { withdrawnSessions: withdrawn }),
  };
}

function entriesIn(record: RecordEntry[]): Entry[] {
  let term = 1;
  return record.reduce((entries: Entry[], event) => {
    if (event.type === 'term-began') term = event.number;
    if (event.type !== 'settled' || !event.notice || !hasReached(event.receipts)) return entries;
    const { sessions, withdrawn } = changesBy(event.notice, entries, event.at, term);
    const changed = [
      ...sessions.map((session) => ({ session, isWithdrawn: false })),
      ...withdrawn.map((session) => ({ session, isWithdrawn: true })),
    ];
    const others = entries.filter(({ session }) => !changed.some((one) => one.session.id === session.id));
    return [...others, ...changed];
  }, []);
}

function changesBy({ notice, training }: Notice, entries: Entry[], now: Instant, term: number): Changes {
  const sessions = (training?.sessions ?? [])
    .filter(({ startsAt }) => !isReached(startsAt, now))
    .map((session) => asEntry(session, entries, term));
  const isListed = ({ id }: CalendarSession) => sessions.some((session) => session.id === id);
  const takesOut = notice === 'training' || notice === 'terminated';
  const withdrawn = entries
    .filter(({ session }) => takesOut && !isListed(session) && !isReached(session.startsAt, now))
    .map(({ session, isWithdrawn }) => ({
      ...session,
      sequence: session.sequence + (isWithdrawn ? 0 : 1),
    }));
  return { sessions, withdrawn };
}

function asEntry(session: PlannedSession, entries: Entry[], term: number): CalendarSession {
  const known = entries.find((entry) => entry.session.id === session.id);
  if (!known) return { ...session, term, sequence: 0 };
  const isChanged = known.isWithdrawn || sessionText(known.session) !== sessionText(session);
  return { ...session, term: known.session.term, sequence: known.session.sequence + (isChanged ? 1 : 0) };
}
