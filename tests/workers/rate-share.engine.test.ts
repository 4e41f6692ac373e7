// The mail rate belongs to all workers together: each sends at its share.
import { NativeConnection, Worker } from '@temporalio/worker';
import { expect, inject, it } from 'vitest';
import { shareOfRate } from '../../workers/rate-share.ts';
import { taskQueues } from '../../workflows/messages.ts';
import { openRig, type Rig } from '../support/rig.ts';

it('a worker sends at all of the rate, and at a third of it once there are two more', async () => {
  const rig = await openRig();
  const connection = await NativeConnection.connect({ address: inject('address') });
  const { namespace } = rig;
  const queue = { connection, namespace, taskQueue: taskQueues.notices };
  const share = await shareOfRate(30, queue);
  expect(share.perSecond()).toBe(30);
  for (const identity of ['1@second-machine', '1@third-machine']) askForWork(rig, identity);
  await expect.poll(share.perSecond).toBe(10);
  const lateShare = await shareOfRate(30, queue);
  expect(lateShare.perSecond()).toBe(10);
  for (const { stop } of [share, lateShare]) stop();
  await connection.close();
  await rig.close();
});

it('a worker sends at all of the rate again as soon as another one has stopped', async () => {
  const rig = await openRig();
  const connection = await NativeConnection.connect({ address: inject('address') });
  const { namespace } = rig;
  const taskQueue = 'rate-share';
  const queue = { connection, namespace, taskQueue };
  const other = await Worker.create({
    ...queue,
    identity: '1@second-machine',
    activities: { deliver: async () => {} },
  });
  const done = other.run();
  await expect.poll(async () => perSecondNow(queue)).toBe(15);
  other.shutdown();
  await done;
  expect(await perSecondNow(queue)).toBe(30);
  await connection.close();
  await rig.close();
});

/** The share of a worker that begins now. */
async function perSecondNow(queue: Parameters<typeof shareOfRate>[1]): Promise<number> {
  const share = await shareOfRate(30, queue);
  share.stop();
  return share.perSecond();
}

/** Asks for notices as a worker does, for a minute. One process can't have two workers of the same queue. */
function askForWork({ agreements: { client }, namespace }: Rig, identity: string): void {
  const taskQueue = { name: taskQueues.notices };
  const poll = () => client.workflowService.pollActivityTaskQueue({ namespace, taskQueue, identity });
  // It is cut off when the rig closes.
  client.withDeadline(Date.now() + 60_000, poll).catch(() => {});
}
