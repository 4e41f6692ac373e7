// New dates, notices, clauses or sessions, and the plan that follows from them.

import type { Agreement } from '../../model/agreement.ts';
import type { Dates } from '../../model/dates.ts';
import type { Replan } from '../../model/events.ts';
import { withRules } from '../../offer/rules.ts';
import type { Offer } from '../../offer/schema.ts';
import { parseOffer } from '../../offer/validation.ts';
import { replan } from '../../planning/replan.ts';
import { endOfFeature, keptDates, plannedSessions, setNow, withTermEnd } from '../../planning/term-dates.ts';
import type { LocalDate } from '../../time/calendar.ts';
import { dayAt } from '../../time/calendar.ts';
import { dayInWords } from '../../time/day-words.ts';
import type { Instant } from '../../time/instants.ts';
import { isReached } from '../../time/instants.ts';
import { RefusedError } from '../../validation/errors.ts';
import type { Amend } from './schema.ts';

/** @throws {RefusedError} if a new date is not in the future, or the amended offer can't be used. */
export function planAmend(agreement: Agreement, command: Amend, now: Instant): Replan {
  return replan(agreement, amendedDates(agreement, command, now), now, amendedOffer(agreement, command));
}

function amendedDates(agreement: Agreement, command: Amend, now: Instant): Dates {
  const { termEndsOn, featuresEndOn, sessions } = command;
  refusePast(agreement, "The term's end", termEndsOn, now);
  refusePast(agreement, "The features' end", featuresEndOn, now);
  const dates = {
    ...(termEndsOn ? withOwnEnd(agreement, termEndsOn, now) : keptDates(agreement)),
    ...(sessions && { sessions: plannedSessions(sessions) }),
  };
  if (featuresEndOn !== undefined) return withFeaturesEnd(agreement, dates, featuresEndOn, now);
  if (termEndsOn !== undefined) refuseBeforeFeatures(agreement, termEndsOn, now);
  return dates;
}

function withOwnEnd(agreement: Agreement, endsOn: LocalDate, now: Instant): Dates {
  const dates = withTermEnd(agreement, endsOn, agreement.agency.timeZone);
  return { ...dates, term: { ...dates.term, ...setNow(agreement, now) } };
}

/** Whoever ends the term before its features has to say when these end. */
function refuseBeforeFeatures({ features }: Agreement, termEndsOn: LocalDate, now: Instant): void {
  const later = features.find(({ ends }) => ends && !isReached(ends.at, now) && ends.on > termEndsOn);
  if (later?.ends)
    throw new RefusedError(
      `The term's end, ${dayInWords(termEndsOn)}, is before the end of ${later.name}, ${dayInWords(later.ends.on)}; give the features' end too.`,
    );
}

function refusePast(
  { agency, term }: Agreement,
  what: string,
  date: LocalDate | undefined,
  now: Instant,
): void {
  if (date === undefined) return;
  if (date <= dayAt(now, agency.timeZone))
    throw new RefusedError(`${what}, ${dayInWords(date)}, is not in the future; give a day after today.`);
  if (date <= term.startsOn)
    throw new RefusedError(
      `${what}, ${dayInWords(date)}, is not after the term's first day, ${dayInWords(term.startsOn)}; give a later day.`,
    );
}

/** Moves the end of the features that have not ended. Features that have ended don't come back. */
function withFeaturesEnd(agreement: Agreement, dates: Dates, endsOn: LocalDate, now: Instant): Dates {
  const { id, agency } = agreement;
  const stillEnds = ({ ends }: Dates['features'][number]) => ends !== undefined && !isReached(ends.at, now);
  if (!agreement.features.some(stillEnds))
    throw new RefusedError(`${id} has no feature left that ends before its term does.`);
  const { endsOn: last } = dates.term;
  if (last !== undefined && endsOn > last)
    throw new RefusedError(
      `The features' end, ${dayInWords(endsOn)}, is after the term's end, ${dayInWords(last)}; give an earlier day.`,
    );
  const ends = { ...endOfFeature(endsOn, agency.timeZone), ...setNow(agreement, now) };
  const features = dates.features.map((feature) => (stillEnds(feature) ? { ...feature, ends } : feature));
  return { ...dates, features };
}

function amendedOffer({ offer }: Agreement, { notices, rules, sessions }: Amend): Offer {
  if (!notices && !rules && !sessions) return offer;
  const amended = {
    ...offer,
    ...(notices && { notices }),
    renewal: withRules(offer.renewal, rules),
    ...(sessions && { training: { sessions } }),
  };
  return parseOffer(amended, 'The amended offer');
}
