// An offer's enrollment window: the days on which a term may start, whatever the order and the schedule contract say.

import type { Offer } from '../offer/schema.ts';
import type { LocalDate } from '../time/calendar.ts';
import { dayInWords } from '../time/day-words.ts';
import { RefusedError } from '../validation/errors.ts';

/** Refuses a start outside the offer's enrollment window. @throws {RefusedError} naming the window and its source */
export function refuseOutsideWindow(id: string, offer: Offer, startsOn: LocalDate): void {
  const { firstDay, lastDay } = offer.enrollment ?? {};
  const isEarly = firstDay !== undefined && startsOn < firstDay;
  const isLate = lastDay !== undefined && startsOn > lastDay;
  if (!isEarly && !isLate) return;
  throw new RefusedError(
    `${id} can't start on ${dayInWords(startsOn)}: ${windowInWords(offer)}. Start it on a day within the window, or choose another offer.`,
    'startsOn',
  );
}

/** `the offer's enrollment window closes on Wed, Sep 30, 2026 (Press reports …, 2025-09-02)` */
function windowInWords({ enrollment, sources }: Offer): string {
  const { firstDay, lastDay, source } = enrollment ?? {};
  const days = [
    ...(firstDay ? [`opens on ${dayInWords(firstDay)}`] : []),
    ...(lastDay ? [`closes after ${dayInWords(lastDay)}`] : []),
  ];
  const cited = sources.filter(({ id }) => id === source).map(({ title, date }) => ` (${title}, ${date})`);
  return `the offer's enrollment window ${days.join(' and ')}${cited.join('')}`;
}
