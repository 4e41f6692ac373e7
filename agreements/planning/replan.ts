// The plan, worked out anew when dates or rules change and when a term follows. Needs time-zone tables.

import type { Agreement } from '../model/agreement.ts';
import type { Dates } from '../model/dates.ts';
import type { Replan } from '../model/events.ts';
import { isFromActivation } from '../model/ids.ts';
import type { Obligation, Settlement } from '../model/obligations.ts';
import type { Reason } from '../model/reasons.ts';
import { givenUp } from '../model/record.ts';
import { reasonOf } from '../model/stored.ts';
import { awaitsAcceptance, isDateOf } from '../obligations/relevance.ts';
import type { Offer } from '../offer/schema.ts';
import type { Instant } from '../time/instants.ts';
import { RefusedError } from '../validation/errors.ts';
import { corrections } from './corrections.ts';
import { nextTermDates } from './dates.ts';
import { onlyAhead, plan, soonestFirst } from './plan.ts';

/** The plan of an agreement whose dates move, or whose offer's rules are amended. */
export function replan(agreement: Agreement, dates: Dates, now: Instant, offer = agreement.offer): Replan {
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

function whyGone(obligation: Obligation, dates: Dates): Reason {
  if (obligation.kind !== 'notice') return { code: 'date-moved' };
  const isMoved = obligation.about && !isDateOf(dates, obligation.about);
  return { code: isMoved ? 'date-moved' : 'rules-amended' };
}

function settledIds({ record }: Agreement): Set<string> {
  return new Set(
    record.flatMap((entry) => (entry.type === 'settled' && !isForOtherPlan(entry) ? [entry.id] : [])),
  );
}

/** Did it end because the plan was another one? Then it is planned again when its date or its rule comes back. */
function isForOtherPlan(settlement: Settlement): boolean {
  const code = reasonOf(settlement)?.code;
  return code === 'date-moved' || code === 'rules-amended';
}

function dependsOnDates(obligation: Obligation): boolean {
  const { kind } = obligation;
  if (kind === 'notice' || kind === 'alert') return obligation.about !== undefined;
  return kind === 'end-features' || kind === 'open-renewal' || kind === 'end-term' || kind === 'end-grace';
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
