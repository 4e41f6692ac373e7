// The plan with other closures. The dates of the term and the features stay; notices and safe days move to business days.

import { arrivedNotices } from '../../contacts/arrivals.ts';
import { dueAgain } from '../../lifecycle/sending-again.ts';
import type { Agreement } from '../../model/agreement.ts';
import type { Replan } from '../../model/events.ts';
import type { About, NoticeObligation, Obligation } from '../../model/obligations.ts';
import { isSameDay } from '../../obligations/series.ts';
import { tellsOfMiss } from '../../planning/from-first-day.ts';
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
  const plan = moved.plan.map((one) => notLost(one, observing, now));
  return { ...moved, plan: soonestFirst([...safeDaysToldAgain(agreement, plan, now), ...plan]) };
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

/** A deadline whose safe day moved is told again at once, if the agency was told another one. */
function safeDaysToldAgain(agreement: Agreement, plan: Obligation[], now: Instant): Obligation[] {
  return deadlinesIn(plan).flatMap((about): Obligation[] => {
    const told = arrivedNotices(agreement.record).findLast((notice) => isWarningOf(notice, about));
    if (told?.about?.deadline?.safeDay === about.deadline?.safeDay) return [];
    return told ? [dueAgain({ ...told, about }, now, agreement)] : [];
  });
}

/** Each deadline of the plan once. */
function deadlinesIn(plan: Obligation[]): About[] {
  return plan.flatMap((one) => (tellsOfMiss(one) && one.about ? [one.about] : []));
}

function isWarningOf({ notice, about }: NoticeObligation, deadline: About): boolean {
  const isOfIt = about?.deadline?.id === deadline.deadline?.id && isSameDay(about, deadline);
  return notice === 'deadline' && isOfIt;
}
