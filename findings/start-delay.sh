#!/usr/bin/env bash
# A workflow is to start in an hour. Before that it gets a signal, or an update.
source "$(dirname "$0")/support/start.sh"
source "$support/temporal.sh"
temporal_packages
start_temporal

echo "guess: both wait for the start, or both bring it about."
cat > workflows.mjs <<'JS'
import * as wf from '@temporalio/workflow';
export async function life() {
  wf.setHandler(wf.defineSignal('note'), () => {});
  wf.setHandler(wf.defineUpdate('renew'), () => 'renewed');
  await wf.condition(() => false);
}
JS
cat > run.mjs <<'JS'
import { client, pause, taskQueue, whileWorking } from './temporal.mjs';
const delayed = (workflowId) => client.workflow.start('life', { taskQueue, workflowId, startDelay: '1h' });
const isRunning = async (handle) => {
  const { events } = await handle.fetchHistory();
  return events.some(({ workflowTaskCompletedEventAttributes: task }) => task) ? 'runs' : 'still waits';
};
await whileWorking({}, async () => {
  const signaled = await delayed('signaled');
  await signaled.signal('note');
  await pause(3000);
  console.log(await isRunning(signaled));
  const updated = await delayed('updated');
  console.log(await Promise.race([updated.executeUpdate('renew'), pause(10_000)]));
  console.log(await isRunning(updated));
});
process.exit();
JS
node run.mjs > out.txt
found "three seconds after a signal the workflow" "still waits" "$(sed -n 1p out.txt)"
found "an update answers" "renewed" "$(sed -n 2p out.txt)"
found "and the workflow" "runs" "$(sed -n 3p out.txt)"
