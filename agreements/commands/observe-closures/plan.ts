// The plan with other closures. The dates of the term and the features stay; notices and safe days move to business days.

import type { Agreement } from '../../model/agreement.ts';
import type { Replan } from '../../model/events.ts';
import type { Obligation } from '../../model/obligations.ts';
import { termsOffered } from '../../planning/offered-terms.ts';
import { soonestFirst } from '../../planning/plan.ts';
import { replan } from '../../planning/replan.ts';
import { keptDates } from '../../planning/term-dates.ts';
import { dayAt } from '../../time/calendar.ts';
import { closureOn } from '../../time/closures.ts';
import type { Instant } from '../../time/instants.ts';
import { isReached } from '../../time/instants.ts';
import { closuresOf } from './observe-closures.ts';
import type { ObserveClosures } from './schema.ts';

export function planObserveClosures(agreement: Agreement, command: ObserveClosures, now: Instant): Replan {
  const agency = { ...agreement.agency, closures: closuresOf(agreement, command) };
  const observing = { ...agreement, agency };
  const offered = termsOffered(observing, now);
  if (offered) return offered;
  const moved = replan(observing, keptDates(agreement), now);
  return { ...moved, plan: soonestFirst(moved.plan.map((one) => notLost(one, observing, now))) };
}

/**
 * A notice whose new day has passed goes out at once. If the closure has begun, it stays on its day: earlier notices of
 * its series must not take its place.
 */
function notLost(obligation: Obligation, { agency, plan }: Agreement, now: Instant): Obligation {
  const before = plan.find(({ id }) => id === obligation.id)?.dueAt;
  if (before === undefined || isReached(before, now) || !isReached(obligation.dueAt, now)) return obligation;
  const hasBegun = closureOn(dayAt(now, agency.timeZone), agency.closures) !== undefined;
  return { ...obligation, dueAt: hasBegun ? before : now };
}
