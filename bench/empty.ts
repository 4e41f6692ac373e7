// An empty workflow with a timer and an activity: the least that a due notice can cost. Every exported function is a
// workflow type.
import { proxyActivities, sleep } from '@temporalio/workflow';

export type Nothing = { nothing(): Promise<void> };

const { nothing } = proxyActivities<Nothing>({ startToCloseTimeout: '1m' });

export async function empty(): Promise<void> {
  await sleep('1 day');
  await nothing();
}
