// Has a worker compare the directory with what agreements say, or mend what was found.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, WorkflowExecutionAlreadyStartedError, WorkflowFailedError } from '@temporalio/client';
import { rootCause } from '@temporalio/common';
import type { Drift } from '../../agreements/model/drift.ts';
import type { Comparison } from '../../agreements/reports/reconciliation.ts';
import { RefusedError } from '../../agreements/validation/errors.ts';
import { readable } from '../../encryption/readable-payloads.ts';
import { taskQueues } from '../../workflows/messages.ts';
import type { Mended, ReconciledByHand, ReconcileOrder, reconcile } from '../../workflows/reconcile.ts';
import { silence } from './patience.ts';

/** Compares, and changes nothing. @throws {RefusedError} if that is not possible */
export async function compareDirectory(client: Client, by: string): Promise<Comparison> {
  return (await run<{ comparison: Comparison }>(client, { by })).comparison;
}

/** Has each agreement mend its drift. @throws {RefusedError} if that is not possible */
export function mendDrift(client: Client, by: string, drift: Drift[]): Promise<Mended> {
  return run<Mended>(client, { by, mend: drift });
}

async function run<Result extends ReconciledByHand>(client: Client, order: ReconcileOrder): Promise<Result> {
  const handle = await start(client, order);
  const result = handle.result().catch((error) => {
    if (!(error instanceof WorkflowFailedError)) throw error;
    throw new RefusedError(`The directory can't be compared: ${rootCause(error.cause)}`);
  });
  const isTaken = async () => (await handle.describe()).historyLength > untaken;
  const isWorkedOn = await Promise.race([
    result.then(() => true),
    sleep(silence, undefined, { ref: false }).then(isTaken),
  ]);
  if (isWorkedOn) return readable((await result) as Result);
  result.catch(() => {});
  await handle.terminate('No worker took it.');
  throw new RefusedError(
    `No worker runs in namespace ${client.options.namespace}, and only a worker can reach the directory; start one with "onegov up" or "onegov worker".`,
  );
}

/** The events of a workflow that no worker has taken: its start, and its first task. */
const untaken = 2;

async function start({ workflow }: Client, order: ReconcileOrder) {
  try {
    return await workflow.start<typeof reconcile>('reconcile', {
      workflowId: 'reconciliation-by-hand',
      taskQueue: taskQueues.agreements,
      args: [order],
      staticSummary: order.mend ? 'Mends drift, by hand' : 'Compares the directory, by hand',
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    throw new RefusedError(
      'Someone reconciles already; wait until that is done, or see it in the Temporal UI.',
    );
  }
}
