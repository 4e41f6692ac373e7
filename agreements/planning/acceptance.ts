// Terms that wait to be accepted, once a pause is over: neither a hold nor a suspension counts among their days.

import { hasReached } from '../contacts/notices-sent.ts';
import type { Agreement } from '../model/agreement.ts';
import type { Replan } from '../model/events.ts';
import { isSentAgain, slotOf } from '../model/ids.ts';
import type { Obligation } from '../model/obligations.ts';
import { givenUp } from '../model/record.ts';
import { isAboutTerms } from '../obligations/relevance.ts';
import type { LocalDate } from '../time/calendar.ts';
import { businessDayAtOrAfter, dayAt, daysBetween, shiftDate } from '../time/calendar.ts';
import type { Instant } from '../time/instants.ts';
import { isReached } from '../time/instants.ts';
import { keptDates } from './dates.ts';
import { soonestFirst, termsToAccept } from './plan.ts';

/** The business day on which terms are offered at an instant: all about them is counted from it. */
export function dayOfOffer(now: Instant, timeZone: string): LocalDate {
  return businessDayAtOrAfter(dayAt(now, timeZone));
}

/** What of the terms lies ahead after a pause, moved by its days; nothing if they are not waited for. */
export function termsAfterPause(
  agreement: Agreement,
  ended: 'hold' | 'suspension',
  now: Instant,
): Replan | undefined {
  const { acceptance, plan } = agreement;
  if (!acceptance || 'acceptedAt' in acceptance) return undefined;
  const offeredOn = offeredAfter(agreement, acceptance.offeredOn, ended, now);
  const before = new Map(plan.filter(isOfOffer).map((one) => [slotOf(one.id), one]));
  const moved = termsToAccept(agreement, offeredOn, now)
    .filter((one) => before.has(slotOf(one.id)))
    .map((one) => withReceipts(one, before.get(slotOf(one.id))));
  const gone = [...before.values()].filter(({ id }) => !moved.some((one) => one.id === id));
  return {
    dates: keptDates(agreement),
    plan: soonestFirst([...plan.filter((one) => !isOfOffer(one)), ...moved]),
    settled: gone.map((one) => givenUp(one, now, 'suppressed', { code: 'date-moved' })),
    acceptance: { ...acceptance, offeredOn },
  };
}

/** Terms that had come to nobody are offered anew; while another pause goes on, it counts for itself. */
function offeredAfter(
  agreement: Agreement,
  offeredOn: LocalDate,
  ended: 'hold' | 'suspension',
  now: Instant,
): LocalDate {
  const { timeZone } = agreement.agency;
  const held = agreement.hold?.at;
  const suspended = agreement.status === 'suspended' ? agreement.since : undefined;
  const [since, other] = ended === 'hold' ? [held, suspended] : [suspended, held];
  if (since === undefined) return offeredOn;
  if (other === undefined && !wentOut(agreement)) return dayOfOffer(now, timeZone);
  const until = other === undefined ? now : isReached(other, since) ? since : other;
  const days = daysBetween(dayAt(since, timeZone), dayAt(until, timeZone));
  return businessDayAtOrAfter(shiftDate(offeredOn, `P${days}D`));
}

function wentOut({ plan }: Agreement): boolean {
  return !plan.some((one) => slotOf(one.id) === 'terms' && isOfOffer(one) && !hasReached(one.receipts));
}

const isOfOffer = (one: Obligation) => isAboutTerms(one) && !isSentAgain(one.id);

function withReceipts(moved: Obligation, { receipts }: Partial<Obligation> = {}): Obligation {
  return receipts ? { ...moved, receipts } : moved;
}
