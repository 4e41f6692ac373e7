// Rolls out a version of the code that workers run as.
import { setTimeout as pause } from 'node:timers/promises';
import { type Client, isGrpcServiceError } from '@temporalio/client';
import { RefusedError } from '../../agreements/validation/errors.ts';
import { isHere, pollersOf, versionName } from '../../visibility/pollers.ts';
import { routingOf, unversioned } from '../../visibility/versions.ts';
import { grpc } from '../../visibility/visibility.ts';
import { taskQueues } from '../../workflows/messages.ts';

/**
 * Has a version work on agreements from now on: on all of them, or on a part. One that sleeps goes on with it when it wakes.
 * @param percent left out: all of them
 * @throws {RefusedError} if no worker of the version runs
 */
export async function rollOut(
  client: Client,
  deployment: string,
  version: string,
  percent?: number,
): Promise<void> {
  await requireWorkers(client, deployment, version);
  try {
    await route(client, deployment, version, percent);
    const giveUpAt = Date.now() + 30_000;
    while (!(await routingOf(client, deployment)).isEverywhere && Date.now() < giveUpAt) await pause(100);
  } catch (error) {
    if (isGrpcServiceError(error) && refusing.includes(error.code))
      throw new RefusedError(
        `Version ${version} of ${deployment} can't be rolled out yet (${error.details}); try again in a moment.`,
      );
    throw error;
  }
}

/** The server would take a version whose workers ran once and are gone, and nobody would work. */
async function requireWorkers(client: Client, deployment: string, version: string): Promise<void> {
  const { namespace } = client.options;
  const queue = { namespace, taskQueue: taskQueues.agreements, tasks: 'workflow' as const };
  const asked = versionName(
    version === unversioned ? undefined : { deploymentName: deployment, buildId: version },
  );
  const pollers = await pollersOf(client.workflowService, queue);
  if (!pollers.some((poller) => poller.version === asked && isHere(poller)))
    throw new RefusedError(
      `No worker of version ${version} runs; start its workers first. "onegov versions" lists versions.`,
    );
}

const refusing = [grpc.notFound, grpc.failedPrecondition, grpc.invalidArgument];

async function route(client: Client, deployment: string, version: string, percent?: number): Promise<void> {
  const { workflowService, options } = client;
  const { namespace, identity } = options;
  const asked = { namespace, identity, deploymentName: deployment };
  const buildId = version === unversioned ? '' : version;
  if (percent !== undefined) {
    await workflowService.setWorkerDeploymentRampingVersion({ ...asked, buildId, percentage: percent });
    return;
  }
  await workflowService.setWorkerDeploymentCurrentVersion({ ...asked, buildId });
  // Another version that was ramping would keep its part.
  const { ramping } = await routingOf(client, deployment);
  if (ramping)
    await workflowService.setWorkerDeploymentRampingVersion({ ...asked, buildId: '', percentage: 0 });
}
