// Writes one calendar entry as a file (RFC 5545, RFC 5546).
import ical, {
  ICalAlarmType,
  ICalCalendarMethod,
  type ICalEventData,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import { Temporal } from 'temporal-polyfill';
import { tzlib_get_ical_block } from 'timezones-ical-library';
import type { Instant } from '../../../agreements/time/instants.ts';
import type { CalendarDay, CalendarEvent } from '../content/content.ts';

/** 9:00 on the day before. */
const beforeMidnightInSeconds = 15 * 60 * 60;
const beforeSessionInSeconds = 60 * 60;

export type EntryFile = {
  /** PUBLISH adds the entry or moves it. CANCEL removes it. */
  method: 'PUBLISH' | 'CANCEL';
  uid: string;
  sequence: number;
  now: Instant;
  /** Quotation marks in the name become apostrophes, because the file can't have them (RFC 5545, 3.2). */
  organizer: { name: string; email: string };
};

/** An all-day event. It has no time zone, so it is the same day wherever the reader is. */
export function dayFile({ day, summary, description, ahead }: CalendarDay, file: EntryFile): string {
  const event = { start: Temporal.PlainDate.from(day), allDay: true, summary, description };
  return fileOf(event, file, ahead ? beforeMidnightInSeconds : undefined);
}

/** An event with a time of day. The file defines the event's time zone. */
export function eventFile({ session, summary, description }: CalendarEvent, file: EntryFile): string {
  const { starts, timeZone, minutes, place } = session;
  const start = Temporal.PlainDateTime.from(starts).toZonedDateTime(timeZone);
  const when = { start, end: start.add({ minutes }), timezone: timeZone };
  return fileOf({ ...when, summary, description, location: place }, file, beforeSessionInSeconds);
}

/**
 * A file with one event. The same `uid` with a higher `sequence` replaces the entry in the reader's calendar. By RFC 5546
 * (3.2.1, 3.2.5) both methods name the organizer and no attendee, and a CANCEL has the status and no alarm. The event
 * blocks no time: the reader decides whether to take part.
 */
function fileOf(
  told: ICalEventData & { summary: string },
  { method, uid, sequence, now, organizer }: EntryFile,
  alarmInSeconds: number | undefined,
): string {
  const calendar = ical({
    method: ICalCalendarMethod[method],
    prodId: { company: 'OneGov', product: 'agreements', language: 'EN' },
    // With a name, the time stamp would not be in UTC.
    timezone: { name: null, generator: timeZoneOf },
  });
  const isCancelled = method === 'CANCEL';
  const event = calendar.createEvent({
    ...told,
    id: uid,
    sequence,
    stamp: new Date(now),
    organizer: { ...organizer, name: organizer.name.replaceAll('"', "'") },
    transparency: ICalEventTransparency.TRANSPARENT,
    ...(isCancelled && { status: ICalEventStatus.CANCELLED }),
  });
  if (alarmInSeconds !== undefined && !isCancelled) {
    const description = told.summary;
    event.createAlarm({ type: ICalAlarmType.display, triggerBefore: alarmInSeconds, description });
  }
  return `${calendar.toString()}\r\n`;
}

/** The VTIMEZONE under the given name. For an old name, the library returns the zone under its new name. */
function timeZoneOf(name: string): string | null {
  const [block = ''] = [tzlib_get_ical_block(name)].flat();
  return block.startsWith('BEGIN:VTIMEZONE') ? block.replace(/^TZID:.*$/m, `TZID:${name}`) : null;
}
