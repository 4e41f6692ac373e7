// A rehearsal: the real workflow with its clock run ahead. A year passes in seconds.
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { msToTs, tsToMs } from '@temporalio/common/lib/time.js';
import type { Command } from '../../agreements/commands/command.ts';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { between, day, later } from '../../agreements/time/instants.ts';
import type { AgreementRequest } from '../../workflows/ports.ts';
import type { Agreements } from './agreements.ts';

/** A command, and how many days after the activation date it is given. */
export type TimedCommand = { day: number; command: Command };

/** How long the clock runs on after the term: notices of its end may wait for a business day. */
const afterTheEnd = 8 * day;

/** Each look is a query, which takes the workers' time. */
const watchEveryMs = 250;

/** How much of a term without an end is rehearsed. */
const withoutEnd = 365 * day;

/**
 * Rehearses one term. `see` gets the agreement whenever it may have changed.
 * @returns the agreement at its end, or in its next term if it was renewed
 */
export async function rehearse(
  agreements: Agreements,
  request: AgreementRequest,
  decisions: TimedCommand[],
  see: (agreement: Agreement) => void = () => {},
): Promise<Agreement> {
  const id = await agreements.start(request, { rehearsal: true });
  const watch = async () => {
    const agreement = await agreements.view(id);
    see(agreement);
    return agreement;
  };
  const { term, plan } = await watch();
  const starts = plan.find(({ kind }) => kind === 'grant-access')?.dueAt ?? new Date().toISOString();
  for (const { day: number, command } of decisions.toSorted((one, other) => one.day - other.day)) {
    await fastForward(agreements, id, later(starts, number * day), watch);
    await agreements.decide(id, command);
  }
  const { endsAt = later(starts, withoutEnd) } = (await watch()).term;
  await fastForward(agreements, id, later(endsAt, afterTheEnd), watch);
  const last = await watch();
  if (last.term.number > term.number) {
    await agreements.client.workflow.getHandle(id).terminate('The rehearsed term is over.');
  }
  return last;
}

/** Runs the workflow's clock ahead to an instant, and waits until nothing is in progress. */
export async function fastForward(
  { client }: Agreements,
  id: string,
  to: string,
  watch: () => Promise<unknown> = async () => {},
): Promise<void> {
  const service = client.workflowService;
  const execution = { namespace: client.options.namespace, workflowExecution: { workflowId: id } };
  const milliseconds = between(await clockOf(client, id), to);
  if (milliseconds <= 0) return;
  const fastForwardId = `to ${to}`;
  await service.updateWorkflowExecutionOptions({
    ...execution,
    workflowExecutionOptions: {
      timeSkippingConfig: {
        enabled: true,
        maxSessionSkipCount: 10_000,
        fastForwardConfig: { id: fastForwardId, duration: msToTs(milliseconds) },
      },
    },
    updateMask: { paths: ['time_skipping_config'] },
  });
  let isThere = false;
  const arrival = arrived(client, id, fastForwardId).finally(() => {
    isThere = true;
  });
  while (!isThere) {
    await watch();
    await Promise.race([arrival, pause(watchEveryMs)]);
  }
  await arrival;
  while (await isBusy(client, id)) await pause(20);
}

// FastForwardPollingResult of temporal.api.workflowservice.v1: the client exports its type, not its values.
const fastForwardCompleted = 2;
const fastForwardFailed = 3;

/** Resolves when the clock has arrived, or the workflow has ended before. The server ends a long poll now and then. */
async function arrived(
  { workflowService, options }: Client,
  id: string,
  fastForwardId: string,
): Promise<void> {
  for (;;) {
    const { fastForwardPollingResult: result } = await workflowService.pollWorkflowExecutionTimeSkipping({
      namespace: options.namespace,
      workflowExecution: { workflowId: id },
      fastForwardId,
    });
    if (result === fastForwardCompleted || result === fastForwardFailed) return;
  }
}

async function clockOf(client: Client, id: string): Promise<string> {
  const { raw } = await client.workflow.getHandle(id).describe();
  const time = raw.workflowExtendedInfo?.timeSkippingInfo?.currentTime;
  return time ? new Date(tsToMs(time)).toISOString() : new Date().toISOString();
}

async function isBusy(client: Client, id: string): Promise<boolean> {
  const { raw, status } = await client.workflow.getHandle(id).describe();
  return status.name === 'RUNNING' && Boolean(raw.pendingActivities?.length || raw.pendingWorkflowTask);
}
