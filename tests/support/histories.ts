// Histories of agreements, for replaying them.
import type { WorkflowHandle } from '@temporalio/client';
import type { Agreements } from '../../clients/api/agreements.ts';

/** The histories of an agreement's runs, in the order of its terms. */
export async function historiesOf({ client }: Agreements, id: string) {
  const histories: Awaited<ReturnType<WorkflowHandle['fetchHistory']>>[] = [];
  let runId = (await client.workflow.getHandle(id).describe()).raw.workflowExecutionInfo?.firstRunId;
  while (runId) {
    const history = await client.workflow.getHandle(id, runId).fetchHistory();
    histories.push(history);
    runId = history.events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
  }
  return histories;
}
