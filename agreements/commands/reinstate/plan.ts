// If the clock moves, every date that is still ahead moves by the days of the suspension.

import type { Agreement } from '../../model/agreement.ts';
import type { Dates } from '../../model/dates.ts';
import type { Replan } from '../../model/events.ts';
import { awaitsAcceptance } from '../../model/status.ts';
import { termsAfterPause } from '../../planning/offered-terms.ts';
import { replan } from '../../planning/replan.ts';
import { endOfFeature, keptDates, withTermEnd } from '../../planning/term-dates.ts';
import { dayAt, daysBetween, shiftDate } from '../../time/calendar.ts';
import type { Instant } from '../../time/instants.ts';
import { isReached } from '../../time/instants.ts';
import { RefusedError } from '../../validation/errors.ts';
import type { Reinstate } from './schema.ts';

/** @throws {RefusedError} if the agreement is not suspended. */
export function planReinstate(agreement: Agreement, { clock }: Reinstate, now: Instant): Replan | undefined {
  if (awaitsAcceptance(agreement)) return termsAfterPause(agreement, 'suspension', now);
  return clock === 'move' ? replan(agreement, datesAfterPause(agreement, now), now) : undefined;
}

function datesAfterPause(agreement: Agreement, now: Instant): Dates {
  if (agreement.status !== 'suspended') throw new RefusedError(`${agreement.id} is not suspended.`);
  const { since, agency, term } = agreement;
  const { timeZone } = agency;
  const days = daysBetween(dayAt(since, timeZone), dayAt(now, timeZone));
  if (days === 0) return keptDates(agreement);
  const dates = withTermEnd(agreement, shiftDate(term.endsOn, `P${days}D`), timeZone);
  const features = dates.features.map((feature) =>
    feature.ends && !isReached(feature.ends.at, since)
      ? { ...feature, ends: endOfFeature(shiftDate(feature.ends.on, `P${days}D`), timeZone) }
      : feature,
  );
  return { ...dates, features };
}
