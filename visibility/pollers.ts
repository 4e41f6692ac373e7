// The workers that ask for tasks of a task queue.
import type { WorkflowService } from '@temporalio/client';
import { tsToMs } from '@temporalio/common/lib/time.js';

/**
 * A worker, and when it last asked for a task, in milliseconds since 1970. `getsTasks`: not if its version is not rolled out,
 * or no more.
 */
export type Poller = { identity: string; askedAt: number; getsTasks: boolean };

export type Queue = { namespace: string; taskQueue: string; tasks: 'workflow' | 'activity' };

/** TaskQueueType of temporal.api.enums.v1: the client exports its type, not its values. */
const types = { workflow: 1, activity: 2 };

/** The workers that have asked lately, as the server remembers them. A worker that works asks again after each task. */
export async function pollersOf(
  service: WorkflowService,
  { namespace, taskQueue, tasks }: Queue,
): Promise<Poller[]> {
  const { pollers, versioningInfo } = await service.describeTaskQueue({
    ...{ namespace, taskQueue: { name: taskQueue } },
    taskQueueType: types[tasks],
  });
  const { currentDeploymentVersion, rampingDeploymentVersion, rampingVersionPercentage } =
    versioningInfo ?? {};
  const working = [
    currentDeploymentVersion,
    ...(rampingVersionPercentage ? [rampingDeploymentVersion] : []),
  ].map(nameOf);
  return pollers.map(({ identity, lastAccessTime, deploymentOptions }) => ({
    identity: identity ?? '',
    askedAt: lastAccessTime ? tsToMs(lastAccessTime) : 0,
    getsTasks: working.includes(
      deploymentOptions?.workerVersioningMode === versioned ? nameOf(deploymentOptions) : none,
    ),
  }));
}

/** WorkerVersioningMode of temporal.api.enums.v1. */
const versioned = 2;

/** Workers that run as no version. */
const none = '';

type Version = { deploymentName?: string | null; buildId?: string | null };

function nameOf(version: Version | null | undefined): string {
  return version ? `${version.deploymentName}:${version.buildId}` : none;
}
