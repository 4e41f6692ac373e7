// How a language writes days, times, lists and amounts inside its sentences.

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
  /** A sentence: how many days are left, counting today and the last day; or how long ago the last day was. */
  timeLeft: (daysLeft: number) => string;
  /** The days left as part of a sentence, such as `30 days left` to do something. Not for use after the last day. */
  countdown: (daysLeft: number, what: string) => string;
  /** Stands for the features that end, if their names are not known. */
  someFeatures: string;
  /** Day and time of a session, in the session's own time zone. */
  startOf: (session: CalendarSession) => string;
};
