// Beginning an agreement, and working out its plan anew when its dates move or a term follows. Pure, but needs time-zone tables.
import type {
  Agency,
  Agreement,
  Contact,
  Dates,
  Instant,
  LocalDate,
  Obligation,
  Replan,
} from './agreement.ts';
import { dayAt, daysBetween, shiftDate, startOfDay } from './calendar.ts';
import type { Command } from './decide.ts';
import { evolve } from './evolve.ts';
import { isReached } from './instants.ts';
import type { Offer } from './offer.ts';
import { endOfFeature, firstTermDates, nextTermDates, onlyAhead, plan, soonestFirst } from './plan.ts';
import { Refusal } from './refusal.ts';
import { givenUp, moved } from './review.ts';

/** What an agreement begins with: a request that was parsed, its offer and agency found. */
export type Beginning = {
  id: string;
  offer: Offer;
  agency: Agency;
  contacts: Contact[];
  startsOn: LocalDate;
  by: string;
};

/**
 * A new agreement with its plan.
 * @throws {Refusal} if its term would be over already.
 */
export function begin({ id, offer, agency, contacts, startsOn, by }: Beginning, now: Instant): Agreement {
  const dates = firstTermDates(offer, startsOn, agency.timeZone);
  const today = dayAt(now, agency.timeZone);
  if (dates.term.endsOn <= dates.term.startsOn || dates.term.endsOn <= today) {
    throw new Refusal(
      `${id} can't start on ${startsOn}: the offer's term would have ended on ${shiftDate(dates.term.endsOn, '-P1D')}.`,
    );
  }
  const all = plan({ id, offer, agency, revision: 0, ...dates });
  const { plan: ahead, settled } = onlyAhead(all, now, { planned: [], settled: new Set() });
  const agreement: Agreement = {
    id,
    offer,
    agency,
    contacts,
    ...dates,
    status: 'onboarding',
    plan: ahead,
    reached: {},
    attention: [],
    record: [],
    revision: 0,
  };
  const agreed = evolve(agreement, { type: 'agreed', at: now, by });
  return {
    ...agreed,
    record: [...agreed.record, ...settled.map((one) => ({ type: 'settled' as const, ...one }))],
  };
}

/**
 * The dates and the plan that a command leads to; nothing if it moves no date.
 * @throws {Refusal} if a new date is not ahead.
 */
export function replanFor(agreement: Agreement, command: Command, now: Instant): Replan | undefined {
  if (command.type === 'amend') return replan(agreement, amendedDates(agreement, command, now), now);
  if (command.type === 'reinstate' && command.clock === 'move') {
    return replan(agreement, datesAfterPause(agreement, now), now);
  }
  return undefined;
}

/** The term that follows a renewal, with what is still owed from the one before. */
export function replanForNextTerm(agreement: Agreement, now: Instant): Replan {
  const { decision, agency } = agreement;
  if (decision?.kind !== 'renew') throw new Refusal(`${agreement.id} was not renewed.`);
  const dates = nextTermDates(agreement, decision.length, decision.price, agency.timeZone);
  const fresh = plan({ ...agreement, ...dates, revision: 0 });
  const before = { planned: agreement.plan, settled: settledIds(agreement) };
  const { plan: ahead, settled } = onlyAhead(fresh, now, before);
  const owed = agreement.plan.filter(({ id }) => !ahead.some((obligation) => obligation.id === id));
  return { dates, plan: soonestFirst([...owed, ...ahead]), settled };
}

function replan(agreement: Agreement, dates: Dates, now: Instant): Replan {
  const { offer, agency, id } = agreement;
  const fresh = plan({ id, offer, agency, ...dates, revision: agreement.revision + 1 });
  const before = { planned: agreement.plan, settled: settledIds(agreement) };
  const { plan: ahead, settled } = onlyAhead(fresh, now, before);
  const kept = new Set(ahead.map((obligation) => obligation.id));
  const old = agreement.plan.filter((obligation) => !kept.has(obligation.id));
  const vanished = old.filter(dependsOnDates);
  return {
    dates,
    plan: soonestFirst([...old.filter((obligation) => !dependsOnDates(obligation)), ...ahead]),
    settled: [...settled, ...vanished.map((obligation) => givenUp(obligation, now, 'suppressed', moved))],
  };
}

function settledIds({ record }: Agreement): Set<string> {
  return new Set(
    record.flatMap((entry) => (entry.type === 'settled' && entry.reason !== moved ? [entry.id] : [])),
  );
}

function dependsOnDates(obligation: Obligation): boolean {
  const { kind } = obligation;
  if (kind === 'notice') return obligation.about !== undefined;
  return kind === 'end-features' || kind === 'open-renewal' || kind === 'end-term' || kind === 'end-grace';
}

function amendedDates(
  agreement: Agreement,
  command: Extract<Command, { type: 'amend' }>,
  now: Instant,
): Dates {
  const { termEndsOn, featuresEndOn } = command;
  const { timeZone } = agreement.agency;
  for (const [name, date] of Object.entries({ termEndsOn, featuresEndOn })) {
    if (date !== undefined && date <= dayAt(now, timeZone)) {
      throw new Refusal(`${name} is ${date}, which is not ahead; name a day after today.`);
    }
    if (date !== undefined && date <= agreement.term.startsOn) {
      throw new Refusal(`${name} is ${date}; name a day after the term's first, ${agreement.term.startsOn}.`);
    }
  }
  const dates = termEndsOn ? withTermEnd(agreement, termEndsOn, timeZone) : datesOf(agreement);
  if (featuresEndOn === undefined) return dates;
  if (!agreement.features.some(stillEnds)) {
    throw new Refusal(`${agreement.id} has no feature left that ends before its term does.`);
  }
  if (featuresEndOn > dates.term.endsOn) {
    throw new Refusal(
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

/** Everything that is still ahead moves by the days that the agreement was suspended. */
function datesAfterPause(agreement: Agreement, now: Instant): Dates {
  if (agreement.status !== 'suspended') throw new Refusal(`${agreement.id} is not suspended.`);
  const { timeZone } = agreement.agency;
  const days = daysBetween(dayAt(agreement.since, timeZone), dayAt(now, timeZone));
  if (days === 0) return datesOf(agreement);
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
  return { term, anchor: { date: endsOn, months: 0 }, features: agreement.features };
}

function datesOf({ term, anchor, features }: Agreement): Dates {
  return { term, anchor, features };
}
