// The time at which an agreement's notices go out: a few minutes after 9:00 where the agency is.

import { spread } from '../model/ids.ts';
import type { Agency } from '../model/parties.ts';
import type { LocalDate } from '../time/calendar.ts';
import { nineOClock } from '../time/calendar.ts';
import type { Instant } from '../time/instants.ts';

const spreadMinutes = 15;

/** When an agreement's notices go out on a day. Its id decides the minutes after 9:00, so not all go out at once. */
export function noticeTimeOn(day: LocalDate, { id, agency }: { id: string; agency: Agency }): Instant {
  return nineOClock(day, agency.timeZone, spread(id, spreadMinutes));
}
