// Visibility queries, as text, that reports and lists share.
import type { Agreement } from '../agreements/model/agreement.ts';
import { overdueAfter } from '../agreements/reports/watchdog.ts';
import type { Instant } from '../agreements/time/instants.ts';
import { day, later } from '../agreements/time/instants.ts';
import { RefusedError } from '../agreements/validation/errors.ts';

export const running = 'ExecutionStatus = "Running"';
export type Phase = Agreement['status'];
export const openPhases: Phase[] = ['onboarding', 'promotional', 'standard', 'renewal', 'suspended'];

/** The request was refused: the workflow failed before it had a term, and its caller got the reason. */
export const refused = 'ExecutionStatus = "Failed" AND Phase IS NULL';

/** Someone ended the workflow in Temporal while the agreement was open. */
export const stopped = `(ExecutionStatus IN ("Terminated", "Canceled", "TimedOut") OR (ExecutionStatus = "Failed" AND Phase IS NOT NULL)) AND (Phase IS NULL OR Phase IN (${listed(openPhases)}))`;

/** Running, with open issues. */
export const withIssues = `${running} AND Attention IS NOT NULL`;

/** Closed within 30 days, with a failure that nobody can retry: a person has to tell the contacts by other means. */
export function closedWithIssues(now: Instant): string {
  return `ExecutionStatus = "Completed" AND Attention IS NOT NULL AND CloseTime >= "${later(now, -30 * day)}"`;
}

/** Something of it is overdue. A run that started just now may have started late, so it is left out. */
export function overdueAt(now: Instant): string {
  const before = later(now, -overdueAfter);
  return `${running} AND NextDueAt < "${before}" AND StartTime < "${before}"`;
}

/** Overdue, and not already an open issue. */
export function overdueWithoutIssue(now: Instant): string {
  return `${overdueAt(now)} AND (Attention IS NULL OR Attention != "delayed")`;
}

/** How long before its end an undecided term becomes an issue. */
export const decideWithin = 35 * day;

export function undecidedAt(now: Instant): string {
  return `${running} AND Phase IN ("renewal", "suspended") AND Decision IS NULL AND ${notAfter('TermEndsAt', later(now, decideWithin))}`;
}

/** It runs with nothing due by time, and no open issue. A term without an end may have nothing due, and that is fine. */
export function silentAt(now: Instant): string {
  return `${running} AND NextDueAt IS NULL AND Attention IS NULL AND (TermEndsAt IS NOT NULL OR Phase IS NULL) AND StartTime < "${later(now, -overdueAfter)}"`;
}

/** Its workflow keeps failing, and it is neither overdue nor silent yet. Servers before 1.30 don't report this. */
export function stuckAt(now: Instant): string {
  const before = later(now, -overdueAfter);
  const isNeither = `StartTime >= "${before}" OR NextDueAt >= "${before}" OR (NextDueAt IS NULL AND Attention IS NOT NULL)`;
  return `${running} AND TemporalReportedProblems IS NOT NULL AND (${isNeither})`;
}

/**
 * A search attribute with a date that is at an instant or before. SQLite compares dates as texts of which one has
 * milliseconds and the other may not, so `<=`, `=` and `>` are wrong at the instant itself. `<` and `>=` are right.
 */
export function notAfter(attribute: string, instant: Instant): string {
  return `${attribute} < "${later(instant, 1)}"`;
}

/**
 * A text as visibility queries quote it.
 * @throws {RefusedError} if Temporal can't look for such a text
 */
export function quoted(text: string): string {
  if (!canBeAsked(text))
    throw new RefusedError(
      `Nothing can be looked up by ${text}; leave out quotation marks, backslashes and line breaks.`,
    );
  return `"${text}"`;
}

/**
 * Can Temporal find this text? On every SQL store, it escapes these characters once more, so that it looks for another
 * text; and it cuts off quotes at the beginning and the end.
 */
export function canBeAsked(text: string): boolean {
  return !/["\\\p{Cc}]|^'|'$/u.test(text);
}

function listed(texts: string[]): string {
  return texts.map(quoted).join(', ');
}

type Run = { id: string; closedAt?: Instant };

/** Of the runs that match a query, only each agreement's last run. A run that was reset or started again has a later one. */
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
  const ids = [...new Set(some.map(({ id }) => id))].filter(canBeAsked);
  const ends = new Map<string, string>();
  if (ids.length > 0)
    for await (const { id, closedAt = stillOpen } of rows(`WorkflowId IN (${listed(ids)})`))
      if (closedAt > (ends.get(id) ?? '')) ends.set(id, closedAt);
  yield* some.filter(({ id, closedAt }) => !canBeAsked(id) || ends.get(id) === closedAt);
}

/** Later than every end. */
const stillOpen = '9999';
