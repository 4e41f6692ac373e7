// What the Temporal findings share: a client of the server at $address, and a worker that says nothing.
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';

const { address } = process.env;
const logger = new DefaultLogger('ERROR', () => {});
Runtime.install({ logger, telemetryOptions: { logging: { filter: 'ERROR', forward: {} } } });

export const connection = await Connection.connect({ address });
export const client = new Client({ connection });
export const taskQueue = 'queue';
export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
export const bundle = (file) => bundleWorkflowCode({ workflowsPath: `${process.cwd()}/${file}`, logger });

/** Does that while a worker runs the workflows of workflows.mjs. */
export async function whileWorking(activities, act) {
  const native = await NativeConnection.connect({ address });
  const workflowBundle = await bundle('workflows.mjs');
  const worker = await Worker.create({ connection: native, taskQueue, workflowBundle, activities });
  await worker.runUntil(act);
  await native.close();
}

/** `replays`, or `fails`. */
export async function replay(file, history, workflowId) {
  try {
    await Worker.runReplayHistory({ workflowBundle: await bundle(file) }, history, workflowId);
    return 'replays';
  } catch {
    return 'fails';
  }
}
