// The calendar files that come with a message.
import type { Instant } from '../../agreements/agreement.ts';
import { entryKey } from '../../workflows/entries.ts';
import type { Brief } from '../../workflows/ports.ts';
import { keyOf } from './bounce-address.ts';
import { type EntryFile, toIcs } from './ics.ts';
import type { CalendarDay, Content } from './wording.ts';

type Entry = Pick<EntryFile, 'method' | 'uid'> & { day: CalendarDay };

/** Each entry has a file of its own: all that one cancels is one event (RFC 5546, 3.2.5). */
export function calendarFiles(
  { calendarDays = [], withdrawnDays = [] }: Content,
  { brief, now, organizer }: { brief: Brief; now: Instant; organizer: EntryFile['organizer'] },
) {
  // Nothing of the sender is in it: it stays the same when that changes.
  const uidOf = ({ about }: CalendarDay) =>
    keyOf(brief.agreement, String(brief.term.number), ...entryKey(about));
  const entries = newestOfEach([
    ...calendarDays.map((day): Entry => ({ method: 'PUBLISH', uid: uidOf(day), day })),
    ...withdrawnDays.map((day): Entry => ({ method: 'CANCEL', uid: uidOf(day), day })),
  ]);
  const of = (method: Entry['method']) => entries.filter((entry) => entry.method === method);
  const file = ({ method, uid, day }: Entry, filename: string) => ({
    filename: `${filename}.ics`,
    contentType: `text/calendar; charset=utf-8; method=${method}`,
    content: toIcs(day, { method, uid, sequence: day.about.sequence, now, organizer }),
  });
  return [
    ...of('PUBLISH').map((entry, index) => file(entry, index === 0 ? 'last-day' : `last-day-${index + 1}`)),
    ...of('CANCEL').map((entry, index) => file(entry, `no-longer-${index + 1}`)),
  ];
}

/** Of several notices about the same day, the newest: which of two files is opened last must not matter. */
function newestOfEach(entries: Entry[]): Entry[] {
  return entries.filter((entry, index) =>
    entries.every(({ uid, day }, other) => {
      const newer = day.about.sequence - entry.day.about.sequence;
      return uid !== entry.uid || newer < 0 || (newer === 0 && other >= index);
    }),
  );
}
