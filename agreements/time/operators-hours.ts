// The operators' hours: when an alert that need not go at once goes out.
import { businessDayAtOrAfter, dayAt, instantAt, nineOClock, shiftDate } from './calendar.ts';
import type { Instant } from './instants.ts';
import { isReached } from './instants.ts';

/** The operators' time zone. Reports are mailed in the morning there, and their days are days there. */
export const operatorsZone = 'America/New_York';

/** The operators' offices close then. */
const closing = '17:00';

/**
 * An instant if the operators' offices are open then; else 9:00 on their next business day.
 * @param before the instant by which they must know: if it would be too late by then, the instant itself
 */
export function inOperatorsHours(instant: Instant, before?: Instant): Instant {
  const today = dayAt(instant, operatorsZone);
  const isOver = isReached(instantAt(`${today}T${closing}`, operatorsZone), instant);
  const opens = nineOClock(businessDayAtOrAfter(isOver ? shiftDate(today, 'P1D') : today), operatorsZone, 0);
  const isTooLate = before !== undefined && isReached(before, opens);
  return isReached(opens, instant) || isTooLate ? instant : opens;
}
