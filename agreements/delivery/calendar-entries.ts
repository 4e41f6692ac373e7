// The days that an agency's people have in their calendars: put there by notices, and taken out when they fall away.

import { hasReached } from '../contacts/notices-sent.ts';
import type { Agreement } from '../model/agreement.ts';
import type { About, NoticeObligation } from '../model/obligations.ts';
import type { Instant } from '../time/instants.ts';
import { isReached } from '../time/instants.ts';

/** A day as the last calendar file about it has it. */
type Entry = { about: About; isWithdrawn: boolean };

type Notice = Pick<NoticeObligation, 'notice' | 'about'>;

/**
 * The day that a notice puts into calendars, if any, and those that it takes out. What was told stands in the record;
 * `sequence` is higher than that of the file before when something changes (RFC 5545, 3.8.7.4), else the same.
 */
export function entriesOf(
  notice: Notice,
  { record }: Agreement,
  now: Instant,
): { about?: About; withdrawn?: About[] } {
  const { about, withdrawn } = changesBy(notice, entriesIn(record), now);
  return { ...(about && { about }), ...(withdrawn.length > 0 && { withdrawn }) };
}

/** What makes it the same entry, wherever its date moves; within one term. */
export function entryKey({ event, features, deadline }: About): string[] {
  return [event, ...(deadline ? [deadline.id] : []), ...features.toSorted()];
}

/** What was told in terms before is past by now. */
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
  const putIn = notice.about ?? backAfter(notice, ahead);
  const about = putIn && { ...putIn, sequence: sequenceOf(putIn, entries) };
  const withdrawn = ahead
    .filter((entry) => fallsAway(entry.about, notice))
    .map((entry) => ({ ...entry.about, sequence: entry.about.sequence + (entry.isWithdrawn ? 0 : 1) }));
  return { ...(about && { about }), withdrawn };
}

/** Declined after all, the term ends on the day that a renewal had taken out. */
function backAfter({ notice }: Notice, ahead: Entry[]): About | undefined {
  if (notice !== 'declined') return undefined;
  return ahead.find(({ about, isWithdrawn }) => isWithdrawn && about.event === 'term-end')?.about;
}

function sequenceOf(about: About, entries: Entry[]): number {
  const known = entries.find((entry) => isSame(entry.about, about));
  if (!known) return about.sequence;
  const isChanged = known.isWithdrawn || known.about.date !== about.date;
  return Math.max(about.sequence, known.about.sequence + (isChanged ? 1 : 0));
}

/** Does a notice say that a day is none any more? One that only moves stays in, on its new day. */
function fallsAway(told: About, { notice, about }: Notice): boolean {
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

/** A deadline of a term that ends on another day; features that end together with others from now on. */
function isReplaced(told: About, about: About): boolean {
  if (about.event === 'term-end')
    return told.deadline !== undefined && told.deadline.termEndsOn !== about.date;
  const overlaps = told.features.some((name) => about.features.includes(name));
  return told.event === about.event && overlaps && !isSame(told, about);
}

function isSame(one: About, other: About): boolean {
  return entryKey(one).join('\n') === entryKey(other).join('\n');
}
