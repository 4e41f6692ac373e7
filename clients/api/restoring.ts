// Starts an agreement from an export, as a run that continues from another one: with the state that it had.
import type { Client } from '@temporalio/client';
import { type SearchAttributePair, TypedSearchAttributes } from '@temporalio/common';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { isOverCeiling, withinCeiling } from '../../agreements/reports/ceiling.ts';
import { ledgerOf } from '../../agreements/reports/ledger.ts';
import type { agreement } from '../../workflows/agreement.ts';
import { ledgerMemo, taskQueues } from '../../workflows/messages.ts';
import { attributesOf } from '../../workflows/published.ts';

/**
 * Starts it. One that is over ends again in its first task, and so does one that was stopped in Temporal. Lists show it all
 * as before.
 * @throws {WorkflowExecutionAlreadyStartedError} if a run, open or closed, has its id
 */
export async function startRestored(client: Client, state: Agreement, isStopped: boolean): Promise<void> {
  const { id, agency, offer } = state;
  const ledger = ledgerOf(state);
  const attributes = attributesOf(state, ledger).filter(({ value }) => value !== null);
  await client.workflow.start<typeof agreement>('agreement', {
    workflowId: id,
    workflowIdConflictPolicy: 'FAIL',
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    taskQueue: taskQueues.agreements,
    args: [{ continued: state, ...(isStopped && { stopped: true as const }) }],
    memo: { [ledgerMemo]: isOverCeiling(ledger) ? withinCeiling(ledger) : ledger },
    typedSearchAttributes: new TypedSearchAttributes(attributes as SearchAttributePair[]),
    staticSummary: `${agency.id}: ${offer.vendor} ${offer.product}`,
    staticDetails: `One agency's use of one offer, a run for each term. Restored with \`onegov restore\`: its record has what happened before.`,
  });
}
