// One worker's share of a rate that belongs to all workers of a task queue together.
import { hostname } from 'node:os';
import type { NativeConnection } from '@temporalio/worker';
import { isHere, pollersOf } from '../visibility/pollers.ts';

export type RateShare = {
  /** This worker's share, a second. */
  perSecond(): number;
  stop(): void;
};

type Queue = { connection: NativeConnection; namespace: string; taskQueue: string };

/** How often a worker asks how many workers there are. Until then, a new one makes the rate too high. */
const askEveryMs = 5000;

/** The SDK's preset for a worker's name. */
const ownIdentity = `${process.pid}@${hostname()}`;

/** Divides the rate evenly among the workers that take activities from the queue. Keeps its share up to date until `stop`. */
export async function shareOfRate(perSecond: number, queue: Queue): Promise<RateShare> {
  let workers = await workersOf(queue).catch(() => 1);
  const asking = setInterval(async () => {
    // While the server does not answer, the share stays.
    workers = await workersOf(queue).catch(() => workers);
  }, askEveryMs);
  asking.unref();
  return { perSecond: () => perSecond / workers, stop: () => clearInterval(asking) };
}

/** How many workers take activities from the queue, this one included even if it has not begun. */
async function workersOf({ connection, namespace, taskQueue }: Queue): Promise<number> {
  const pollers = await pollersOf(connection.workflowService, { namespace, taskQueue, tasks: 'activity' });
  const here = pollers.filter((poller) => poller.getsTasks && isHere(poller)).map(({ identity }) => identity);
  return new Set([...here, ownIdentity]).size;
}
