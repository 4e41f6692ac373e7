// Makes the plan again when dates move or rules are amended.

import type { Agreement } from '../model/agreement.ts';
import type { Dates } from '../model/dates.ts';
import type { Replan } from '../model/events.ts';
import { isFromActivation, isSentAgain, originalId } from '../model/ids.ts';
import type { Obligation } from '../model/obligations.ts';
import type { Reason } from '../model/reasons.ts';
import { givenUp } from '../model/record.ts';
import { awaitsAcceptance } from '../model/status.ts';
import { isDateOf } from '../obligations/relevance.ts';
import type { Offer } from '../offer/schema.ts';
import type { LocalDate } from '../time/calendar.ts';
import type { Instant } from '../time/instants.ts';
import { corrections } from './corrections.ts';
import { withDeadlinesToldAgain } from './deadlines-told-again.ts';
import { onlyAhead } from './only-ahead.ts';
import { plan, soonestFirst } from './plan.ts';
import { withinTerm } from './term-dates.ts';

/**
 * The plan for new dates, or for an amended offer. Features end with the term at the latest. Before the agency accepts
 * the terms, only the dates and the offer change.
 */
export function replan(agreement: Agreement, asked: Dates, now: Instant, offer = agreement.offer): Replan {
  const { id, agency, plan: old } = agreement;
  const dates = withinTerm(asked);
  const amended = offer !== agreement.offer && { offer };
  if (awaitsAcceptance(agreement)) return { dates, plan: old, settled: [], ...amended };
  const revision = agreement.revision + 1;
  const whole = plan({ id, offer, agency, ...dates, revision });
  const fresh = onlyAhead(whole, now, { ...agreement, ...dates });
  const planned = new Set(fresh.plan.map((obligation) => obligation.id));
  const others = old.filter((obligation) => !planned.has(obligation.id));
  const kept = others.filter((one) => isKept(one, offer) || isPutBack(one, whole, agreement));
  const gone = others.filter((obligation) => !kept.includes(obligation));
  const ahead = withDeadlinesToldAgain([...kept, ...fresh.plan], agreement, now);
  return {
    dates,
    plan: soonestFirst([...corrections(agreement, { ...dates, revision }, now), ...ahead]),
    settled: [...fresh.settled, ...gone.map((one) => givenUp(one, now, 'suppressed', whyGone(one, dates)))],
    ...amended,
  };
}

/**
 * Does an obligation stay in the plan if the new plan lacks it? Obligations that depend on dates don't stay, nor do
 * notices of the activation that the offer no longer has.
 */
function isKept(obligation: Obligation, { notices }: Offer): boolean {
  if (dependsOnDates(obligation)) return false;
  const isAtActivation =
    obligation.kind === 'notice' && (obligation.wait !== undefined || isFromActivation(obligation.id));
  return !isAtActivation || notices.some(({ kind }) => kind === obligation.notice);
}

/** Is it sent again or tried again after it had ended, and still part of the plan, about the same safe day? */
function isPutBack(obligation: Obligation, whole: Obligation[], { record }: Agreement): boolean {
  const original = whole.find(({ id }) => id === originalId(obligation.id));
  const hasEnded = record.some((entry) => entry.type === 'settled' && entry.id === obligation.id);
  if (!original || !(isSentAgain(obligation.id) || hasEnded)) return false;
  return safeDayOf(obligation) === safeDayOf(original);
}

function safeDayOf(obligation: Obligation): LocalDate | undefined {
  return obligation.kind === 'notice' ? obligation.about?.deadline?.safeDay : undefined;
}

function dependsOnDates(obligation: Obligation): boolean {
  const { kind } = obligation;
  if (kind === 'notice' || kind === 'alert') return obligation.about !== undefined;
  return kind === 'end-features' || kind === 'open-renewal' || kind === 'end-term' || kind === 'end-grace';
}

function whyGone(obligation: Obligation, dates: Dates): Reason {
  const { kind, about } = { about: undefined, ...obligation };
  const isMoved = about ? !isDateOf(dates, about) : kind !== 'notice';
  return { code: isMoved ? 'date-moved' : 'rules-amended' };
}
