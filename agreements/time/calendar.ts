// Days and instants where the agency is: time zones, business days and federal holidays.
import holidays from '@18f/us-federal-holidays';
import { Temporal } from 'temporal-polyfill';
import { type Closure, movesOff } from './closures.ts';
import type { Instant } from './instants.ts';
import { remembered } from './remembered.ts';
import { isZoneOfPlace } from './zone-names.ts';

/** A calendar day where the agency is: `2026-11-23`. */
export type LocalDate = string;

/** The day that is one period after (`P60D`) or before (`-P60D`) a day. If the month lacks that day, it is the month's last day. */
export function shiftDate(date: LocalDate, period: string): LocalDate {
  return Temporal.PlainDate.from(date).add(durationOf(period)).toString();
}

/** Parses each period once: few exist, and they are used often. */
const durationOf = remembered((period: string) => Temporal.Duration.from(period));

/** Days from one day to another; negative if the other is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days;
}

/** The later of two days. */
export function laterDay(one: LocalDate, other: LocalDate): LocalDate {
  return daysBetween(one, other) > 0 ? other : one;
}

/** The earlier of two days. */
export function earlierDay(one: LocalDate, other: LocalDate): LocalDate {
  return laterDay(one, other) === one ? other : one;
}

/** The months in a period of years or months; undefined for a period of days. */
export function monthsIn(period: string): number | undefined {
  const { years, months, days } = Temporal.Duration.from(period);
  return days ? undefined : years * 12 + months;
}

/** The days in a period of days; 0 for a period of years or months. */
export function daysIn(period: string): number {
  return durationOf(period).days;
}

/** The calendar day at an instant, where the agency is. */
export function dayAt(instant: Instant, timeZone: string): LocalDate {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** 0:00 of a day where the agency is. Features and terms end at that time. */
export function startOfDay(date: LocalDate, timeZone: string): Instant {
  return instantOf(Temporal.PlainDate.from(date).toZonedDateTime(timeZone));
}

/** 9:00 of a day where the agency is, plus some minutes. Notices go out at that time. */
export function nineOClock(date: LocalDate, timeZone: string, minutes: number): Instant {
  const plainTime = { hour: 9, minute: minutes };
  return instantOf(Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime }));
}

/** The instant of a local time, such as `2026-12-01T13:00`. If that time occurs twice, the first counts (RFC 5545, 3.3.5). */
export function instantAt(localTime: string, timeZone: string): Instant {
  return instantOf(Temporal.PlainDateTime.from(localTime).toZonedDateTime(timeZone));
}

/** Is the text a day and time that exists, such as `2026-12-01T13:00`? */
export function isLocalTime(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text)) return false;
  try {
    return Temporal.PlainDateTime.from(text, { overflow: 'reject' }).year > 0;
  } catch {
    return false;
  }
}

/** Is many times faster than Temporal's own `toString`. */
function instantOf({ epochMilliseconds }: Temporal.ZonedDateTime): Instant {
  return new Date(epochMilliseconds).toISOString().replace('.000', '');
}

/**
 * The business day at or before a day: Monday to Friday, and neither a US federal holiday as observed (5 U.S.C. 6103)
 * nor a closure that moves dates.
 */
export function businessDayAtOrBefore(date: LocalDate, closures: Closure[] = []): LocalDate {
  return nearestBusinessDay(date, '-P1D', closures);
}

/** The business day at or after a day. */
export function businessDayAtOrAfter(date: LocalDate, closures: Closure[] = []): LocalDate {
  return nearestBusinessDay(date, 'P1D', closures);
}

export function isBusinessDay(date: LocalDate, closures: Closure[] = []): boolean {
  const { dayOfWeek, year } = Temporal.PlainDate.from(date);
  return dayOfWeek <= 5 && !holidaysAround(year).has(date) && !movesOff(date, closures);
}

const observed = new Map<number, Set<LocalDate>>();

/** The federal holidays observed in a year. The next New Year's Day may be observed on December 31. */
function holidaysAround(year: number): Set<LocalDate> {
  const known = observed.get(year);
  if (known) return known;
  const days = [...holidays.allForYear(year), ...holidays.allForYear(year + 1)].map((day) => day.dateString);
  const set = new Set(days);
  observed.set(year, set);
  return set;
}

function nearestBusinessDay(date: LocalDate, step: 'P1D' | '-P1D', closures: Closure[]): LocalDate {
  let day = date;
  while (!isBusinessDay(day, closures)) day = shiftDate(day, step);
  return day;
}

/** Is it the time zone of a place, or UTC, and does this machine know it by exactly that name? */
export function isTimeZone(name: string): boolean {
  try {
    return isZoneOfPlace(name) && Temporal.Now.zonedDateTimeISO(name).timeZoneId === name;
  } catch {
    return false;
  }
}

/** The time zone to write times in: this one, or UTC if it is an offset, or this machine can't write times in it. */
export const writableZone = remembered((timeZone: string) => (canWriteIn(timeZone) ? timeZone : 'UTC'));

function canWriteIn(timeZone: string): boolean {
  try {
    // Node 22 and later write times in offsets, earlier versions don't.
    return !/^[+-]/.test(timeZone) && new Intl.DateTimeFormat('en-US', { timeZone }) !== undefined;
  } catch {
    return false;
  }
}
