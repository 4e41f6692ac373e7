// Starts an agreement's workflow with one request to the server, whose answer is the planner's.
import { type Client, WithStartWorkflowOperation } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import type { Offer } from '../../agreements/offer/schema.ts';
import type { agreement } from '../../workflows/agreement.ts';
import { admittedUpdate, searchAttributes, taskQueues } from '../../workflows/messages.ts';
import type { AgreementRequest } from '../../workflows/ports.ts';

export type Beginning = {
  id: string;
  agency: string;
  request: AgreementRequest & { offer: Offer };
};

/**
 * Starts it, and waits until the planner has admitted it.
 * @param isFirst the server starts it only if no run before had its id, and the planner need not look for one
 * @throws {WorkflowExecutionAlreadyStartedError} if a run has its id; {WorkflowUpdateFailedError} if the planner refuses it
 */
export function startAdmitted(
  client: Client,
  { id, agency, request }: Beginning,
  isFirst: boolean,
): Promise<void> {
  const { offer } = request;
  const startWorkflowOperation = new WithStartWorkflowOperation<typeof agreement>('agreement', {
    workflowId: id,
    workflowIdConflictPolicy: 'FAIL',
    workflowIdReusePolicy: isFirst ? 'REJECT_DUPLICATE' : 'ALLOW_DUPLICATE',
    taskQueue: taskQueues.agreements,
    args: [request, ...(isFirst ? [{ isFirst }] : [])] as Parameters<typeof agreement>,
    typedSearchAttributes: new TypedSearchAttributes([
      { key: searchAttributes.agency, value: agency },
      { key: searchAttributes.offer, value: offer.id },
      { key: searchAttributes.phase, value: 'onboarding' },
    ]),
    staticSummary: `${agency}: ${offer.vendor} ${offer.product}`,
    staticDetails: `One agency's use of one offer, a run for each term. Started with \`onegov start\` or a similar command.`,
  });
  return client.workflow.executeUpdateWithStart(admittedUpdate, { startWorkflowOperation });
}

/** Asks a question once for all who ask it while its answer is awaited. */
export function askedTogether<Answer>(
  ask: (about: string) => Promise<Answer>,
): (about: string) => Promise<Answer> {
  const awaited = new Map<string, Promise<Answer>>();
  return (about) => {
    const known = awaited.get(about);
    if (known) return known;
    const answer = ask(about).finally(() => awaited.delete(about));
    awaited.set(about, answer);
    return answer;
  };
}
