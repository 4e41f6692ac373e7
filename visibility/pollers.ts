// The workers that ask for tasks of a task queue.
import type { WorkflowService } from '@temporalio/client';
import { tsToMs } from '@temporalio/common/lib/time.js';

export type Poller = {
  identity: string;
  /** When it last asked for a task, in milliseconds since 1970. */
  askedAt: number;
  /** The version that it runs as, in the words of `versionName`. */
  version: string;
  /** It does not if its version is not rolled out, or no more. */
  getsTasks: boolean;
};

/**
 * A worker asks for work at least once a minute, so one that has not asked for so long is gone: it was killed. One that
 * stops tells the server, which forgets it at once (`frontend.enableCancelWorkerPollsOnShutdown`).
 */
const goneAfterMs = 120_000;

export function isHere({ askedAt }: Poller): boolean {
  return Date.now() - askedAt < goneAfterMs;
}

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
  ].map(versionName);
  return pollers.map(({ identity, lastAccessTime, deploymentOptions }) => {
    const isVersioned = deploymentOptions?.workerVersioningMode === versioned;
    const version = versionName(isVersioned ? deploymentOptions : undefined);
    return {
      identity: identity ?? '',
      askedAt: lastAccessTime ? tsToMs(lastAccessTime) : 0,
      ...{ version, getsTasks: working.includes(version) },
    };
  });
}

/** WorkerVersioningMode of temporal.api.enums.v1. */
const versioned = 2;

type Version = { deploymentName?: string | null; buildId?: string | null };

/** One text for each version, and one for none. */
export function versionName(version: Version | null | undefined): string {
  return version ? `${version.deploymentName}:${version.buildId}` : 'none';
}
