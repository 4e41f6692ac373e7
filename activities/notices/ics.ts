// A notice's date as a calendar file (RFC 5545, RFC 5546).
import ical, {
  ICalAlarmType,
  ICalCalendarMethod,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../agreements/agreement.ts';
import type { CalendarDay } from './wording.ts';

/** 9:00 on the day before. */
const beforeMidnightInSeconds = 15 * 60 * 60;

export type EntryFile = {
  /** PUBLISH puts the day in, or moves it; CANCEL takes it out. */
  method: 'PUBLISH' | 'CANCEL';
  uid: string;
  sequence: number;
  now: Instant;
  /** No quotation mark can stand in the name (RFC 5545, 3.2). */
  organizer: { name: string; email: string };
};

/**
 * A file with one all-day event: it counts in full wherever the reader is, so there is no time zone in it. The same
 * `uid` with a higher `sequence` takes the place of what the reader's calendar has. By RFC 5546 (3.2.1, 3.2.5) both
 * methods name the organizer and nobody who attends, and a CANCEL has the status and no alarm.
 */
export function toIcs(
  { day, summary, description, ahead }: CalendarDay,
  { method, uid, sequence, now, organizer }: EntryFile,
): string {
  const calendar = ical({
    method: ICalCalendarMethod[method],
    prodId: { company: 'OneGov', product: 'agreements', language: 'EN' },
  });
  const isCancelled = method === 'CANCEL';
  const event = calendar.createEvent({
    id: uid,
    sequence,
    stamp: new Date(now),
    start: Temporal.PlainDate.from(day),
    allDay: true,
    summary,
    description,
    organizer: { ...organizer, name: organizer.name.replaceAll('"', "'") },
    transparency: ICalEventTransparency.TRANSPARENT,
    ...(isCancelled && { status: ICalEventStatus.CANCELLED }),
  });
  if (ahead && !isCancelled) {
    const triggerBefore = beforeMidnightInSeconds;
    event.createAlarm({ type: ICalAlarmType.display, triggerBefore, description: summary });
  }
  return `${calendar.toString()}\r\n`;
}
