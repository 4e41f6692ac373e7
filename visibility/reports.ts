// Reads what the reports need from visibility: streams of rows, and counts, for any number of agreements.

import { type Counts, createDigest } from '../agreements/reports/digest.ts';
import type { Report } from '../agreements/reports/report.ts';
import { createWatchdog } from '../agreements/reports/watchdog.ts';
import type { Instant } from '../agreements/time/instants.ts';
import { day, later } from '../agreements/time/instants.ts';
import { reportSchedules } from '../workflows/messages.ts';
import {
  lastRuns,
  notAfter,
  openPhases,
  overdueAt,
  overdueWithoutIssue,
  refused,
  running,
  silentAt,
  stopped,
  stuckAt,
  undecidedAt,
  withIssues,
} from './queries.ts';
import { grpc, type Visibility } from './visibility.ts';

const overPhases = ['expired', 'declined', 'terminated', 'withdrawn'];

/** What happened since an instant, what is due in the two weeks after `now`, and the open issues. */
export async function readDigest(
  visibility: Visibility,
  { since, now }: { since: Instant; now: Instant },
): Promise<Report> {
  const until = later(now, 14 * day);
  const digest = createDigest({ since, now, until });
  for await (const row of visibility.rows(`${running} AND ${notAfter('NextDueAt', until)}`)) digest.due(row);
  for await (const row of visibility.rows(withIssues)) digest.issues(row);
  return digest.report(await countsOf(visibility, since, now));
}

async function countsOf({ count }: Visibility, since: Instant, now: Instant): Promise<Counts> {
  const begun = `StartTime >= "${since}" AND StartTime < "${now}"`;
  const ended = `CloseTime >= "${since}" AND CloseTime < "${now}"`;
  const continued = `ExecutionStatus = "ContinuedAsNew" AND ${ended}`;
  const byPhase = async (phases: string[], query: string) =>
    Object.fromEntries(
      await Promise.all(
        phases.map(async (phase) => [phase, await count(`${query} AND Phase = "${phase}"`)] as const),
      ),
    );
  return {
    // A run that continues as new starts another run, which is no start of an agreement.
    started: (await count(begun)) - (await count(continued)) - (await count(`${refused} AND ${begun}`)),
    renewed: await count(`${continued} AND Phase = "renewed"`),
    ended: await byPhase(overPhases, `ExecutionStatus = "Completed" AND ${ended}`),
    stopped: await count(`${stopped} AND ${ended}`),
    refused: await count(`${refused} AND ${ended}`),
    open: await byPhase(openPhases, running),
    undecided: await count(undecidedAt(now)),
    overdue: await count(overdueWithoutIssue(now)),
  };
}

/**
 * What should have happened by `now` and did not. This needs no worker.
 * @param self the workflow that asks: it did not miss its own run
 */
export async function readWatchdog(
  visibility: Visibility,
  { now, self }: { now: Instant; self?: string | undefined },
): Promise<Report> {
  const watchdog = createWatchdog(now);
  for await (const row of visibility.rows(overdueAt(now))) watchdog.overdue(row);
  for await (const row of visibility.rows(silentAt(now))) watchdog.silent(row);
  for await (const row of ifKnown(visibility.rows(stuckAt(now)))) watchdog.stuck(row);
  for await (const row of visibility.rows(`${running} AND Attention = "failed"`)) watchdog.failed(row);
  const recently = `CloseTime >= "${later(now, -7 * day)}"`;
  for await (const row of lastRuns(visibility.rows, `${stopped} AND ${recently}`)) watchdog.stopped(row);
  const schedules = Object.values(reportSchedules);
  for (const state of await visibility.schedules()) {
    const schedule = schedules.find(({ id }) => id === state.id);
    if (schedule) watchdog.schedule(state, schedule, self);
  }
  const held = await visibility.count(`${running} AND Attention = "on-hold"`);
  return watchdog.report(await visibility.count(running), held);
}

/** No rows if the server does not know a search attribute. */
async function* ifKnown<Row>(rows: AsyncIterable<Row>): AsyncIterable<Row> {
  try {
    yield* rows;
  } catch (error) {
    const { cause } = error as { cause?: { code?: number } };
    if (cause?.code !== grpc.invalidArgument) throw error;
  }
}
