// Terms that the agency has not accepted yet: their notices, and how a hold or a suspension moves their days.

import { hasReached } from '../contacts/arrivals.ts';
import type { Agreement } from '../model/agreement.ts';
import type { Replan } from '../model/events.ts';
import { isSentAgain, slotOf, stepId } from '../model/ids.ts';
import type { About, Obligation } from '../model/obligations.ts';
import type { Agency } from '../model/parties.ts';
import { givenUp } from '../model/record.ts';
import { isAboutTerms } from '../obligations/relevance.ts';
import type { NoticeRule, Offer } from '../offer/schema.ts';
import type { LocalDate } from '../time/calendar.ts';
import {
  businessDayAtOrAfter,
  dayAt,
  daysBetween,
  earlierDay,
  laterDay,
  shiftDate,
  startOfDay,
} from '../time/calendar.ts';
import type { Instant } from '../time/instants.ts';
import { isReached } from '../time/instants.ts';
import { soonestFirst } from './plan.ts';
import type { PlanInput } from './plan-input.ts';
import { type Moment, noticeAt } from './planned-notices.ts';
import { keptDates } from './term-dates.ts';

/** The business day at or after an instant, on which terms are offered. All their days are counted from it. */
export function dayOfOffer(now: Instant, { timeZone, closures }: Agency): LocalDate {
  return businessDayAtOrAfter(dayAt(now, timeZone), closures);
}

/**
 * The notices of the terms and their withdrawal, counted from the day on which the terms are offered. An instant in
 * the past becomes now.
 */
export function termsToAccept(input: PlanInput, offeredOn: LocalDate, now: Instant): Obligation[] {
  const { notices, acceptance } = input.offer;
  const about =
    acceptance && acceptanceBy(dayAfterAcceptance(input.offer, offeredOn, acceptance.withdrawAfter), input);
  const of = about ? { about } : { on: offeredOn };
  const planned: Obligation[] = notices.flatMap((rule) =>
    momentsOf(rule, offeredOn, input.agency).flatMap((moment) => noticeAt({ ...moment, ...of }, rule, input)),
  );
  if (about) planned.push({ id: stepId('withdraw', about.date), kind: 'withdraw', dueAt: about.endsAt });
  return soonestFirst(planned.map((one) => (isReached(one.dueAt, now) ? { ...one, dueAt: now } : one)));
}

/** The first day on which terms can no longer be accepted. They can't be accepted after the offer's enrollment window. */
function dayAfterAcceptance({ enrollment }: Offer, offeredOn: LocalDate, withdrawAfter: string): LocalDate {
  const day = shiftDate(offeredOn, withdrawAfter);
  if (!enrollment?.lastDay) return day;
  const closed = laterDay(shiftDate(enrollment.lastDay, 'P1D'), shiftDate(offeredOn, 'P1D'));
  return earlierDay(closed, day);
}

function acceptanceBy(date: LocalDate, { agency }: PlanInput): About {
  const endsAt = startOfDay(date, agency.timeZone);
  return { event: 'acceptance', date, endsAt, features: [], sequence: 0 };
}

function momentsOf({ when }: NoticeRule, offeredOn: LocalDate, { closures }: Agency): Moment[] {
  if ('at' in when) return when.at === 'offered' ? [{ day: offeredOn }] : [];
  const waits = 'after' in when && when.after === 'offered' ? when.waits : [];
  return waits.map((wait) => ({ day: businessDayAtOrAfter(shiftDate(offeredOn, wait), closures), wait }));
}

/** The plan of the terms, moved by the days of a hold or suspension; undefined if no terms wait for acceptance. */
export function termsAfterPause(
  agreement: Agreement,
  ended: 'hold' | 'suspension',
  now: Instant,
): Replan | undefined {
  const { acceptance } = agreement;
  if (!acceptance || 'acceptedAt' in acceptance) return undefined;
  const offeredOn = offeredAfter(agreement, acceptance.offeredOn, ended, now);
  return termsOffered({ ...agreement, acceptance: { ...acceptance, offeredOn } }, now);
}

/** The plan of the terms that wait for acceptance, counted from the day of their offer; undefined if none wait. */
export function termsOffered(agreement: Agreement, now: Instant): Replan | undefined {
  const { acceptance, plan } = agreement;
  if (!acceptance || 'acceptedAt' in acceptance) return undefined;
  const { offeredOn } = acceptance;
  const before = new Map(plan.filter(isOfOffer).map((one) => [slotOf(one.id), one]));
  const moved = termsToAccept(agreement, offeredOn, now)
    .filter((one) => before.has(slotOf(one.id)))
    .map((one) => withReceipts(one, before.get(slotOf(one.id))));
  const gone = [...before.values()].filter(({ id }) => !moved.some((one) => one.id === id));
  return {
    dates: keptDates(agreement),
    plan: soonestFirst([...plan.filter((one) => !isOfOffer(one)), ...moved]),
    settled: gone.map((one) => givenUp(one, now, 'suppressed', { code: 'date-moved' })),
    acceptance,
  };
}

/**
 * The new day of the offer. Terms that reached nobody are offered again when the last pause ends. If a hold and a
 * suspension overlap, each day counts once.
 */
function offeredAfter(
  agreement: Agreement,
  offeredOn: LocalDate,
  ended: 'hold' | 'suspension',
  now: Instant,
): LocalDate {
  const { timeZone, closures } = agreement.agency;
  const held = agreement.hold?.at;
  const suspended = agreement.status === 'suspended' ? agreement.since : undefined;
  const [since, other] = ended === 'hold' ? [held, suspended] : [suspended, held];
  if (since === undefined) return offeredOn;
  if (other === undefined && !wentOut(agreement)) return dayOfOffer(now, agreement.agency);
  const until = other === undefined ? now : isReached(other, since) ? since : other;
  const days = daysBetween(dayAt(since, timeZone), dayAt(until, timeZone));
  return businessDayAtOrAfter(shiftDate(offeredOn, `P${days}D`), closures);
}

function wentOut({ plan }: Agreement): boolean {
  return !plan.some((one) => slotOf(one.id) === 'terms' && isOfOffer(one) && !hasReached(one.receipts));
}

const isOfOffer = (one: Obligation) => isAboutTerms(one) && !isSentAgain(one.id);

function withReceipts(moved: Obligation, { receipts }: Partial<Obligation> = {}): Obligation {
  return receipts ? { ...moved, receipts } : moved;
}
