// What is due in words, and the rule that it follows from.

import type { Agreement } from '../../agreements/model/agreement.ts';
import {
  dayIn,
  deadlineIn,
  isFromActivation,
  isSentAgain,
  isUnansweredAlert,
} from '../../agreements/model/ids.ts';
import type { Due } from '../../agreements/model/ledger.ts';
import { obligationName } from '../../agreements/model/obligation-names.ts';
import type { Obligation } from '../../agreements/model/obligations.ts';
import { wakeTime } from '../../agreements/obligations/wake-time.ts';
import { businessDayAtOrBefore } from '../../agreements/time/calendar.ts';
import { instantInWords, relativeDay } from '../../agreements/time/date-words.ts';
import { dayBefore, dayInWords } from '../../agreements/time/day-words.ts';
import type { Instant } from '../../agreements/time/instants.ts';
import { inWords } from '../../agreements/time/instants.ts';

/** What is due, in one line. */
export function dueLine(obligation: Obligation, now: Instant, { agency }: Agreement): string {
  const at = wakeTime(obligation);
  const to = obligation.kind === 'notice' ? ` → ${obligation.to.join(', ')}` : '';
  const name = obligationName(obligation.id);
  return `${instantInWords(at, agency.timeZone)}  ${name}${to} (${relativeDay(at, now, agency.timeZone)})`;
}

/** Is it a message to the agency's contacts? */
export function isNotice({ to }: Pick<Due, 'to'>): boolean {
  return to !== undefined;
}

/**
 * The rule that it follows from: `30 days before the features end at the end of Fri, Oct 30, 2026`. An id names the day
 * after the last one; people are shown the last.
 */
export function ruleOf({ id, what, lead, safeDay }: Pick<Due, 'id' | 'what' | 'lead' | 'safeDay'>): string {
  const day = dayIn(id);
  const lastDay = day && dayInWords(dayBefore(day));
  const ahead = lead ? `${inWords(lead)} before ` : '';
  if (what === 'more') return 'lists name the nearest of each agreement';
  if (isSentAgain(id)) return 'sent again';
  if (what === 'alert') return isUnansweredAlert(id) ? 'unless it is answered' : 'there is an open issue';
  if (what === 'training-reminder') return 'unless everyone invited has completed one';
  if (day === undefined) return isFromActivation(id) ? 'at activation' : 'at once';
  if (what === 'correction') return `a date that the agency was told moved to ${lastDay}`;
  if (what === 'deadline' || what === 'deadline-missed') return ruleOfDeadline(id, day, ahead, safeDay);
  if (what === 'terms' || what === 'withdraw') return `to be accepted by the end of ${lastDay}`;
  if (what === 'end-grace') return `the grace after the term’s last day, ${lastDay}`;
  if (what === 'open-renewal') return `before the term ends at the end of ${lastDay}`;
  return `${ahead}the ${what.includes('features') ? 'features end' : 'term ends'} at the end of ${lastDay}`;
}

/** Warnings are counted from the last safe business day; the day in the id is the one after the last. */
function ruleOfDeadline(id: string, day: string, ahead: string, safeDay?: string): string {
  const lastDay = dayBefore(day);
  const name = deadlineIn(id);
  return ahead
    ? `${ahead}the last safe business day of ${name}, ${dayInWords(safeDay ?? businessDayAtOrBefore(lastDay))}`
    : `after the last day of ${name}, ${dayInWords(lastDay)}`;
}
