// Empty workflows: how many are started, and how many are carried out once their timers have fired.
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  bundleWorkflowCode,
  DefaultLogger,
  makeTelemetryFilterString,
  NativeConnection,
  Runtime,
  Worker,
} from '@temporalio/worker';
import pMap from 'p-map';
import type { Ground } from './ground.ts';
import { perSecond } from './rates.ts';

const taskQueue = 'empty';

type EmptyWorker = { carriedOut: number[]; start(): Promise<() => Promise<void>>; close(): Promise<void> };

/** A worker for empty workflows in this process: `start` starts it, and gives what stops it. */
async function emptyWorker({ address, namespace }: Ground): Promise<EmptyWorker> {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }) } },
    shutdownSignals: [],
  });
  const connection = await NativeConnection.connect({ address });
  const workflowBundle = await bundleWorkflowCode({
    workflowsPath: join(import.meta.dirname, 'empty.ts'),
    logger: new DefaultLogger('ERROR'),
  });
  const carriedOut: number[] = [];
  return {
    carriedOut,
    async start() {
      const worker = await Worker.create({
        ...{ connection, namespace, taskQueue, workflowBundle, maxCachedWorkflows: 1000 },
        activities: { nothing: async () => void carriedOut.push(Date.now()) },
      });
      const done = worker.run();
      return async () => {
        worker.shutdown();
        await done;
      };
    },
    close: () => connection.close(),
  };
}

/** Lets their timers fire before a worker starts cold. @returns how many of them are carried out each second */
export async function stormOfEmpty(ground: Ground, count: number): Promise<number> {
  const worker = await emptyWorker(ground);
  const { carriedOut } = worker;
  const ids = Array.from({ length: count }, (_, number) => `empty-${number}`);
  const stopFirst = await worker.start();
  await pMap(ids, (workflowId) => startedAndQueried(ground, workflowId), { concurrency: 50 });
  await stopFirst();
  await ground.runAhead(ids, 25 * 3_600_000);
  const stop = await worker.start();
  while (carriedOut.length < count) {
    ground.interruption.throwIfAborted();
    await pause(100);
  }
  await stop();
  await worker.close();
  return perSecond(carriedOut);
}

/** @returns how many of them are started and queried once each second, so many at a time */
export async function startsOfEmpty(ground: Ground, count: number, concurrency: number): Promise<number> {
  const worker = await emptyWorker(ground);
  const stop = await worker.start();
  await startedAndQueried(ground, 'warm-up');
  const begun = Date.now();
  await pMap(Array(count).keys(), (number) => startedAndQueried(ground, `empty-${number}`), { concurrency });
  const seconds = (Date.now() - begun) / 1000;
  await stop();
  await worker.close();
  return count / seconds;
}

/** Starts one, and waits until its timer runs: a query is answered after the first workflow task. */
async function startedAndQueried({ client }: Ground, workflowId: string): Promise<void> {
  await client.workflow.start('empty', { workflowId, taskQueue });
  await client.workflow.getHandle(workflowId).query('__stack_trace');
}
