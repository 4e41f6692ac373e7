// The total duration that a clause allows: all terms and extensions together.

import type { Agreement } from '../model/agreement.ts';
import type { LocalDate } from '../time/calendar.ts';
import { dayAt, shiftDate } from '../time/calendar.ts';
import { dayBefore, dayInWords } from '../time/day-words.ts';
import { inWords } from '../time/instants.ts';
import { RefusedError } from '../validation/errors.ts';

/** @throws {RefusedError} if a term that ends on this day would make the agreement longer than its clause allows. */
export function refuseTooLong(agreement: Agreement, endsOn: LocalDate): void {
  const { duration } = agreement.offer.renewal;
  if (!duration) return;
  const first = firstDay(agreement);
  const latest = shiftDate(first, duration.limit);
  if (endsOn <= latest) return;
  const day = (date: LocalDate) => dayInWords(dayBefore(date));
  throw new RefusedError(
    `${agreement.id} can't go on until ${day(endsOn)}: ${duration.clause} allows ${inWords(duration.limit)} in all, from ${dayInWords(first)}, through ${day(latest)}. Choose an earlier end.`,
  );
}

/** The first day of the first term. An agreement that began its term before terms kept it: the day it first had access. */
function firstDay({ term, activatedAt, agency }: Agreement): LocalDate {
  if (term.firstStartsOn !== undefined || term.number === 1 || activatedAt === undefined)
    return term.firstStartsOn ?? term.startsOn;
  return dayAt(activatedAt, agency.timeZone);
}
