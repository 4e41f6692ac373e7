// Questions to visibility, as text: what reports and lists ask of agreements in the same words.
import type { Agreement } from '../agreements/model/agreement.ts';
import { onItsWay } from '../agreements/reports/watchdog.ts';
import type { Instant } from '../agreements/time/instants.ts';
import { day, later } from '../agreements/time/instants.ts';

export const running = 'ExecutionStatus = "Running"';
export type Phase = Agreement['status'];
export const openPhases: Phase[] = ['onboarding', 'promotional', 'standard', 'renewal', 'suspended'];

/** Failed as it began, it was a request that was refused, and its caller was told: it has no term yet. */
export const refused = 'ExecutionStatus = "Failed" AND TermEndsAt IS NULL';

/** Ended in Temporal itself while it was open, and not by its own course. */
export const stopped = `(ExecutionStatus IN ("Terminated", "Canceled", "TimedOut") OR (ExecutionStatus = "Failed" AND TermEndsAt IS NOT NULL)) AND (Phase IS NULL OR Phase IN (${listed(openPhases)}))`;

export const withIssues = `${running} AND Attention IS NOT NULL`;

/** Over, with something of it failed that nobody can try again: what it was to say has to be said by other means. */
export function closedWithIssues(now: Instant): string {
  return `ExecutionStatus = "Completed" AND Attention IS NOT NULL AND CloseTime >= "${later(now, -30 * day)}"`;
}

/** Without an outcome although its time has passed. One that has only just begun may have begun late. */
export function overdueAt(now: Instant): string {
  const before = later(now, -onItsWay);
  return `${running} AND NextDueAt < "${before}" AND StartTime < "${before}"`;
}

/** Overdue, and not among what needs somebody already. */
export function overdueUntold(now: Instant): string {
  return `${overdueAt(now)} AND (Attention IS NULL OR Attention != "delayed")`;
}

/** So long before its end a term that nobody has decided about needs somebody. */
export const decisionWanted = 35 * day;

export function undecidedAt(now: Instant): string {
  return `${running} AND Phase IN ("renewal", "suspended") AND Decision IS NULL AND TermEndsAt <= "${later(now, decisionWanted)}"`;
}

/** Nothing that waits for its time alone, and nothing that waits for a person. */
export function silentAt(now: Instant): string {
  return `${running} AND NextDueAt IS NULL AND Attention IS NULL AND StartTime < "${later(now, -onItsWay)}"`;
}

/** Its workflow keeps failing, and it is neither overdue nor silent yet. Servers before 1.30 don't know such. */
export function stuckAt(now: Instant): string {
  const before = later(now, -onItsWay);
  const isNamedNowhere = `StartTime >= "${before}" OR NextDueAt >= "${before}" OR (NextDueAt IS NULL AND Attention IS NOT NULL)`;
  return `${running} AND TemporalReportedProblems IS NOT NULL AND (${isNamedNowhere})`;
}

/** A text as visibility queries want it. */
export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

function listed(texts: string[]): string {
  return texts.map(quoted).join(', ');
}

type Run = { id: string; closedAt?: Instant };

/** Of the runs that match a query those that are their agreement's last: one that was reset or started again goes on. */
export async function* lastRuns<Row extends Run>(
  rows: (query: string) => AsyncIterable<Row>,
  query: string,
): AsyncIterable<Row> {
  let some: Row[] = [];
  for await (const row of rows(query)) {
    some.push(row);
    if (some.length < 100) continue;
    yield* lastOf(rows, some);
    some = [];
  }
  if (some.length > 0) yield* lastOf(rows, some);
}

async function* lastOf<Row extends Run>(
  rows: (query: string) => AsyncIterable<Row>,
  some: Row[],
): AsyncIterable<Row> {
  const ids = [...new Set(some.map(({ id }) => id))];
  const ends = new Map<string, string>();
  for await (const { id, closedAt = goesOn } of rows(`WorkflowId IN (${listed(ids)})`))
    if (closedAt > (ends.get(id) ?? '')) ends.set(id, closedAt);
  yield* some.filter(({ id, closedAt }) => ends.get(id) === closedAt);
}

/** Later than every end. */
const goesOn = '9999';
