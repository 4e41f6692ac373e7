// How a language writes days, times, lists and amounts: what facts are put in before they stand in a sentence.

import type { CalendarSession } from '../../../../agreements/delivery/calendar-sessions.ts';
import type { Language } from '../../../../agreements/model/parties.ts';
import type { Price } from '../../../../agreements/offer/schema.ts';
import type { LocalDate } from '../../../../agreements/time/calendar.ts';
import type { Instant } from '../../../../agreements/time/instants.ts';

export type Formats = {
  language: Language;
  /** With its weekday and year. */
  longDay: (day: LocalDate) => string;
  shortDay: (day: LocalDate) => string;
  countOf: (count: number, unit: 'day' | 'minute') => string;
  spokenPeriod: (period: string | undefined) => string;
  spokenPrice: (price: Price) => string;
  listed: (names: string[]) => string;
  zoneName: (timeZone: string, now: Instant) => string;
  midnightAfter: (day: LocalDate, zone: string) => string;
  /** A sentence: how many days are left, the last one and today counted; or how long ago the last one was. */
  timeLeft: (daysLeft: number) => string;
  /** The same within a sentence, up to the last day: `30 days left` to do something. */
  countdown: (daysLeft: number, what: string) => string;
  /** What ends, where its names are not known. */
  someFeatures: string;
  /** Day and time of a session where it takes place. */
  startOf: (session: CalendarSession) => string;
};
