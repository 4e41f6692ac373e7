// Days and hours without the calendar under test: OPM's holidays, and local time from Intl.

import type { LocalDate } from '../../../agreements/time/calendar.ts';
import type { Instant } from '../../../agreements/time/instants.ts';

const dayInMs = 86_400_000;

/**
 * Federal holidays on the days on which they are observed: up to 2030 as the Office of Personnel Management lists them
 * (opm.gov, "Federal Holidays"), after that from 5 U.S.C. 6103. Inauguration Day is left out: only the capital has it.
 */
export const holidays: Record<string, LocalDate[]> = {
  2024: of(2024, '01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25'),
  2025: of(2025, '01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25'),
  2026: of(2026, '01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25'),
  2027: of(2027, '01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31'),
  2028: of(2028, '01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25'),
  2029: of(2029, '01-01 01-15 02-19 05-28 06-19 07-04 09-03 10-08 11-12 11-22 12-25'),
  2030: of(2030, '01-01 01-21 02-18 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25'),
  2031: of(2031, '01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25'),
  2032: of(2032, '01-01 01-19 02-16 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31'),
  2033: of(2033, '01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26'),
};
const all = new Set(Object.values(holidays).flat());

function isWorkday(date: LocalDate): boolean {
  const weekday = new Date(date).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !all.has(date);
}

/** The day itself if it is a workday, else the nearest workday in the direction of the step. */
export function workday(date: LocalDate, step: 1 | -1): LocalDate {
  return isWorkday(date) ? date : workday(addDays(date, step), step);
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(date) + days * dayInMs).toISOString().slice(0, 10);
}

/** The same day so many years later: February 28 where there is no 29th. */
export function addYears(date: LocalDate, years: number): LocalDate {
  const later = `${Number(date.slice(0, 4)) + years}${date.slice(4)}`;
  return new Date(later).toISOString().startsWith(later) ? later : later.replace('-29', '-28');
}

export function everyDay(from: LocalDate, to: LocalDate): LocalDate[] {
  const count = (Date.parse(to) - Date.parse(from)) / dayInMs + 1;
  return Array.from({ length: count }, (_, index) => addDays(from, index));
}

/** An instant in local time: `2026-11-23 09:03`. */
export function clockIn(timeZone: string): (instant: Instant) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return (instant) => format.format(Date.parse(instant));
}

function of(year: number, days: string): LocalDate[] {
  return days.split(' ').map((day) => `${year}-${day}`);
}
