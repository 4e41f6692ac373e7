// Days counted from today, so that tests hold on any date.
import { businessDayAtOrBefore, dayAt, isBusinessDay, shiftDate } from '../../agreements/time/calendar.ts';

/** Today in Washington, where the agencies of the tests are. */
export const today = dayAt(new Date().toISOString(), 'America/New_York');
export const daysAgo = (days: number) => shiftDate(today, `-P${days}D`);
export const daysAhead = (days: number) => shiftDate(today, `P${days}D`);
/** Notices that were due on this day go out at once, at any hour, even on a holiday. */
export const lastBusinessDay = businessDayAtOrBefore(daysAgo(1));

/** The next activation date for which every notice about the end of features is due on its nominal day. */
export function calmStart(): string {
  const notices = [0, 30, 46, 53, 58, 59, 60];
  let start = today;
  while (!notices.every((day) => isBusinessDay(shiftDate(start, `P${day}D`))))
    start = shiftDate(start, 'P1D');
  return start;
}
