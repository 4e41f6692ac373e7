// The first term begins on the day that the command names. Without one: on its planned day, or today if that has passed.

import type { Agreement } from '../../model/agreement.ts';
import type { Replan } from '../../model/events.ts';
import { awaitsAcceptance } from '../../model/status.ts';
import { firstPlan } from '../../planning/begin.ts';
import { soonestFirst } from '../../planning/plan.ts';
import { dayAt, laterDay } from '../../time/calendar.ts';
import { dayInWords } from '../../time/day-words.ts';
import type { Instant } from '../../time/instants.ts';
import { RefusedError } from '../../validation/errors.ts';
import type { Accept } from './schema.ts';

/** @throws {RefusedError} if the first day is past, or the term would already be over. */
export function planAccept(agreement: Agreement, command: Accept, now: Instant): Replan | undefined {
  if (!awaitsAcceptance(agreement)) return undefined;
  const today = dayAt(now, agreement.agency.timeZone);
  if (command.startsOn !== undefined && command.startsOn < today)
    throw new RefusedError(
      `The term can't begin on ${dayInWords(command.startsOn)}: that day is past, and no term begins before its terms are accepted; give today or a later day.`,
    );
  const startsOn = command.startsOn ?? laterDay(today, agreement.term.startsOn);
  const first = firstPlan({ ...agreement, startsOn }, now);
  return { ...first, plan: soonestFirst([...agreement.plan, ...first.plan]) };
}
