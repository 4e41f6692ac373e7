// Compares the directory with what agreements say, reports drift, and has it mended. A schedule starts it each day, and
// `onegov reconcile` by hand.
import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import { type Drift, driftKey } from '../agreements/model/drift.ts';
import {
  type Comparison,
  isNews,
  reconciliationReport,
  sortedDrift,
} from '../agreements/reports/reconciliation.ts';
import { failedActivity } from './failures.ts';
import { reportSchedules, taskQueues } from './messages.ts';
import type { Provisioning, Reconciliation } from './ports.ts';
import { mail, type ReportResult } from './reports.ts';

const { compareDirectory } = proxyActivities<Reconciliation>({
  taskQueue: taskQueues.provisioning,
  startToCloseTimeout: '8h',
  heartbeatTimeout: '2m',
  scheduleToCloseTimeout: '20h',
  retry: { initialInterval: '30s', maximumInterval: '10m' },
});

const { mendDrift } = proxyActivities<Reconciliation>({
  taskQueue: taskQueues.provisioning,
  startToCloseTimeout: '1m',
  scheduleToCloseTimeout: '1h',
});

const { endAccess } = proxyActivities<Provisioning>({
  taskQueue: taskQueues.provisioning,
  startToCloseTimeout: '5m',
  heartbeatTimeout: '30s',
  retry: { initialInterval: '5s', backoffCoefficient: 3, maximumInterval: '10m', maximumAttempts: 7 },
});

/** By hand. `mend`: what to mend, as it was shown; left out: compare, and change nothing. */
export type ReconcileOrder = { by: string; mend?: Drift[] };

/** `mended`: for how many agreements. `refused`: why others were not. */
export type Mended = { mended: number; refused: string[] };

/** Of a run by hand: what was found, or what was mended. */
export type ReconciledByHand = { comparison: Comparison } | Mended;

/** Of a run by schedule. `reported`: the keys of the drift that is left, for the next run. */
export type Reconciled = ReportResult & Mended & { reported: string[] };

export async function reconcile(order?: ReconcileOrder): Promise<Reconciled | ReconciledByHand> {
  if (order?.mend) return mendAll(order.mend, order.by);
  if (!order) return reportAndMend(await compareDirectory());
  // Whoever waits hears at once what is wrong, and can run it again.
  const once = { retry: { maximumAttempts: 1 } };
  return { comparison: await compareDirectory.executeWithOptions(once, []) };
}

/** The mail first. Nothing is mended before the mail server has it; what is reported and left is not reported again. */
async function reportAndMend(comparison: Comparison): Promise<Reconciled> {
  const sorted = sortedDrift(comparison);
  const before = (workflowInfo().lastResult as Partial<Reconciled> | undefined)?.reported ?? [];
  const report = reconciliationReport(comparison, sorted);
  const isNew = isNews(comparison.drift, before);
  const result: ReportResult = isNew
    ? await mail(reportSchedules.reconciliation.id, report)
    : { summary: report.lead[0], found: report.found, mailed: 'nothing' };
  const mended = await mendAll(sorted.mended, 'the reconciliation');
  return { ...result, ...mended, reported: sorted.left.map(driftKey) };
}

async function mendAll(drift: Drift[], by: string): Promise<Mended> {
  const result: Mended = { mended: 0, refused: [] };
  for (const agreement of new Set(drift.flatMap((one) => one.agreement ?? []))) {
    const its = drift.filter((one) => one.agreement === agreement);
    const refusal = await mend(agreement, its, by);
    if (refusal === undefined) result.mended += 1;
    else result.refused.push(refusal);
  }
  return result;
}

/** @returns why nothing was mended; nothing if it is */
async function mend(agreement: string, drift: Drift[], by: string): Promise<string | undefined> {
  try {
    const summary = agreement;
    const mending = await mendDrift.executeWithOptions({ summary }, [{ agreement, drift, by }]);
    if ('over' in mending) await endAccess.executeWithOptions({ summary }, [mending.over]);
    return 'refused' in mending ? mending.refused : undefined;
  } catch (error) {
    return `${agreement}: ${failedActivity(error).reason}`;
  }
}
