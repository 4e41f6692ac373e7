// The dates and the plan after a suspension: kept, or moved by its days.

import type { Agreement } from '../../model/agreement.ts';
import type { Replan } from '../../model/events.ts';
import { stepId } from '../../model/ids.ts';
import type { Obligation } from '../../model/obligations.ts';
import { awaitsAcceptance } from '../../model/status.ts';
import { withDeadlinesToldAgain } from '../../planning/deadlines-told-again.ts';
import { termsAfterPause } from '../../planning/offered-terms.ts';
import { datesAfterPause } from '../../planning/pause.ts';
import { soonestFirst } from '../../planning/plan.ts';
import { replan } from '../../planning/replan.ts';
import { keptDates } from '../../planning/term-dates.ts';
import type { LocalDate } from '../../time/calendar.ts';
import { startOfDay } from '../../time/calendar.ts';
import type { Instant } from '../../time/instants.ts';
import { isReached } from '../../time/instants.ts';
import { RefusedError } from '../../validation/errors.ts';
import type { Reinstate } from './schema.ts';

/** @throws {RefusedError} if the agreement is not suspended, or no day of its term would be left. */
export function planReinstate(agreement: Agreement, { clock }: Reinstate, now: Instant): Replan | undefined {
  if (awaitsAcceptance(agreement)) return termsAfterPause(agreement, 'suspension', now);
  if (clock === 'keep') return keptPlan(agreement, now);
  if (agreement.status !== 'suspended') throw new RefusedError(`${agreement.id} is not suspended.`);
  const { dates, stopsOn } = datesAfterPause(agreement, agreement.since, now);
  const { startsOn } = dates.term;
  const moved = { ...replan(agreement, dates, now), ...(stopsOn && { stopsOn }) };
  return isAhead(agreement, startsOn, now) ? withAccessFrom(moved, startsOn, agreement) : moved;
}

/** No date moves. A safe day that moved during the pause is told; before the first day, the plan says that access is ahead. */
function keptPlan(agreement: Agreement, now: Instant): Replan | undefined {
  if (agreement.status !== 'suspended') return undefined;
  const { startsOn } = agreement.term;
  const toldAgain = withDeadlinesToldAgain(agreement.plan, agreement, now);
  const accessFrom = isAhead(agreement, startsOn, now) && { accessFrom: startsOn };
  if (!accessFrom && toldAgain === agreement.plan) return undefined;
  return { dates: keptDates(agreement), plan: soonestFirst(toldAgain), settled: [], ...accessFrom };
}

function isAhead({ activatedAt, agency }: Agreement, startsOn: LocalDate, now: Instant): boolean {
  return activatedAt === undefined && !isReached(startOfDay(startsOn, agency.timeZone), now);
}

/** The first day may have passed during the pause, and its access with it: it is given on the day that is the first now. */
function withAccessFrom(moved: Replan, startsOn: LocalDate, { agency }: Agreement): Replan {
  const access: Obligation = {
    id: stepId('grant-access'),
    kind: 'grant-access',
    dueAt: startOfDay(startsOn, agency.timeZone),
  };
  const others = moved.plan.filter(({ kind }) => kind !== 'grant-access');
  return { ...moved, plan: soonestFirst([access, ...others]), accessFrom: startsOn };
}
