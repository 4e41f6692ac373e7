// The reports to the operators. Schedules start them; they look across all agreements and mail what they find.
import { ApplicationFailure, defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { proxyActivities, setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import type { Report } from '../agreements/reports/report.ts';
import type { Instant } from '../agreements/time/instants.ts';
import { day, later } from '../agreements/time/instants.ts';
import { reportSchedules, taskQueues } from './messages.ts';
import type { ReportMail, Reports } from './ports.ts';

const { readDigest, readWatchdog } = proxyActivities<Reports>({
  startToCloseTimeout: '10m',
  scheduleToCloseTimeout: '2h',
});

// Shorter than a day: while one run goes on, its schedule skips the next.
const { mailReport } = proxyActivities<ReportMail>({
  taskQueue: taskQueues.notices,
  startToCloseTimeout: '1h',
  heartbeatTimeout: '2m',
  scheduleToCloseTimeout: '20h',
  retry: { initialInterval: '5s', backoffCoefficient: 3, maximumInterval: '30m' },
});

/** What was reported. Nothing is mailed if there is nothing to report. */
export type ReportResult = { summary: string; found: number; mailed: 'accepted' | 'uncertain' | 'nothing' };

/** Each week: what happened, what is due, and which issues are open. */
export async function digest(): Promise<ReportResult> {
  const since = later(scheduledAt(), -7 * day);
  const report = await readDigest.executeWithOptions({ summary: `since ${since}` }, [{ since, now: now() }]);
  return mail(reportSchedules.digest.id, report);
}

/**
 * Each day: what should have happened and did not. Mails only if it found something. While no worker runs, it does not
 * run either; `onegov watchdog` needs no worker.
 */
export async function watchdog(): Promise<ReportResult> {
  const { workflowId: self } = workflowInfo();
  const report = await readWatchdog({ now: now(), self });
  if (report.found > 0) return mail(reportSchedules.watchdog.id, report);
  setCurrentDetails(markdownOf(report));
  return { summary: report.lead[0], found: 0, mailed: 'nothing' };
}

/** Mails a report, and says so. @throws if the mail server refuses it */
export async function mail(schedule: string, report: Report): Promise<ReportResult> {
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

/** When the schedule planned this run. After an outage it starts later than that. */
function scheduledAt(): Instant {
  const { typedSearchAttributes, startTime } = workflowInfo();
  return (typedSearchAttributes.get(scheduledStart) ?? startTime).toISOString();
}

const scheduledStart = defineSearchAttributeKey('TemporalScheduledStartTime', SearchAttributeType.DATETIME);

/** Now, not the start time: the run may have waited for a worker. */
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
