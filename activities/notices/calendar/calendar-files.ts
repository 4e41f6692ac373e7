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
  /** The file's name without its extension. Left out: a numbered name. */
  name?: string;
  /** Writes the file's text. */
  write: (file: EntryFile) => string;
};

/** One file for each entry, because a file can cancel only one event (RFC 5546, 3.2.5). */
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

// A uid does not depend on the sender, so it stays the same when the sender changes.

function dayEntry(method: Method, day: CalendarDay, { agreement, term }: Brief): Entry {
  return {
    method,
    uid: keyOf(agreement, String(term.number), ...entryKey(day.about)),
    sequence: day.about.sequence,
    write: (file) => dayFile(day, file),
  };
}

/** `term` is the term in which the session was first announced. The session may take place in a later term. */
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

/** Keeps the newest of several entries with one uid, because readers may open the files in any order. */
function newestOfEach(entries: Entry[]): Entry[] {
  return entries.filter((entry, index) =>
    entries.every(({ uid, sequence }, other) => {
      const newer = sequence - entry.sequence;
      return uid !== entry.uid || newer < 0 || (newer === 0 && other >= index);
    }),
  );
}
