// The days in contacts' calendars: notices put them there, and take them out when they no longer apply.

import { hasReached } from '../contacts/arrivals.ts';
import type { Agreement } from '../model/agreement.ts';
import type { About, NoticeObligation, Obligation } from '../model/obligations.ts';
import type { Instant } from '../time/instants.ts';
import { isReached } from '../time/instants.ts';

/** A day as the last calendar file has it. */
type Entry = { about: About; isWithdrawn: boolean };

type Notice = Pick<NoticeObligation, 'notice' | 'about'>;

/**
 * The day that a notice puts into calendars, if any, and the days that it takes out. `sequence` is higher than in the
 * file before if something changes (RFC 5545, 3.8.7.4), and the same if not. The record says what was in those files.
 */
export function entriesOf(
  notice: Notice,
  { record, plan }: Agreement,
  now: Instant,
): { about?: About; withdrawn?: About[] } {
  const { about, withdrawn } = changesBy(notice, entriesIn(record), now);
  const gone = withdrawn.filter((one) => !isToldAgain(one, plan));
  return { ...(about && { about }), ...(gone.length > 0 && { withdrawn: gone }) };
}

/** A deadline that moved and is told again stays in calendars: its own file moves it to its new day. */
function isToldAgain(one: About, plan: Obligation[]): boolean {
  const told = plan.flatMap((other) => (other.kind === 'notice' && other.about ? [other.about] : []));
  return told.some((about) => about.wasLastDay !== undefined && isSame(about, one));
}

/** Days with the same key are the same calendar entry, even if the date moves. Holds within one term. */
export function entryKey({ event, features, deadline }: About): string[] {
  return [event, ...(deadline ? [deadline.id] : []), ...features.toSorted()];
}

/** The entries of this term; those of earlier terms are past. */
function entriesIn(record: Agreement['record']): Entry[] {
  return record.reduce((entries: Entry[], event) => {
    if (event.type === 'term-began') return [];
    if (event.type !== 'settled' || !event.notice || !hasReached(event.receipts)) return entries;
    const { about, withdrawn } = changesBy(event.notice, entries, event.at);
    const changed = [
      ...(about ? [{ about, isWithdrawn: false }] : []),
      ...withdrawn.map((one) => ({ about: one, isWithdrawn: true })),
    ];
    const others = entries.filter((entry) => !changed.some((one) => isSame(one.about, entry.about)));
    return [...others, ...changed];
  }, []);
}

function changesBy(notice: Notice, entries: Entry[], now: Instant): { about?: About; withdrawn: About[] } {
  const ahead = entries.filter(({ about }) => !isReached(about.endsAt, now));
  const added = notice.about ?? comesBackAfter(notice, ahead);
  const about = added && { ...added, sequence: sequenceOf(added, entries) };
  const withdrawn = ahead
    .filter((entry) => isTakenOut(entry.about, notice))
    .map((entry) => ({ ...entry.about, sequence: entry.about.sequence + (entry.isWithdrawn ? 0 : 1) }));
  return { ...(about && { about }), withdrawn };
}

/** The end of the term comes back if the agency declines after a renewal took it out. */
function comesBackAfter({ notice }: Notice, ahead: Entry[]): About | undefined {
  if (notice !== 'declined') return undefined;
  return ahead.find(({ about, isWithdrawn }) => isWithdrawn && about.event === 'term-end')?.about;
}

function sequenceOf(about: About, entries: Entry[]): number {
  const known = entries.find((entry) => isSame(entry.about, about));
  if (!known) return about.sequence;
  const isChanged = known.isWithdrawn || known.about.date !== about.date;
  return Math.max(about.sequence, known.about.sequence + (isChanged ? 1 : 0));
}

/** Does a notice take a day out of calendars? A day that only moves stays in, on its new date. */
function isTakenOut(told: About, { notice, about }: Notice): boolean {
  switch (notice) {
    case 'welcome':
      return told.event === 'acceptance';
    case 'terminated':
      return true;
    case 'renewed':
      return told.event === 'term-end';
    case 'declined':
      return told.event === 'deadline';
    case 'correction':
      return about !== undefined && isReplaced(told, about);
    default:
      return false;
  }
}

/** Does a correction replace a day: the deadline of another term end, or features that now end with others? */
function isReplaced(told: About, about: About): boolean {
  if (about.event === 'term-end')
    return told.deadline?.termEndsOn !== undefined && told.deadline.termEndsOn !== about.date;
  const overlaps = told.features.some((name) => about.features.includes(name));
  return told.event === about.event && overlaps && !isSame(told, about);
}

function isSame(one: About, other: About): boolean {
  return entryKey(one).join('\n') === entryKey(other).join('\n');
}
