// Plans the notices about a clause's deadline: warnings before it, and a notice after it was missed.

import { deadlineMissedId, deadlineWarningId } from '../model/ids.ts';
import type { About, Obligation, PlannedDeadline } from '../model/obligations.ts';
import type { Deadline } from '../offer/schema.ts';
import { businessDayAtOrAfter, businessDayAtOrBefore, shiftDate, startOfDay } from '../time/calendar.ts';
import { noticeTimeOn } from './notice-time.ts';
import { inTerm, type PlanInput } from './plan-input.ts';

/** The warnings, counted from the deadline's safe day, and the notice that it was missed. */
export function warningsOf(deadline: Deadline, input: PlanInput): Obligation[] {
  const { id, to, warn } = deadline;
  const about = deadlineOf(deadline, input);
  if (!about) return [];
  const notice = { kind: 'notice' as const, series: `deadline-${id}`, to, about };
  return [
    ...warn.map((lead): Obligation => {
      const day = businessDayAtOrBefore(shiftDate(about.deadline.safeDay, `-${lead}`));
      const dueAt = noticeTimeOn(day, input);
      const its = deadlineWarningId(id, lead, about.date, about.term);
      return { ...notice, id: its, notice: 'deadline', dueAt, lead };
    }),
    {
      ...notice,
      id: deadlineMissedId(id, about.date, about.term),
      notice: 'deadline-missed',
      dueAt: noticeTimeOn(businessDayAtOrAfter(about.date), input),
    },
  ];
}

/** "At least 60 days before the term ends" is counted from the term's last day, to be safe. */
function deadlineOf(
  { id, title, text, before, ifMissed, clause }: Deadline,
  { term, agency, revision }: PlanInput,
): (About & { deadline: PlannedDeadline }) | undefined {
  if (term.endsOn === undefined) return undefined;
  const lastDay = shiftDate(shiftDate(term.endsOn, '-P1D'), `-${before}`);
  const date = shiftDate(lastDay, 'P1D');
  const safeDay = businessDayAtOrBefore(lastDay);
  return {
    event: 'deadline',
    date,
    ...inTerm(term),
    endsAt: startOfDay(date, agency.timeZone),
    features: [],
    sequence: revision,
    deadline: { id, title, text, ifMissed, clause, termEndsOn: term.endsOn, lastDay, safeDay },
  };
}
