// The dates of an agreement: its term, its features and its training sessions.
import type { Price, Session } from '../offer/schema.ts';
import type { LocalDate } from '../time/calendar.ts';
import type { Instant } from '../time/instants.ts';

export type Feature = {
  id: string;
  name: string;
  /** Does the agency have it now? */
  on: boolean;
  /**
   * The first day without it, and 0:00 of that day; left out if it lasts as long as the term. `setAt`: when a person set
   * it during a suspension.
   */
  ends?: { on: LocalDate; at: Instant; setAt?: Instant };
};

export type Term = {
  /** 1 for the first, 2 after one renewal … */
  number: number;
  /** The ids of its obligations name it. Left out: it is the first, or it began before ids named their term. */
  inIds?: true;
  startsOn: LocalDate;
  /** Of a later term: the first day of the first one. Left out in terms that began before they kept it. */
  firstStartsOn?: LocalDate;
  /** The first day after the term; left out if it has no end. */
  endsOn?: LocalDate;
  /** 0:00 of that day where the agency is; left out if it has no end. */
  endsAt?: Instant;
  /** When a person set its end during a suspension. */
  setAt?: Instant;
  /** Left out: it is what the agency's order says. */
  price?: Price;
  /** The day that the term ended on before its first extension. */
  extendedFrom?: LocalDate;
};

/** The end of a term: the first day after it, and 0:00 of that day. @throws {TypeError} if it has no end */
export function endOf({ number, endsOn, endsAt }: Term): { on: LocalDate; at: Instant } {
  if (endsOn === undefined || endsAt === undefined) throw new TypeError(`Term ${number} has no end.`);
  return { on: endsOn, at: endsAt };
}

/** Is this a day after the term's first day, up to its end? */
export function isInTerm(date: LocalDate, { startsOn, endsOn }: Term): boolean {
  return date > startsOn && (endsOn === undefined || date <= endsOn);
}

/** A training session, with the instant at which it starts. */
export type PlannedSession = Omit<Session, 'source'> & { startsAt: Instant };

/**
 * What a term's end is counted from: it is so many months, then so many days, after a day. So month ends do not drift. Of a
 * term without an end, it is the first day.
 */
export type Anchor = { date: LocalDate; months: number; days?: number };

/** The dates that can move. */
export type Dates = {
  term: Term;
  anchor: Anchor;
  features: Feature[];
  /** The training sessions, past ones included; left out if no training has a date. */
  sessions?: PlannedSession[];
  /** By how many days pauses have moved what is counted from the activation. */
  pausedDays?: number;
};
