// Empty workflows whose timers fire before a worker starts cold.
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

/** @returns how many of them are carried out each second */
export async function emptyWorkflows(ground: Ground, count: number): Promise<number> {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }) } },
    shutdownSignals: [],
  });
  const connection = await NativeConnection.connect({ address: ground.address });
  const workflowBundle = await bundleWorkflowCode({
    workflowsPath: join(import.meta.dirname, 'empty.ts'),
    logger: new DefaultLogger('ERROR'),
  });
  const carriedOut: number[] = [];
  const startWorker = async () => {
    const worker = await Worker.create({
      ...{ connection, namespace: ground.namespace, taskQueue, workflowBundle, maxCachedWorkflows: 1000 },
      activities: { nothing: async () => void carriedOut.push(Date.now()) },
    });
    const done = worker.run();
    return async () => {
      worker.shutdown();
      await done;
    };
  };

  const ids = Array.from({ length: count }, (_, number) => `empty-${number}`);
  const stopFirst = await startWorker();
  await pMap(ids, (workflowId) => waiting(ground, workflowId), { concurrency: 50 });
  await stopFirst();
  await ground.runAhead(ids, 25 * 3_600_000);
  const stop = await startWorker();
  while (carriedOut.length < count) {
    ground.interruption.throwIfAborted();
    await pause(100);
  }
  await stop();
  await connection.close();
  return perSecond(carriedOut);
}

/** Starts one, and waits until its timer runs: a query is answered after the first workflow task. */
async function waiting({ client }: Ground, workflowId: string): Promise<void> {
  await client.workflow.start('empty', { workflowId, taskQueue });
  await client.workflow.getHandle(workflowId).query('__stack_trace');
}
