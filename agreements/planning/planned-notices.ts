// Plans the notices of an offer's rules, and the alerts for notices that nobody answers.

import { rolesIn } from '../contacts/recipients.ts';
import { plannedNoticeId, unansweredAlertId } from '../model/ids.ts';
import type { About, Obligation } from '../model/obligations.ts';
import type { NoticeKind } from '../offer/notice-kinds.ts';
import type { NoticeRule } from '../offer/schema.ts';
import type { LocalDate } from '../time/calendar.ts';
import { businessDayAtOrAfter, businessDayAtOrBefore, shiftDate } from '../time/calendar.ts';
import { dayBefore } from '../time/day-words.ts';
import { inOperatorsHours } from '../time/operators-hours.ts';
import { noticeTimeOn } from './notice-time.ts';
import { daysAbout, type PlanInput } from './plan-input.ts';

/** The day on which a notice goes out, and how that day was counted. */
export type Moment = { day: LocalDate; about?: About; on?: LocalDate; lead?: string; wait?: string };

/** The obligations of a rule in a term: a notice for each of its moments. */
export function noticesOf(rule: NoticeRule, input: PlanInput): Obligation[] {
  return momentsOf(rule, input).flatMap((moment) => noticeAt(moment, rule, input));
}

/** Notices of an event, such as a suspension, are not planned. Notices of the terms are in offered-terms.ts. */
function momentsOf({ when }: NoticeRule, input: PlanInput): Moment[] {
  const { number, startsOn } = input.term;
  const { closures } = input.agency;
  const isFirst = number === 1;
  if ('on' in when) return [];
  if ('before' in when)
    return daysAbout(when.before, input).flatMap((about) =>
      when.leads.map((lead) => ({
        day: businessDayAtOrBefore(shiftDate(about.date, `-${lead}`), closures),
        about,
        lead,
      })),
    );
  if ('after' in when) {
    const waits = isFirst && when.after === 'activation' ? when.waits : [];
    const later = `P${input.pausedDays ?? 0}D`;
    return waits.map((wait) => ({
      day: businessDayAtOrAfter(shiftDate(shiftDate(startsOn, wait), later), closures),
      wait,
    }));
  }
  if (when.at === 'offered') return [];
  if (when.at === 'activation') return isFirst ? [{ day: businessDayAtOrAfter(startsOn, closures) }] : [];
  return daysAbout(when.at, input).map((about) => ({
    day: businessDayAtOrAfter(about.date, closures),
    about,
  }));
}

/** The notice of a moment. If the rule names operators, they also get an alert when nobody answers it. */
export function noticeAt(
  { day, about, on = about?.date, lead, wait }: Moment,
  { kind, series, to }: NoticeRule,
  input: PlanInput,
): Obligation[] {
  const id = plannedNoticeId(kind, lead ?? wait, on, about?.term);
  const dated = { dueAt: noticeTimeOn(day, input), ...(about && { about }) };
  const notice: Obligation = {
    ...dated,
    id,
    kind: 'notice',
    notice: kind,
    series,
    to: rolesIn(to),
    ...(lead && { lead }),
    ...(wait && { wait }),
  };
  if (!to.includes('operators')) return [notice];
  const text = unansweredText(kind, about);
  // In the operators' hours, which may be later than the agency's. If the day would be over by then: with the notice.
  const dueAt = inOperatorsHours(dated.dueAt, about?.endsAt);
  return [notice, { ...dated, dueAt, id: unansweredAlertId(id), kind: 'alert', asks: kind, text }];
}

function unansweredText(kind: NoticeKind, about?: About): string {
  const by = about ? ` by ${dayBefore(about.date)}` : '';
  return kind === 'terms'
    ? `The agency was reminded of the terms and has not accepted them. They must be accepted${by}.`
    : `The agency was asked about renewal, and no decision is recorded. It must be made${by}.`;
}
