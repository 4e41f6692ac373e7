// Deadlines that new dates or rules put into the past, or before the term: operators are told of them at once.

import type { Agreement } from '../model/agreement.ts';
import { alertId } from '../model/ids.ts';
import type { Obligation, PlannedDeadline } from '../model/obligations.ts';
import { isOnRecord } from '../model/status.ts';
import { startOfDay } from '../time/calendar.ts';
import { dayInWords } from '../time/day-words.ts';
import type { Instant } from '../time/instants.ts';
import { isReached } from '../time/instants.ts';
import { tellsOfMiss } from './from-first-day.ts';

/**
 * The alerts for deadlines of a new plan that nobody can meet any more, if they were not planned before. No alert is for
 * what is on record, or for an agreement that ends with its term.
 */
export function alertsOfMissedDeadlines(
  fresh: Obligation[],
  before: Pick<Agreement, 'plan' | 'term' | 'agency' | 'determinations' | 'decision'>,
  now: Instant,
): Obligation[] {
  if (before.decision?.kind === 'decline') return [];
  const begins = startOfDay(before.term.startsOn, before.agency.timeZone);
  const known = new Set(before.plan.map(({ id }) => id));
  return fresh.flatMap((one): Obligation[] => {
    if (!tellsOfMiss(one) || known.has(one.id)) return [];
    const { about } = one;
    if (!about?.deadline || isOnRecord(before, about.deadline.id)) return [];
    if (!isReached(about.endsAt, begins) && !isReached(about.endsAt, now)) return [];
    return [{ id: alertId(one.id, now), kind: 'alert', dueAt: now, text: textOf(about.deadline) }];
  });
}

function textOf({ id, clause, lastDay, ifMissed }: PlannedDeadline): string {
  const lastDayOf = `the last day for ${id} (${clause}) is ${dayInWords(lastDay)}`;
  return `By the dates and rules as they are now, ${lastDayOf}: nobody can meet it any more, and nothing about it is on record. ${ifMissed}`;
}
