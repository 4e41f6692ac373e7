// The plan with other closures. The dates of the term and the features stay; notices and safe days move to business days.

import { arrivedNotices } from '../../contacts/arrivals.ts';
import { dueAgain } from '../../lifecycle/sending-again.ts';
import type { Agreement } from '../../model/agreement.ts';
import type { Replan } from '../../model/events.ts';
import type { About, NoticeObligation, Obligation } from '../../model/obligations.ts';
import { isSameDay } from '../../obligations/series.ts';
import { soonestFirst } from '../../planning/plan.ts';
import { replan } from '../../planning/replan.ts';
import { keptDates } from '../../planning/term-dates.ts';
import type { Instant } from '../../time/instants.ts';
import { closuresOf } from './observe-closures.ts';
import type { ObserveClosures } from './schema.ts';

export function planObserveClosures(agreement: Agreement, command: ObserveClosures, now: Instant): Replan {
  const agency = { ...agreement.agency, closures: closuresOf(agreement, command) };
  const moved = replan({ ...agreement, agency }, keptDates(agreement), now);
  return { ...moved, plan: soonestFirst([...safeDaysToldAgain(agreement, moved.plan, now), ...moved.plan]) };
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
  return plan.flatMap((one) =>
    one.kind === 'notice' && one.notice === 'deadline-missed' && one.about ? [one.about] : [],
  );
}

function isWarningOf({ notice, about }: NoticeObligation, deadline: About): boolean {
  const isOfIt = about?.deadline?.id === deadline.deadline?.id && isSameDay(about, deadline);
  return notice === 'deadline' && isOfIt;
}
