// Asks visibility what the reports tell: streams of rows and counts, whatever the number of agreements.
import type { Instant } from '../agreements/agreement.ts';
import { type Counts, createDigest } from '../agreements/digest.ts';
import { day, later } from '../agreements/instants.ts';
import type { Report, Row } from '../agreements/report.ts';
import { createWatchdog, onItsWay } from '../agreements/watchdog.ts';
import { reportSchedules } from './messages.ts';
import type { Visibility } from './visibility.ts';

const running = 'ExecutionStatus = "Running"';
const openPhases = ['onboarding', 'promotional', 'standard', 'renewal', 'suspended'];
const overPhases = ['expired', 'declined', 'terminated', 'withdrawn'];

/** Failed as it began, it was a request that was refused, and its caller was told: it has no term yet. */
const refused = 'ExecutionStatus = "Failed" AND TermEndsAt IS NULL';
const stopped = `(ExecutionStatus IN ("Terminated", "Canceled", "TimedOut") OR (ExecutionStatus = "Failed" AND TermEndsAt IS NOT NULL)) AND (Phase IS NULL OR Phase IN (${quoted(openPhases)}))`;

/** What happened since an instant, what is due in the two weeks after `now`, and what needs a person. */
export async function readDigest(
  visibility: Visibility,
  { since, now }: { since: Instant; now: Instant },
): Promise<Report> {
  const until = later(now, 14 * day);
  const digest = createDigest({ since, now, until });
  for await (const row of visibility.rows(`${running} AND NextDueAt <= "${until}"`)) digest.due(row);
  for await (const row of visibility.rows(`${running} AND Attention IS NOT NULL`)) digest.needs(row);
  return digest.report(await countsOf(visibility, since, now));
}

async function countsOf({ count }: Visibility, since: Instant, now: Instant): Promise<Counts> {
  const begun = `StartTime >= "${since}" AND StartTime < "${now}"`;
  const ended = `CloseTime >= "${since}" AND CloseTime < "${now}"`;
  const wentOn = `ExecutionStatus = "ContinuedAsNew" AND ${ended}`;
  const byPhase = async (phases: string[], query: string) =>
    Object.fromEntries(
      await Promise.all(
        phases.map(async (phase) => [phase, await count(`${query} AND Phase = "${phase}"`)] as const),
      ),
    );
  return {
    // Each run that goes on begins another, which is no start.
    started: (await count(begun)) - (await count(wentOn)) - (await count(`${refused} AND ${begun}`)),
    renewed: await count(`${wentOn} AND Phase = "renewed"`),
    ended: await byPhase(overPhases, `ExecutionStatus = "Completed" AND ${ended}`),
    stopped: await count(`${stopped} AND ${ended}`),
    refused: await count(`${refused} AND ${ended}`),
    open: await byPhase(openPhases, running),
    undecided: await count(
      `${running} AND Phase = "renewal" AND Decision IS NULL AND TermEndsAt <= "${later(now, 35 * day)}"`,
    ),
    overdue: await count(overdueAt(now)),
  };
}

/**
 * What should have happened by `now` and has not. Nobody is told while no worker runs: then ask here, by hand.
 * @param self the workflow that asks: it has not missed its own run
 */
export async function readWatchdog(
  visibility: Visibility,
  { now, self }: { now: Instant; self?: string | undefined },
): Promise<Report> {
  const watchdog = createWatchdog(now);
  for await (const row of visibility.rows(overdueAt(now))) watchdog.overdue(row);
  for await (const row of visibility.rows(silentAt(now))) watchdog.silent(row);
  const lately = `CloseTime >= "${later(now, -7 * day)}"`;
  for await (const row of latestRuns(visibility, `${stopped} AND ${lately}`)) watchdog.stopped(row);
  const [digest, daily] = await visibility.schedules();
  if (digest) watchdog.schedule(digest, reportSchedules.digest, self);
  if (daily) watchdog.schedule(daily, reportSchedules.watchdog, self);
  return watchdog.report(await visibility.count(running));
}

/** One that has only just begun may have begun late, with much to make up for. */
function overdueAt(now: Instant): string {
  const before = later(now, -onItsWay);
  return `${running} AND NextDueAt < "${before}" AND StartTime < "${before}"`;
}

/** Nothing that waits for its time alone, and nothing that waits for a person. */
function silentAt(now: Instant): string {
  return `${running} AND NextDueAt IS NULL AND Attention IS NULL AND StartTime < "${later(now, -onItsWay)}"`;
}

/** Those whose agreement has no newer run that goes on: one that was reset or started again does. */
async function* latestRuns(visibility: Visibility, query: string): AsyncIterable<Row> {
  let some: Row[] = [];
  for await (const row of visibility.rows(query)) {
    some.push(row);
    if (some.length < 100) continue;
    yield* withoutNewer(visibility, some);
    some = [];
  }
  yield* withoutNewer(visibility, some);
}

async function* withoutNewer(visibility: Visibility, rows: Row[]): AsyncIterable<Row> {
  if (rows.length === 0) return;
  const alive = new Set<string>();
  const ids = `WorkflowId IN (${quoted(rows.map(({ id }) => id))})`;
  for await (const { id } of visibility.rows(`${ids} AND ${running}`)) alive.add(id);
  yield* rows.filter(({ id }) => !alive.has(id));
}

function quoted(texts: string[]): string {
  return texts.map((text) => `"${text.replace(/["\\]/g, '\\$&')}"`).join(', ');
}
