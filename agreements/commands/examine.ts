// A command as people hand it in: checked, with the dates and the plan that it leads to. Needs time-zone tables.

import type { Agreement } from '../model/agreement.ts';
import type { Dates } from '../model/dates.ts';
import type { Replan } from '../model/events.ts';
import { awaitsAcceptance } from '../obligations/relevance.ts';
import { withRules } from '../offer/rules.ts';
import type { Offer } from '../offer/schema.ts';
import { parseOffer } from '../offer/validation.ts';
import { termsAfterPause } from '../planning/acceptance.ts';
import { firstPlan } from '../planning/begin.ts';
import { endOfFeature, keptDates, plannedSessions, withTermEnd } from '../planning/dates.ts';
import { soonestFirst } from '../planning/plan.ts';
import { replan } from '../planning/replan.ts';
import type { LocalDate } from '../time/calendar.ts';
import { dayAt, daysBetween, laterDay, shiftDate } from '../time/calendar.ts';
import type { Instant } from '../time/instants.ts';
import { inWords, isReached } from '../time/instants.ts';
import { RefusedError } from '../validation/errors.ts';
import type { Command, Examined } from './command.ts';
import { parseCommand } from './schemas.ts';

/**
 * A command in its checked form, with the dates and the plan that it leads to if it moves any.
 * @throws {RefusedError} if it can't be used, or a new date is not ahead.
 */
export function examine(agreement: Agreement, asked: Command, now: Instant): Examined {
  const command = parseCommand(asked);
  const replanned = replanFor(agreement, command, now);
  return { command, ...(replanned && { replan: replanned }) };
}

function replanFor(agreement: Agreement, command: Command, now: Instant): Replan | undefined {
  switch (command.type) {
    case 'accept':
      return awaitsAcceptance(agreement) ? acceptedPlan(agreement, command.startsOn, now) : undefined;
    case 'amend':
      return replan(agreement, amendedDates(agreement, command, now), now, amendedOffer(agreement, command));
    case 'extend':
      return replan(agreement, extendedDates(agreement, command.length, now), now);
    case 'release':
      return termsAfterPause(agreement, 'hold', now);
    case 'reinstate':
      if (awaitsAcceptance(agreement)) return termsAfterPause(agreement, 'suspension', now);
      return command.clock === 'move' ? replan(agreement, datesAfterPause(agreement, now), now) : undefined;
    default:
      return undefined;
  }
}

/** Accepted later than it was to start, the term starts on that day. */
function acceptedPlan(agreement: Agreement, asked: LocalDate | undefined, now: Instant): Replan {
  const today = dayAt(now, agreement.agency.timeZone);
  const startsOn = asked ?? laterDay(today, agreement.term.startsOn);
  const first = firstPlan({ ...agreement, startsOn }, now);
  return { ...first, plan: soonestFirst([...agreement.plan, ...first.plan]) };
}

function amendedDates(
  agreement: Agreement,
  command: Extract<Command, { type: 'amend' }>,
  now: Instant,
): Dates {
  const { termEndsOn, featuresEndOn, sessions } = command;
  const { timeZone } = agreement.agency;
  for (const [name, date] of Object.entries({ termEndsOn, featuresEndOn })) {
    if (date !== undefined && date <= dayAt(now, timeZone)) {
      throw new RefusedError(`${name} is ${date}, which is not ahead; name a day after today.`);
    }
    if (date !== undefined && date <= agreement.term.startsOn) {
      throw new RefusedError(
        `${name} is ${date}; name a day after the term's first, ${agreement.term.startsOn}.`,
      );
    }
  }
  const dates = {
    ...(termEndsOn ? withTermEnd(agreement, termEndsOn, timeZone) : keptDates(agreement)),
    ...(sessions && { sessions: plannedSessions(sessions) }),
  };
  if (featuresEndOn === undefined) return dates;
  if (!agreement.features.some(stillEnds)) {
    throw new RefusedError(`${agreement.id} has no feature left that ends before its term does.`);
  }
  if (featuresEndOn > dates.term.endsOn) {
    throw new RefusedError(
      `featuresEndOn is ${featuresEndOn}, after the end of the term on ${dates.term.endsOn}.`,
    );
  }
  const features = dates.features.map((feature) =>
    stillEnds(feature) ? { ...feature, ends: endOfFeature(featuresEndOn, timeZone) } : feature,
  );
  return { ...dates, features };

  /** Not one that has been taken away: that day is past. */
  function stillEnds({ ends }: Agreement['features'][number]): boolean {
    return ends !== undefined && !isReached(ends.at, now);
  }
}

/** With the notices and the sessions that there are from now on, and the rules of clauses added to those that were known. */
function amendedOffer({ offer }: Agreement, command: Extract<Command, { type: 'amend' }>): Offer {
  const { notices = offer.notices, rules, sessions } = command;
  if (!command.notices && !rules && !sessions) return offer;
  const amended = {
    ...offer,
    notices,
    renewal: withRules(offer.renewal, rules),
    ...(sessions && { training: { sessions } }),
  };
  return parseOffer(amended, 'The offer so amended');
}

/** @throws {RefusedError} if all extensions together, over all terms, would be longer than the clause allows. */
function extendedDates(agreement: Agreement, length: string, now: Instant): Dates {
  const { id, term, agency, offer, extensions = [] } = agreement;
  const { extension } = offer.renewal;
  if (!extension)
    throw new RefusedError(`${id} has no clause that lets its term be extended; amend it with one.`);
  const from = term.extendedFrom ?? term.endsOn;
  const endsOn = shiftDate(term.endsOn, length);
  if ([...extensions, length].reduce(shiftDate, from) > shiftDate(from, extension.limit)) {
    const used = extensions.length > 0 ? `, and ${extensions.map(inWords).join(' and ')} of it are used` : '';
    throw new RefusedError(
      `${id} can't be extended by ${inWords(length)}: ${extension.clause} allows ${inWords(extension.limit)} in all${used}.`,
    );
  }
  if (endsOn <= dayAt(now, agency.timeZone)) {
    throw new RefusedError(`${id} would still end on ${endsOn}, which is not ahead; extend it for longer.`);
  }
  const dates = withTermEnd(agreement, endsOn, agency.timeZone);
  return { ...dates, term: { ...dates.term, extendedFrom: from } };
}

/** Everything that is still ahead moves by the days that the agreement was suspended. */
function datesAfterPause(agreement: Agreement, now: Instant): Dates {
  if (agreement.status !== 'suspended') throw new RefusedError(`${agreement.id} is not suspended.`);
  const { timeZone } = agreement.agency;
  const days = daysBetween(dayAt(agreement.since, timeZone), dayAt(now, timeZone));
  if (days === 0) return keptDates(agreement);
  const { since } = agreement;
  const dates = withTermEnd(agreement, shiftDate(agreement.term.endsOn, `P${days}D`), timeZone);
  const features = dates.features.map((feature) =>
    feature.ends && !isReached(feature.ends.at, since)
      ? { ...feature, ends: endOfFeature(shiftDate(feature.ends.on, `P${days}D`), timeZone) }
      : feature,
  );
  return { ...dates, features };
}
