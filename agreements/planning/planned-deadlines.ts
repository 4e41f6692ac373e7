// Plans the notices about a clause's deadline: warnings before it, and a notice after it was missed.

import { endOf, isInTerm, type Term } from '../model/dates.ts';
import { deadlineMissedId, deadlineWarningId } from '../model/ids.ts';
import type { About, Obligation, PlannedDeadline } from '../model/obligations.ts';
import type { Deadline } from '../offer/schema.ts';
import type { LocalDate } from '../time/calendar.ts';
import { businessDayAtOrAfter, businessDayAtOrBefore, shiftDate, startOfDay } from '../time/calendar.ts';
import { dayBefore } from '../time/day-words.ts';
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
      const day = businessDayAtOrBefore(shiftDate(about.deadline.safeDay, `-${lead}`), input.agency.closures);
      const dueAt = noticeTimeOn(day, input);
      const its = deadlineWarningId(id, lead, about.date, about.term);
      return { ...notice, id: its, notice: 'deadline', dueAt, lead };
    }),
    {
      ...notice,
      id: deadlineMissedId(id, about.date, about.term),
      notice: 'deadline-missed',
      dueAt: noticeTimeOn(businessDayAtOrAfter(about.date, input.agency.closures), input),
    },
  ];
}

function deadlineOf(
  deadline: Deadline,
  { term, agency, revision }: PlanInput,
): (About & { deadline: PlannedDeadline }) | undefined {
  const lastDay = lastDayOf(deadline, term);
  if (lastDay === undefined) return undefined;
  const { id, title, text, ifMissed, clause, on } = deadline;
  const date = shiftDate(lastDay, 'P1D');
  const safeDay = businessDayAtOrBefore(lastDay, agency.closures);
  const countedFrom = on === undefined ? { termEndsOn: endOf(term).on } : {};
  return {
    event: 'deadline',
    date,
    ...inTerm(term),
    endsAt: startOfDay(date, agency.timeZone),
    features: [],
    sequence: revision,
    deadline: { id, title, text, ifMissed, clause, ...countedFrom, lastDay, safeDay },
  };
}

/**
 * The last day of a deadline; undefined if it is not in the term. "At least 60 days before the term ends" is counted from
 * the term's last day, to be safe.
 */
function lastDayOf({ before, on }: Deadline, term: Term): LocalDate | undefined {
  if (on !== undefined) return isInTerm(shiftDate(on, 'P1D'), term) ? on : undefined;
  if (before === undefined || term.endsOn === undefined) return undefined;
  return shiftDate(dayBefore(term.endsOn), `-${before}`);
}
