// The term that follows a renewal, and its plan.

import type { Agreement } from '../model/agreement.ts';
import type { Replan } from '../model/events.ts';
import type { Closure } from '../time/closures.ts';
import type { Instant } from '../time/instants.ts';
import { RefusedError } from '../validation/errors.ts';
import { onlyAhead } from './only-ahead.ts';
import { plan, soonestFirst } from './plan.ts';
import { nextTermDates } from './term-dates.ts';

/**
 * The plan of the next term, with the open obligations of this one.
 * @param closures those that it observes; left out: those of the term before
 * @throws {RefusedError} if the agreement was not renewed.
 */
export function planNextTerm(before: Agreement, now: Instant, closures?: Closure[]): Replan {
  const agreement = closures ? { ...before, agency: { ...before.agency, closures } } : before;
  const { id, decision, ...rest } = agreement;
  const { agency, plan: old } = agreement;
  if (decision?.kind !== 'renew') throw new RefusedError(`${id} was not renewed.`);
  const dates = nextTermDates(agreement, decision.length, decision.price, agency.timeZone);
  const next = { id, ...rest, ...dates, determinations: [], revision: 0 };
  const fresh = onlyAhead(plan(next), now, next);
  const planned = new Set(fresh.plan.map((obligation) => obligation.id));
  const owed = old.filter((obligation) => !planned.has(obligation.id));
  const plans = { dates, plan: soonestFirst([...owed, ...fresh.plan]), settled: fresh.settled };
  return closures ? { ...plans, closures } : plans;
}
