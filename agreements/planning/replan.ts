// Beginning an agreement, and working out its plan anew when its dates move or a term follows. Pure, but needs time-zone tables.

import type { Command, Examined } from '../commands/command.ts';
import { parseCommand } from '../commands/schemas.ts';
import { evolve } from '../lifecycle/evolve.ts';
import type { Agreement } from '../model/agreement.ts';
import type { Dates } from '../model/dates.ts';
import type { Replan } from '../model/events.ts';
import { isFromActivation } from '../model/ids.ts';
import type { Obligation } from '../model/obligations.ts';
import type { Agency, Contact } from '../model/parties.ts';
import { givenUp } from '../obligations/due.ts';
import { awaitsAcceptance, dropped, isDateOf, moved } from '../obligations/relevance.ts';
import { withRules } from '../offer/rules.ts';
import type { Offer } from '../offer/schema.ts';
import { parseOffer } from '../offer/validation.ts';
import type { LocalDate } from '../time/calendar.ts';
import { dayAt, daysBetween, laterDay, shiftDate, startOfDay } from '../time/calendar.ts';
import type { Instant } from '../time/instants.ts';
import { inWords, isReached } from '../time/instants.ts';
import { RefusedError } from '../validation/errors.ts';
import { dayOfOffer, termsAfterPause } from './acceptance.ts';
import { corrections } from './corrections.ts';
import { endOfFeature, firstTermDates, nextTermDates, plannedSessions } from './dates.ts';
import { onlyAhead, plan, soonestFirst, termsToAccept } from './plan.ts';

/** What an agreement begins with: a request that was parsed, its offer and agency found. */
export type Beginning = {
  id: string;
  offer: Offer;
  agency: Agency;
  contacts: Contact[];
  startsOn: LocalDate;
  by: string;
  /** Nothing begins before the agency has accepted the terms. */
  awaitsAcceptance?: boolean;
  /** Why its notices are on hold from the start. */
  hold?: string;
};

/**
 * A new agreement with its plan.
 * @throws {RefusedError} if its term would be over already.
 */
export function begin(beginning: Beginning, now: Instant): Agreement {
  const { id, offer, agency, contacts, by, awaitsAcceptance, hold } = beginning;
  const { dates, plan: ahead, settled } = firstPlan(beginning, now);
  const planned = { id, offer, agency, revision: 0, ...dates };
  const offeredOn = dayOfOffer(now, agency.timeZone);
  const agreement: Agreement = {
    id,
    offer,
    agency,
    contacts,
    ...dates,
    status: 'onboarding',
    plan: awaitsAcceptance ? termsToAccept(planned, offeredOn, now) : ahead,
    reached: {},
    determinations: [],
    ...(awaitsAcceptance && { acceptance: { awaitedSince: now, offeredOn } }),
    ...(hold !== undefined && { hold: { at: now, by, reason: hold } }),
    attention: [],
    record: [],
    revision: 0,
  };
  const agreed = evolve(agreement, { type: 'agreed', at: now, by });
  if (awaitsAcceptance) return agreed;
  return {
    ...agreed,
    record: [...agreed.record, ...settled.map((one) => ({ type: 'settled' as const, ...one }))],
  };
}

/** @throws {RefusedError} if the term would be over already. */
function firstPlan(
  { id, offer, agency, startsOn }: Pick<Beginning, 'id' | 'offer' | 'agency' | 'startsOn'>,
  now: Instant,
): Replan {
  const dates = firstTermDates(offer, startsOn, agency.timeZone);
  const { term } = dates;
  if (term.endsOn <= term.startsOn || term.endsOn <= dayAt(now, agency.timeZone)) {
    throw new RefusedError(
      `${id} can't start on ${startsOn}: the offer's term would have ended on ${shiftDate(term.endsOn, '-P1D')}.`,
    );
  }
  const all = plan({ id, offer, agency, revision: 0, ...dates });
  return { dates, ...onlyAhead(all, now, { planned: [], settled: new Set() }) };
}

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

/** The term that follows a renewal, with what is still owed from the one before. */
export function replanForNextTerm(agreement: Agreement, now: Instant): Replan {
  const { decision, agency } = agreement;
  if (decision?.kind !== 'renew') throw new RefusedError(`${agreement.id} was not renewed.`);
  const dates = nextTermDates(agreement, decision.length, decision.price, agency.timeZone);
  const fresh = plan({ ...agreement, ...dates, revision: 0 });
  const before = { planned: agreement.plan, settled: settledIds(agreement) };
  const { plan: ahead, settled } = onlyAhead(fresh, now, before);
  const owed = agreement.plan.filter(({ id }) => !ahead.some((obligation) => obligation.id === id));
  return { dates, plan: soonestFirst([...owed, ...ahead]), settled };
}

function replan(agreement: Agreement, dates: Dates, now: Instant, offer = agreement.offer): Replan {
  const { agency, id } = agreement;
  const amended = offer !== agreement.offer && { offer };
  if (awaitsAcceptance(agreement)) return { dates, plan: agreement.plan, settled: [], ...amended };
  const revision = agreement.revision + 1;
  const fresh = plan({ id, offer, agency, ...dates, revision });
  const before = { planned: agreement.plan, settled: settledIds(agreement) };
  const { plan: ahead, settled } = onlyAhead(fresh, now, before);
  const planned = new Set(ahead.map((obligation) => obligation.id));
  const old = agreement.plan.filter((obligation) => !planned.has(obligation.id));
  const kept = old.filter((obligation) => outlives(obligation, offer));
  const gone = old.filter((obligation) => !kept.includes(obligation));
  return {
    dates,
    plan: soonestFirst([...kept, ...corrections(agreement, { ...dates, revision }, now), ...ahead]),
    settled: [
      ...settled,
      ...gone.map((obligation) => givenUp(obligation, now, 'suppressed', whyGone(obligation, dates))),
    ],
    ...amended,
  };
}

/** What is not planned of dates stays, but for a notice that is counted from the activation and not to be sent any more. */
function outlives(obligation: Obligation, { notices }: Offer): boolean {
  if (dependsOnDates(obligation)) return false;
  const isAtActivation =
    obligation.kind === 'notice' && (obligation.wait !== undefined || isFromActivation(obligation.id));
  return !isAtActivation || notices.some(({ kind }) => kind === obligation.notice);
}

function whyGone(obligation: Obligation, dates: Dates): string {
  if (obligation.kind !== 'notice') return moved;
  return obligation.about && !isDateOf(dates, obligation.about) ? moved : dropped;
}

function settledIds({ record }: Agreement): Set<string> {
  return new Set(
    record.flatMap((entry) =>
      entry.type === 'settled' && ![moved, dropped].includes(entry.reason ?? '') ? [entry.id] : [],
    ),
  );
}

function dependsOnDates(obligation: Obligation): boolean {
  const { kind } = obligation;
  if (kind === 'notice' || kind === 'alert') return obligation.about !== undefined;
  return kind === 'end-features' || kind === 'open-renewal' || kind === 'end-term' || kind === 'end-grace';
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

function withTermEnd(agreement: Agreement, endsOn: LocalDate, timeZone: string): Dates {
  const term = { ...agreement.term, endsOn, endsAt: startOfDay(endsOn, timeZone) };
  return { ...keptDates(agreement), term, anchor: { date: endsOn, months: 0 } };
}

function keptDates({ term, anchor, features, sessions }: Agreement): Dates {
  return { term, anchor, features, ...(sessions && { sessions }) };
}
