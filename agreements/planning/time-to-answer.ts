// Operators are told that nobody has answered a question only after someone had time to answer it.

import type { Obligation } from '../model/obligations.ts';
import { asksFor } from '../obligations/relevance.ts';
import { type AlertObligation, isLaterAlert } from '../obligations/series.ts';
import { businessDayAtOrAfter, dayAt, shiftDate } from '../time/calendar.ts';
import type { Instant } from '../time/instants.ts';
import { between, earliest, isReached } from '../time/instants.ts';
import { inOperatorsHours } from '../time/operators-hours.ts';
import { noticeTimeOn } from './notice-time.ts';
import type { PlanInput } from './plan-input.ts';

/**
 * The same plan, except for an alert that is due with the first question: it is left out if another alert follows, else
 * it comes on the next business day, if that is before the day in question.
 * @param now what has been due since is asked now
 */
export function withTimeToAnswer(
  obligations: Obligation[],
  input: Pick<PlanInput, 'id' | 'agency'>,
  now?: Instant,
): Obligation[] {
  return obligations.flatMap((one) => {
    const askedAt = one.kind === 'alert' ? firstAsked(one, obligations, now) : undefined;
    if (one.kind !== 'alert' || askedAt === undefined || between(askedAt, one.dueAt) > 0) return [one];
    return obligations.some((other) => isLaterAlert(other, one)) ? [] : [onDayAfter(askedAt, one, input)];
  });
}

/** When the first question goes out that an alert is about. */
function firstAsked({ asks, about }: AlertObligation, all: Obligation[], now?: Instant): Instant | undefined {
  if (!asks) return undefined;
  const questions = all.filter((one) => one.kind === 'notice' && asksFor(one, asks, about));
  const first = earliest(questions.map(({ dueAt }) => dueAt));
  return first && now && isReached(first, now) ? now : first;
}

function onDayAfter(
  askedAt: Instant,
  alert: AlertObligation,
  input: Pick<PlanInput, 'id' | 'agency'>,
): AlertObligation {
  const { about } = alert;
  const nextDay = businessDayAtOrAfter(
    shiftDate(dayAt(askedAt, input.agency.timeZone), 'P1D'),
    input.agency.closures,
  );
  const next = inOperatorsHours(noticeTimeOn(nextDay, input));
  return about && isReached(about.endsAt, next) ? alert : { ...alert, dueAt: next };
}
