// The dates of an agreement: its term, its features and its training sessions.
import type { Price, Session } from '../offer/schema.ts';
import type { LocalDate } from '../time/calendar.ts';
import type { Instant } from '../time/instants.ts';

export type Feature = {
  id: string;
  name: string;
  /** Is it switched on for the agency right now? */
  on: boolean;
  /** The first day without it and its 0:00; left out when it lasts as long as the term. */
  ends?: { on: LocalDate; at: Instant };
};

export type Term = {
  /** 1 for the first, 2 after one renewal … */
  number: number;
  startsOn: LocalDate;
  /** The first day after the term. */
  endsOn: LocalDate;
  /** 0:00 of that day where the agency is. */
  endsAt: Instant;
  /** Left out when it is whatever the agency's own order says. */
  price?: Price;
  /** The day that it ended on before it was first extended. */
  extendedFrom?: LocalDate;
};

/** A session of the training, with the instant that it starts at. */
export type PlannedSession = Omit<Session, 'source'> & { startsAt: Instant };

/** What of an agreement's dates can move. The term ends `anchor.months` after `anchor.date`: so nothing drifts. */
export type Dates = {
  term: Term;
  anchor: { date: LocalDate; months: number };
  features: Feature[];
  /** Those of the training, past ones among them; left out if it has none with a date. */
  sessions?: PlannedSession[];
};
