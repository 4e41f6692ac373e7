// The dates of a term, its features and its training sessions.
import type { Dates, Feature, PlannedSession, Term } from '../model/dates.ts';
import type { Offer, Price, Session } from '../offer/schema.ts';
import type { LocalDate } from '../time/calendar.ts';
import { instantAt, monthsIn, shiftDate, startOfDay } from '../time/calendar.ts';
import { between } from '../time/instants.ts';

/** The dates of a first term that starts on a day. */
export function firstTermDates(offer: Offer, startsOn: LocalDate, timeZone: string): Dates {
  const { term, anchor } = termDates(offer, startsOn, timeZone);
  return {
    term: { ...term, price: priceOf(offer) },
    anchor,
    features: offer.features.map(({ id, name, lasts }) => ({
      id,
      name,
      on: false,
      ...(lasts && { ends: endOfFeature(shiftDate(startsOn, lasts.length), timeZone) }),
    })),
    ...(offer.training && { sessions: plannedSessions(offer.training.sessions) }),
  };
}

/** The same dates, except for a new end of the term. */
export function withTermEnd(dates: Dates, endsOn: LocalDate, timeZone: string): Dates {
  const term = { ...dates.term, endsOn, endsAt: startOfDay(endsOn, timeZone) };
  return { ...keptDates(dates), term, anchor: { date: endsOn, months: 0 } };
}

/** Only the dates of an agreement, unchanged. */
export function keptDates({ term, anchor, features, sessions }: Dates): Dates {
  return { term, anchor, features, ...(sessions && { sessions }) };
}

/** Sessions with their instants, earliest first. */
export function plannedSessions(sessions: Session[]): PlannedSession[] {
  return sessions
    .map(({ source: _, ...session }) => ({
      ...session,
      startsAt: instantAt(session.starts, session.timeZone),
    }))
    .toSorted((one, other) => between(other.startsAt, one.startsAt));
}

/** A feature ends at 0:00 of the first day without it. */
export function endOfFeature(on: LocalDate, timeZone: string): NonNullable<Feature['ends']> {
  return { on, at: startOfDay(on, timeZone) };
}

function termDates(
  offer: Offer,
  startsOn: LocalDate,
  timeZone: string,
): { term: Term; anchor: Dates['anchor'] } {
  if ('lastDay' in offer.term) {
    const endsOn = shiftDate(offer.term.lastDay, 'P1D');
    return {
      term: { number: 1, startsOn, endsOn, endsAt: startOfDay(endsOn, timeZone) },
      anchor: { date: endsOn, months: 0 },
    };
  }
  return lengthen(
    { number: 1, startsOn, anchor: { date: startsOn, months: 0 } },
    offer.term.length,
    timeZone,
  );
}

/** The dates of the next term. Its end is counted from the first term's start, so month ends don't drift. */
export function nextTermDates(
  dates: Dates,
  length: string,
  price: Price | undefined,
  timeZone: string,
): Dates {
  const next = { number: dates.term.number + 1, startsOn: dates.term.endsOn, anchor: dates.anchor };
  const { term, anchor } = lengthen(next, length, timeZone);
  const named = { ...term, inIds: true as const };
  return { term: price ? { ...named, price } : named, anchor, features: dates.features };
}

function lengthen(
  from: { number: number; startsOn: LocalDate; anchor: Dates['anchor'] },
  length: string,
  timeZone: string,
): { term: Term; anchor: Dates['anchor'] } {
  const months = monthsIn(length);
  const anchor =
    months === undefined
      ? { date: shiftDate(from.startsOn, length), months: 0 }
      : { date: from.anchor.date, months: from.anchor.months + months };
  const endsOn = anchor.months === 0 ? anchor.date : shiftDate(anchor.date, `P${anchor.months}M`);
  const { number, startsOn } = from;
  return { term: { number, startsOn, endsOn, endsAt: startOfDay(endsOn, timeZone) }, anchor };
}

function priceOf({ price: { amount, currency, per } }: Offer): Price {
  return { amount, currency, per };
}
