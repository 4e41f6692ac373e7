// Instants as operators read them, in one style everywhere: `Thu, Oct 1, 2026, 09:03 EDT`.
import { Temporal } from 'temporal-polyfill';
import { dayAt, daysBetween, type LocalDate, writableZone } from './calendar.ts';
import { between, type Instant, later } from './instants.ts';
import { remembered } from './remembered.ts';

/** One for each time zone: to make a format takes longer than to use it a thousand times. */
const formatsIn = remembered((asked: string) => {
  const timeZone = writableZone(asked);
  const day = { weekday: 'short', month: 'short', day: 'numeric', year: 'numeric' } as const;
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' } as const;
  return {
    day: new Intl.DateTimeFormat('en-US', { timeZone, ...day }),
    time: new Intl.DateTimeFormat('en-US', { timeZone, ...time }),
  };
});

/** The day of an instant where the agency is: `Thu, Oct 1, 2026`. */
export function dayOfInstant(instant: Instant, timeZone: string): string {
  return formatsIn(timeZone).day.format(new Date(instant));
}

/** The last day of what ends at an instant, where the agency is. */
export function lastDayInWords(endsAt: Instant, timeZone: string): string {
  return dayOfInstant(later(endsAt, -1), timeZone);
}

/** The time of day where the agency is: `09:03 EDT`. */
export function timeInWords(instant: Instant, timeZone: string): string {
  return formatsIn(timeZone).time.format(new Date(instant));
}

/** An instant where the agency is: `Thu, Oct 1, 2026, 09:03 EDT`. */
export function instantInWords(instant: Instant, timeZone: string): string {
  return `${dayOfInstant(instant, timeZone)}, ${timeInWords(instant, timeZone)}`;
}

/** An instant where the agency is, for programs, in ISO 8601: `2026-10-01T09:03:00-04:00`. */
export function localIso(instant: Instant, timeZone: string): string {
  const options = { timeZoneName: 'never', smallestUnit: 'second' } as const;
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toString(options);
}

const relative = new Intl.RelativeTimeFormat('en-US', { numeric: 'auto' });

/** The days between today and an instant, where the agency is: `in 30 days`, `today`, `2 days ago`. */
export function relativeDay(instant: Instant, now: Instant, timeZone: string): string {
  return daysAway(dayAt(now, timeZone), dayAt(instant, timeZone));
}

/** The same of two days. */
export function daysAway(today: LocalDate, day: LocalDate): string {
  return relative.format(daysBetween(today, day), 'day');
}

/** Like `relativeDay`, but in minutes or hours on the same day: `in 40 minutes`, `3 hours ago`, `now`. */
export function relativeTime(instant: Instant, now: Instant, timeZone: string): string {
  if (dayAt(instant, timeZone) !== dayAt(now, timeZone)) return relativeDay(instant, now, timeZone);
  const minutes = Math.trunc(between(now, instant) / 60_000);
  if (minutes === 0) return 'now';
  return Math.abs(minutes) < 120
    ? relative.format(minutes, 'minute')
    : relative.format(Math.trunc(minutes / 60), 'hour');
}
