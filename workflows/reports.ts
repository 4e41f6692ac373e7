// The reports to the operators: looks across all agreements, and mails what there is to tell. Started by schedules.
import { ApplicationFailure, defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { proxyActivities, setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import type { Report } from '../agreements/reports/report.ts';
import type { Instant } from '../agreements/time/instants.ts';
import { day, later } from '../agreements/time/instants.ts';
import { reportSchedules, taskQueues } from './messages.ts';
import type { Post, Reports } from './ports.ts';

const { readDigest, readWatchdog } = proxyActivities<Reports>({
  startToCloseTimeout: '10m',
  scheduleToCloseTimeout: '2h',
});

// Over before the next day's run is due, which would be left out otherwise.
const { mailReport } = proxyActivities<Post>({
  taskQueue: taskQueues.notices,
  startToCloseTimeout: '1h',
  heartbeatTimeout: '2m',
  scheduleToCloseTimeout: '20h',
  retry: { initialInterval: '5s', backoffCoefficient: 3, maximumInterval: '30m' },
});

/** What was told; nothing was mailed if there was nothing to tell. */
export type Told = { summary: string; found: number; mailed: 'accepted' | 'uncertain' | 'nothing' };

/** Every week: what happened, what is due, and which issues are open. */
export async function digest(): Promise<Told> {
  const since = later(scheduledAt(), -7 * day);
  const report = await readDigest.executeWithOptions({ summary: `since ${since}` }, [{ since, now: now() }]);
  return tell(reportSchedules.digest.id, report);
}

/**
 * Every day: what should have happened and has not. Mails only if it found something.
 * While no worker runs it doesn't either, and nobody is told: `onegov watchdog` then looks by itself.
 */
export async function watchdog(): Promise<Told> {
  const { workflowId: self } = workflowInfo();
  const report = await readWatchdog({ now: now(), self });
  if (report.found > 0) return tell(reportSchedules.watchdog.id, report);
  setCurrentDetails(markdownOf(report));
  return { summary: report.lead[0], found: 0, mailed: 'nothing' };
}

async function tell(schedule: string, report: Report): Promise<Told> {
  setCurrentDetails(markdownOf(report));
  const id = `${schedule}:${scheduledAt()}`;
  const delivery = await mailReport.executeWithOptions({ summary: id }, [{ id, now: now(), report }]);
  const result = delivery[id]?.[0]?.result ?? 'uncertain';
  if (result === 'refused')
    throw ApplicationFailure.nonRetryable(
      'The mail server refused the report: see OPERATORS_MAIL.',
      'Refused',
    );
  return { summary: report.lead[0], found: report.found, mailed: result };
}

/** When the schedule wanted this run; later runs make up for what an outage left out. */
function scheduledAt(): Instant {
  const { typedSearchAttributes, startTime } = workflowInfo();
  return (typedSearchAttributes.get(scheduledStart) ?? startTime).toISOString();
}

const scheduledStart = defineSearchAttributeKey('TemporalScheduledStartTime', SearchAttributeType.DATETIME);

/** Now, not when it was started: it may have waited for a worker. */
function now(): Instant {
  return new Date().toISOString();
}

function markdownOf({ lead, sections }: Report): string {
  return [
    ...lead,
    ...sections.flatMap(({ heading, list }) => [
      `### ${heading}`,
      list.map((item) => `- ${item}`).join('\n'),
    ]),
  ].join('\n\n');
}
