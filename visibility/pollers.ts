// The workers that ask for tasks of a task queue.
import type { WorkflowService } from '@temporalio/client';
import { tsToMs } from '@temporalio/common/lib/time.js';

/** A worker, and when it last asked for a task, in milliseconds since 1970. */
export type Poller = { identity: string; askedAt: number };

export type Queue = { namespace: string; taskQueue: string; tasks: 'workflow' | 'activity' };

/** TaskQueueType of temporal.api.enums.v1: the client exports its type, not its values. */
const types = { workflow: 1, activity: 2 };

/** The workers that have asked lately, as the server remembers them. A worker that works asks again after each task. */
export async function pollersOf(
  service: WorkflowService,
  { namespace, taskQueue, tasks }: Queue,
): Promise<Poller[]> {
  const { pollers } = await service.describeTaskQueue({
    ...{ namespace, taskQueue: { name: taskQueue } },
    taskQueueType: types[tasks],
  });
  return pollers.map(({ identity, lastAccessTime }) => ({
    identity: identity ?? '',
    askedAt: lastAccessTime ? tsToMs(lastAccessTime) : 0,
  }));
}
