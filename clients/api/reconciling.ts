// Has a worker compare the directory with what agreements say, or mend what was found.
import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { Drift } from '../../agreements/model/drift.ts';
import type { Comparison } from '../../agreements/reports/reconciliation.ts';
import { RefusedError } from '../../agreements/validation/errors.ts';
import { pollersOf } from '../../visibility/pollers.ts';
import { taskQueues } from '../../workflows/messages.ts';
import type { Mended, ReconciledByHand, ReconcileOrder, reconcile } from '../../workflows/reconcile.ts';

/** Compares, and changes nothing. @throws {RefusedError} if no worker runs, or someone else reconciles */
export async function compareDirectory(client: Client, by: string): Promise<Comparison> {
  return (await run<{ comparison: Comparison }>(client, { by })).comparison;
}

/** Has each agreement mend its drift. @throws {RefusedError} if no worker runs, or someone else reconciles */
export function mendDrift(client: Client, by: string, drift: Drift[]): Promise<Mended> {
  return run<Mended>(client, { by, mend: drift });
}

async function run<Result extends ReconciledByHand>(client: Client, order: ReconcileOrder): Promise<Result> {
  const { workflowService, options, workflow } = client;
  const queue = {
    namespace: options.namespace,
    taskQueue: taskQueues.provisioning,
    tasks: 'activity' as const,
  };
  if ((await pollersOf(workflowService, queue)).length === 0)
    throw new RefusedError(
      `No worker runs in namespace ${options.namespace}, and only a worker can reach the directory; start one with "onegov up" or "onegov worker".`,
    );
  try {
    const result = await workflow.execute<typeof reconcile>('reconcile', {
      workflowId: 'reconciliation-by-hand',
      taskQueue: taskQueues.agreements,
      args: [order],
      staticSummary: order.mend ? 'Mends drift, by hand' : 'Compares the directory, by hand',
    });
    return result as Result;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError)
      throw new RefusedError(
        'Someone reconciles already; wait until that is done, or see it in the Temporal UI.',
      );
    throw error;
  }
}
