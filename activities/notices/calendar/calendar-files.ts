// The calendar files of a message.

import { entryKey } from '../../../agreements/delivery/calendar-entries.ts';
import type { Brief } from '../../../agreements/delivery/order-types.ts';
import type { Instant } from '../../../agreements/time/instants.ts';
import { keyOf } from '../../keys.ts';
import type { CalendarDay, CalendarEvent, Content } from '../content/content.ts';
import { dayFile, type EntryFile, eventFile } from './ics.ts';

type Method = EntryFile['method'];

type Entry = {
  method: Method;
  uid: string;
  sequence: number;
  /** The file's name without its extension; left out: numbered. */
  name?: string;
  /** The file's text, from what is the same for all files of a message. */
  write: (file: EntryFile) => string;
};

/** A file for each entry: a file can cancel only one event (RFC 5546, 3.2.5). */
export function calendarFiles(
  { calendarDays = [], withdrawnDays = [], sessions = [], withdrawnSessions = [] }: Content,
  { brief, now, organizer }: { brief: Brief; now: Instant; organizer: EntryFile['organizer'] },
) {
  const entries = newestOfEach([
    ...calendarDays.map((day) => dayEntry('PUBLISH', day, brief)),
    ...sessions.map((event) => sessionEntry('PUBLISH', event, brief)),
    ...withdrawnDays.map((day) => dayEntry('CANCEL', day, brief)),
    ...withdrawnSessions.map((event) => sessionEntry('CANCEL', event, brief)),
  ]);
  const of = (method: Method) => entries.filter((entry) => entry.method === method);
  const named = of('PUBLISH').filter(({ name }) => name !== undefined);
  const days = of('PUBLISH').filter(({ name }) => name === undefined);
  const file = ({ method, uid, sequence, write }: Entry, filename: string) => ({
    filename: `${filename}.ics`,
    contentType: `text/calendar; charset=utf-8; method=${method}`,
    content: write({ method, uid, sequence, now, organizer }),
  });
  return [
    ...days.map((entry, index) => file(entry, index === 0 ? 'last-day' : `last-day-${index + 1}`)),
    ...named.map((entry) => file(entry, entry.name ?? '')),
    ...of('CANCEL').map((entry, index) => file(entry, `no-longer-${index + 1}`)),
  ];
}

// A uid has nothing of the sender in it, so it stays the same when the sender changes.

function dayEntry(method: Method, day: CalendarDay, { agreement, term }: Brief): Entry {
  return {
    method,
    uid: keyOf(agreement, String(term.number), ...entryKey(day.about)),
    sequence: day.about.sequence,
    write: (file) => dayFile(day, file),
  };
}

/** `term` is the one in which the session was first announced. The session may be in a later one. */
function sessionEntry(method: Method, event: CalendarEvent, { agreement }: Brief): Entry {
  const { id, term, sequence } = event.session;
  return {
    method,
    uid: keyOf(agreement, String(term), 'training', id),
    sequence,
    name: `training-${id}`,
    write: (file) => eventFile(event, file),
  };
}

/** Of several entries with one uid, the newest: it must not matter which file the reader opens last. */
function newestOfEach(entries: Entry[]): Entry[] {
  return entries.filter((entry, index) =>
    entries.every(({ uid, sequence }, other) => {
      const newer = sequence - entry.sequence;
      return uid !== entry.uid || newer < 0 || (newer === 0 && other >= index);
    }),
  );
}
