// A notice's date as a calendar file (RFC 5545).
import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventTransparency } from 'ical-generator';
import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../agreements/agreement.ts';
import type { CalendarDay } from './wording.ts';

const dayInSeconds = 24 * 60 * 60;

/**
 * A file to publish one all-day event. The same `uid` with a higher `sequence` takes the place of what the reader's
 * calendar has.
 */
export function toIcs(
  { day, summary, description, ahead }: CalendarDay,
  { uid, sequence, now }: { uid: string; sequence: number; now: Instant },
): string {
  const calendar = ical({
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'OneGov', product: 'agreements', language: 'EN' },
  });
  const event = calendar.createEvent({
    id: uid,
    sequence,
    stamp: new Date(now),
    start: Temporal.PlainDate.from(day),
    allDay: true,
    summary,
    description,
    transparency: ICalEventTransparency.TRANSPARENT,
  });
  if (ahead) {
    event.createAlarm({ type: ICalAlarmType.display, triggerBefore: dayInSeconds, description: summary });
  }
  return `${calendar.toString()}\r\n`;
}
