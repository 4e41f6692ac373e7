// Makes a new agreement and its plan.

import { evolve } from '../lifecycle/evolve.ts';
import type { Agreement } from '../model/agreement.ts';
import type { Replan } from '../model/events.ts';
import type { Agency, Contact } from '../model/parties.ts';
import type { Offer } from '../offer/schema.ts';
import type { LocalDate } from '../time/calendar.ts';
import { dayAt, laterDay } from '../time/calendar.ts';
import { dayBefore, dayInWords } from '../time/day-words.ts';
import type { Instant } from '../time/instants.ts';
import { RefusedError } from '../validation/errors.ts';
import { refuseOutsideWindow } from './enrollment-window.ts';
import { dayOfOffer, termsToAccept } from './offered-terms.ts';
import { onlyAhead } from './only-ahead.ts';
import { plan } from './plan.ts';
import { firstTermDates, lastDayOf } from './term-dates.ts';

/** A checked request with its offer and agency, from which an agreement begins. */
export type Beginning = {
  id: string;
  offer: Offer;
  agency: Agency;
  contacts: Contact[];
  startsOn: LocalDate;
  /** The term's last day, if the order names it. */
  orderedLastDay?: LocalDate;
  by: string;
  /** The term begins only after the agency accepts the terms. */
  awaitsAcceptance?: boolean;
  /** The reason for a hold from the start. */
  hold?: string;
};

/**
 * A new agreement with its plan.
 * @throws {RefusedError} if its term would already be over, or it would start outside the offer's enrollment window.
 */
export function begin(beginning: Beginning, now: Instant): Agreement {
  const { id, offer, agency, contacts, by, awaitsAcceptance, hold, orderedLastDay } = beginning;
  const { dates, plan: ahead, settled } = firstPlan(beginning, now);
  const offeredOn = dayOfOffer(now, agency);
  if (awaitsAcceptance) refuseOutsideWindow(id, offer, laterDay(offeredOn, beginning.startsOn));
  const agreement: Agreement = {
    id,
    offer,
    agency,
    contacts,
    ...dates,
    status: 'onboarding',
    plan: awaitsAcceptance
      ? termsToAccept({ id, offer, agency, revision: 0, ...dates }, offeredOn, now)
      : ahead,
    reached: {},
    determinations: [],
    ...(orderedLastDay !== undefined && { orderedLastDay }),
    ...(awaitsAcceptance && { acceptance: { awaitedSince: now, offeredOn } }),
    ...(hold !== undefined && { hold: { at: now, by, reason: hold } }),
    issues: [],
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

type Ordered = Pick<Beginning, 'id' | 'offer' | 'agency' | 'startsOn' | 'orderedLastDay'> &
  Partial<Pick<Agreement, 'determinations'>>;

/**
 * The dates and the plan of a first term.
 * @throws {RefusedError} if the term would already be over, or its order's last day doesn't fit.
 */
export function firstPlan(ordered: Ordered, now: Instant): Replan {
  const { id, offer, agency, startsOn, orderedLastDay, determinations = [] } = ordered;
  refuseMisfit(ordered);
  refuseOutsideWindow(id, offer, startsOn);
  const dates = firstTermDates(offer, startsOn, agency.timeZone, orderedLastDay);
  const { term } = dates;
  const { endsOn } = term;
  if (endsOn !== undefined && (endsOn <= startsOn || endsOn <= dayAt(now, agency.timeZone))) {
    throw new RefusedError(
      `${id} can't start on ${dayInWords(startsOn)}: the ${orderedLastDay === undefined ? "offer's term" : 'order'} would have ended on ${dayInWords(dayBefore(endsOn))}.`,
      orderedLastDay === undefined ? 'startsOn' : 'lastDay',
    );
  }
  const all = plan({ id, offer, agency, revision: 0, ...dates });
  const before = { id, agency, plan: [], record: [], term, determinations };
  return { dates, ...onlyAhead(all, now, before) };
}

/** The order's last day is there if the offer needs it; it is after the first day, and no later than the offer's own. */
function refuseMisfit({ id, offer, startsOn, orderedLastDay }: Ordered): void {
  if (orderedLastDay === undefined) {
    if ('byOrder' in offer.term)
      throw new RefusedError(
        `${id} can't start without a last day: no source says how long a term of its offer is. Give the last day that the order says.`,
        'lastDay',
      );
    return;
  }
  const offered = lastDayOf(offer);
  const last = `The last day of ${id}, ${dayInWords(orderedLastDay)},`;
  if (orderedLastDay <= startsOn)
    throw new RefusedError(
      `${last} is not after its first day, ${dayInWords(startsOn)}; give a later day.`,
      'lastDay',
    );
  if (offered !== undefined && orderedLastDay > offered)
    throw new RefusedError(
      `${last} is after the offer's last day, ${dayInWords(offered)}; give that day or an earlier one.`,
      'lastDay',
    );
}
