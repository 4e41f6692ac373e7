// Workflows that show how much time was skipped, and which activities go first.
import { proxyActivities, sleep } from '@temporalio/workflow';

/** Sleeps 60 days and returns how many days passed on its clock. */
export async function sleep60Days(): Promise<number> {
  const began = Date.now();
  await sleep('60 days');
  return Math.floor((Date.now() - began) / 86_400_000);
}

/** Has messages delivered that are usual, and then messages that are urgent. */
export async function backlog(queue: string, usual: number, urgent: number): Promise<void> {
  const { deliver } = proxyActivities<{ deliver(): Promise<unknown> }>({
    ...{ taskQueue: queue, startToCloseTimeout: '1m' },
  });
  const priorities = [...Array(usual).fill(3), ...Array(urgent).fill(1)];
  await Promise.all(
    priorities.map((priorityKey) => deliver.executeWithOptions({ priority: { priorityKey } }, [])),
  );
}
