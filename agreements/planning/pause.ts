// The dates after a pause that moved the clock: what was ahead when it began is as far ahead when it ends.

import type { Agreement } from '../model/agreement.ts';
import { type Dates, endOf, type Feature } from '../model/dates.ts';
import type { LocalDate } from '../time/calendar.ts';
import { dayAt, daysBetween, laterDay, shiftDate, startOfDay } from '../time/calendar.ts';
import { dayInWords } from '../time/day-words.ts';
import type { Instant } from '../time/instants.ts';
import { isReached, latest } from '../time/instants.ts';
import { RefusedError } from '../validation/errors.ts';
import { endOfFeature, keptDates, lastDayOf, withTermEnd } from './term-dates.ts';

/** `stopsOn`: the offer's last day, if the term would have passed it. */
type AfterPause = { dates: Dates; stopsOn?: LocalDate };

/**
 * The dates after a pause. If the first day was ahead, it moves, and so does all that is counted from it. An end that was
 * set during the pause moves by the days since then. No pause moves the term past the offer's own last day.
 * @throws {RefusedError} if the first day would be after that day.
 */
export function datesAfterPause(agreement: Agreement, since: Instant, now: Instant): AfterPause {
  const { timeZone } = agreement.agency;
  const daysSince = (at: Instant) => daysBetween(dayAt(at, timeZone), dayAt(now, timeZone));
  const days = daysSince(since);
  if (days === 0) return { dates: keptDates(agreement) };
  const isBeforeStart =
    agreement.term.number === 1 && !isReached(startOfDay(agreement.term.startsOn, timeZone), since);
  const moved: Moved = (date, setAt) =>
    shiftDate(date, `P${setAt ? daysSince(latest(since, setAt)) : days}D`);
  const dates = isBeforeStart
    ? fromNewStart(agreement, moved)
    : { ...withEndMoved(agreement, moved, timeZone), pausedDays: (agreement.pausedDays ?? 0) + days };
  const features = agreement.features.map((feature) =>
    feature.ends && !isReached(feature.ends.at, since)
      ? { ...feature, ends: endOfFeature(endAfter(feature, agreement, dates, moved), timeZone) }
      : feature,
  );
  return withinOffer(agreement, { ...dates, features });
}

/** The day, later by the days of the pause; or by the days since it was set. */
type Moved = (date: LocalDate, setAt?: Instant) => LocalDate;

function withEndMoved(agreement: Agreement, moved: Moved, timeZone: string): Dates {
  const { endsOn, setAt } = agreement.term;
  if (endsOn === undefined) return keptDates(agreement);
  return withTermEnd(agreement, moved(endsOn, setAt), timeZone);
}

/** A term that is counted from its first day is as long as before. */
function fromNewStart(agreement: Agreement, moved: Moved): Dates {
  const { term, anchor, agency } = agreement;
  const startsOn = moved(term.startsOn);
  const newAnchor = { ...anchor, date: startsOn };
  if (term.endsOn === undefined)
    return { ...keptDates(agreement), term: { ...term, startsOn }, anchor: newAnchor };
  const isFromStart = anchor.date === term.startsOn;
  const end = isFromStart ? newAnchor : moved(term.endsOn, term.setAt);
  const dates = withTermEnd(agreement, end, agency.timeZone);
  return { ...dates, term: { ...dates.term, startsOn } };
}

/** A feature that is counted from the first day lasts as long as before. */
function endAfter({ id, ends }: Feature, { term, offer }: Agreement, dates: Dates, moved: Moved): LocalDate {
  const { on, setAt }: NonNullable<Feature['ends']> = ends ?? endOf(term);
  const length = offer.features.find((feature) => feature.id === id)?.lasts?.length;
  const isFromStart = length !== undefined && on === shiftDate(term.startsOn, length);
  return isFromStart && dates.term.startsOn !== term.startsOn
    ? shiftDate(dates.term.startsOn, length)
    : moved(on, setAt);
}

function withinOffer({ id, offer, term, agency }: Agreement, dates: Dates): AfterPause {
  const last = term.number === 1 ? lastDayOf(offer) : undefined;
  if (last === undefined || term.endsOn === undefined) return { dates };
  const latestEnd = laterDay(shiftDate(last, 'P1D'), term.endsOn);
  if (endOf(dates.term).on <= latestEnd) return { dates };
  if (dates.term.startsOn >= latestEnd)
    throw new RefusedError(
      `The dates of ${id} can't move: its first day would be ${dayInWords(dates.term.startsOn)}, and its offer ends on ${dayInWords(last)}; keep the dates.`,
    );
  return { dates: withTermEnd(dates, latestEnd, agency.timeZone), stopsOn: last };
}
