// The dates of a term, its features and its training sessions.
import type { Agreement } from '../model/agreement.ts';
import {
  type Anchor,
  type Dates,
  endOf,
  type Feature,
  type PlannedSession,
  type Term,
} from '../model/dates.ts';
import type { Offer, Price, Session } from '../offer/schema.ts';
import type { LocalDate } from '../time/calendar.ts';
import { daysIn, instantAt, monthsIn, shiftDate, startOfDay } from '../time/calendar.ts';
import type { Instant } from '../time/instants.ts';
import { between } from '../time/instants.ts';

/** The dates of a first term that starts on a day. @param lastDay its last day, if the order names it */
export function firstTermDates(
  offer: Offer,
  startsOn: LocalDate,
  timeZone: string,
  lastDay = lastDayOf(offer),
): Dates {
  const { term, anchor } = termDates(offer, startsOn, timeZone, lastDay);
  return withinTerm({
    term: { ...term, ...(offer.price && { price: priceOf(offer.price) }) },
    anchor,
    features: offer.features.map(({ id, name, lasts }) => ({
      id,
      name,
      on: false,
      ...(lasts && { ends: endOfFeature(shiftDate(startsOn, lasts.length), timeZone) }),
    })),
    ...(offer.training && { sessions: plannedSessions(offer.training.sessions) }),
  });
}

/** The same dates, except for a new end of the term: on a day, or on the day that an anchor gives. */
export function withTermEnd(dates: Dates, end: LocalDate | Anchor, timeZone: string): Dates {
  const anchor = typeof end === 'string' ? { date: end, months: 0 } : end;
  const endsOn = dayOf(anchor);
  const { setAt: _, ...kept } = dates.term;
  const term = { ...kept, endsOn, endsAt: startOfDay(endsOn, timeZone) };
  return { ...keptDates(dates), term, anchor };
}

/** The same dates, except that features which would last longer than the term end with it: access is gone by then. */
export function withinTerm(dates: Dates): Dates {
  if (dates.term.endsOn === undefined) return dates;
  const end = endOf(dates.term);
  const features = dates.features.map((feature) =>
    feature.ends && feature.ends.on > end.on ? { ...feature, ends: end } : feature,
  );
  return { ...dates, features };
}

/** The day that is so many months, and then so many days, after the anchor's date. */
export function dayOf({ date, months, days = 0 }: Anchor): LocalDate {
  const inMonths = months === 0 ? date : shiftDate(date, `P${months}M`);
  return days === 0 ? inMonths : shiftDate(inMonths, `P${days}D`);
}

/** An anchor that gives an end which is later by these periods: all their months are added before their days. */
export function anchorLater(anchor: Anchor, periods: string[]): Anchor {
  const months = periods.reduce((sum, period) => sum + (monthsIn(period) ?? 0), anchor.months);
  const days = periods.reduce((sum, period) => sum + daysIn(period), anchor.days ?? 0);
  return { date: anchor.date, months, ...(days > 0 && { days }) };
}

/** Only the dates of an agreement, unchanged. */
export function keptDates({ term, anchor, features, sessions, pausedDays }: Dates): Dates {
  return { term, anchor, features, ...(sessions && { sessions }), ...(pausedDays && { pausedDays }) };
}

/** What a date says that a person sets now: during a suspension, when that was. */
export function setNow({ status }: Pick<Agreement, 'status'>, now: Instant): { setAt?: Instant } {
  return status === 'suspended' ? { setAt: now } : {};
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

/** The last day that the offer sets for every first term, whenever it starts; undefined if it sets none. */
export function lastDayOf({ term }: Offer): LocalDate | undefined {
  return 'lastDay' in term ? term.lastDay : undefined;
}

function termDates(
  { term }: Offer,
  startsOn: LocalDate,
  timeZone: string,
  lastDay: LocalDate | undefined,
): { term: Term; anchor: Anchor } {
  const first = { number: 1, startsOn, anchor: { date: startsOn, months: 0 } };
  if (lastDay === undefined && 'length' in term) return lengthen(first, term.length, timeZone);
  if (lastDay === undefined) return { term: { number: 1, startsOn }, anchor: first.anchor };
  const endsOn = shiftDate(lastDay, 'P1D');
  return {
    term: { number: 1, startsOn, endsOn, endsAt: startOfDay(endsOn, timeZone) },
    anchor: { date: endsOn, months: 0 },
  };
}

/** The dates of the next term. Its end is counted from the first term's start, so month ends don't drift. */
export function nextTermDates(
  dates: Dates,
  length: string,
  price: Price | undefined,
  timeZone: string,
): Dates {
  const next = { number: dates.term.number + 1, startsOn: endOf(dates.term).on, anchor: dates.anchor };
  const { term, anchor } = lengthen(next, length, timeZone);
  const firstStartsOn =
    dates.term.firstStartsOn ?? (dates.term.number === 1 ? dates.term.startsOn : undefined);
  const named = { ...term, inIds: true as const, ...(firstStartsOn && { firstStartsOn }) };
  return withinTerm({ term: price ? { ...named, price } : named, anchor, features: dates.features });
}

function lengthen(
  from: { number: number; startsOn: LocalDate; anchor: Anchor },
  length: string,
  timeZone: string,
): { term: Term; anchor: Anchor } {
  const months = monthsIn(length);
  const anchor =
    months === undefined
      ? { date: shiftDate(from.startsOn, length), months: 0 }
      : anchorLater(from.anchor, [length]);
  const endsOn = dayOf(anchor);
  const { number, startsOn } = from;
  return { term: { number, startsOn, endsOn, endsAt: startOfDay(endsOn, timeZone) }, anchor };
}

function priceOf({ amount, currency, per }: Price): Price {
  return { amount, currency, per };
}
