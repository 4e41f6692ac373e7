// New dates, notices, clauses or sessions, and the plan that follows from them.

import type { Agreement } from '../../model/agreement.ts';
import type { Dates } from '../../model/dates.ts';
import type { Replan } from '../../model/events.ts';
import { withRules } from '../../offer/rules.ts';
import type { Offer } from '../../offer/schema.ts';
import { parseOffer } from '../../offer/validation.ts';
import { replan } from '../../planning/replan.ts';
import { endOfFeature, keptDates, plannedSessions, withTermEnd } from '../../planning/term-dates.ts';
import type { LocalDate } from '../../time/calendar.ts';
import { dayAt } from '../../time/calendar.ts';
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
  const { timeZone } = agreement.agency;
  refusePastDates(agreement, { termEndsOn, featuresEndOn }, now);
  const dates = {
    ...(termEndsOn ? withTermEnd(agreement, termEndsOn, timeZone) : keptDates(agreement)),
    ...(sessions && { sessions: plannedSessions(sessions) }),
  };
  return featuresEndOn === undefined ? dates : withFeaturesEnd(agreement, dates, featuresEndOn, now);
}

function refusePastDates(
  { agency, term }: Agreement,
  dates: Record<string, LocalDate | undefined>,
  now: Instant,
): void {
  const today = dayAt(now, agency.timeZone);
  for (const [field, date] of Object.entries(dates)) {
    if (date === undefined) continue;
    if (date <= today)
      throw new RefusedError(`${field} is ${date}, which is not in the future; give a day after today.`);
    if (date <= term.startsOn)
      throw new RefusedError(`${field} is ${date}; give a day after the term's first, ${term.startsOn}.`);
  }
}

/** Features that have been taken away stay so: their day is past. */
function withFeaturesEnd(agreement: Agreement, dates: Dates, endsOn: LocalDate, now: Instant): Dates {
  const { id, agency } = agreement;
  const stillEnds = ({ ends }: Dates['features'][number]) => ends !== undefined && !isReached(ends.at, now);
  if (!agreement.features.some(stillEnds))
    throw new RefusedError(`${id} has no feature left that ends before its term does.`);
  if (endsOn > dates.term.endsOn)
    throw new RefusedError(
      `featuresEndOn is ${endsOn}, after the end of the term on ${dates.term.endsOn}; give an earlier day.`,
    );
  const features = dates.features.map((feature) =>
    stillEnds(feature) ? { ...feature, ends: endOfFeature(endsOn, agency.timeZone) } : feature,
  );
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
