#!/usr/bin/env bash
# Workers of a version and workers of none run beside each other. The version is made current, and then no version is.
source "$(dirname "$0")/support/start.sh"
source "$support/temporal.sh"
temporal_packages
start_temporal

echo "guess: from then on, workers of no version do the tasks of a workflow, as those of a version did after it was made current."
cat > workflows.mjs <<'JS'
import * as wf from '@temporalio/workflow';
export async function life() {
  wf.setHandler(wf.defineUpdate('work'), () => 'done');
  await wf.condition(() => false);
}
JS
cat > run.mjs <<'JS'
import { NativeConnection, Worker } from '@temporalio/worker';
import { bundle, client, connection, pause, taskQueue } from './temporal.mjs';
const native = await NativeConnection.connect({ address: process.env.address });
const workflowBundle = await bundle('workflows.mjs');
const version = { deploymentName: 'example', buildId: 'one' };
const begin = async (options) => {
  const worker = await Worker.create({ connection: native, taskQueue, workflowBundle, ...options });
  return { worker, done: worker.run() };
};
const workerDeploymentOptions = { version, useWorkerVersioning: true, defaultVersioningBehavior: 'AUTO_UPGRADE' };
const unversioned = await begin({ identity: 'unversioned' });
const versioned = await begin({ identity: 'versioned', workerDeploymentOptions });
const makeCurrent = async (buildId) => {
  const asked = { namespace: 'default', deploymentName: 'example', buildId };
  for (;;) {
    try {
      await connection.workflowService.setWorkerDeploymentCurrentVersion(asked);
      return pause(3000);
    } catch {
      await pause(500);
    }
  }
};
const handle = await client.workflow.start('life', { taskQueue, workflowId: 'life' });
const whoWorks = async () => {
  const executed = await handle.executeUpdate('work').then(() => handle.fetchHistory());
  return executed.events.findLast((event) => event.workflowTaskCompletedEventAttributes).workflowTaskCompletedEventAttributes.identity;
};
const several = async () => [await whoWorks(), await whoWorks(), await whoWorks()].join(', ');
await makeCurrent('one');
console.log(await several());
await makeCurrent('');
console.log(await several());
versioned.worker.shutdown();
await versioned.done;
console.log(await several());
process.exit();
JS
node run.mjs > out.txt
found "after the version was made current" "versioned, versioned, versioned" "$(sed -n 1p out.txt)"
found "after no version was" "versioned, versioned, versioned" "$(sed -n 2p out.txt)"
found "after the workers of the version stopped" "unversioned, unversioned, unversioned" "$(sed -n 3p out.txt)"
