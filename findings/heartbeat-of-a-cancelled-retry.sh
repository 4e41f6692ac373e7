#!/usr/bin/env bash
# An activity heartbeats what it has done, fails, and is cancelled while it waits for its next try.
source "$(dirname "$0")/support/start.sh"
source "$support/temporal.sh"
temporal_packages
start_temporal

echo "guess: the workflow, which waits for the end of the cancellation, gets the details of the last heartbeat."
cat > workflows.mjs <<'JS'
import * as wf from '@temporalio/workflow';
const { send } = wf.proxyActivities({
  startToCloseTimeout: '1m',
  heartbeatTimeout: '30s',
  cancellationType: wf.ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: '1m' },
});
export async function life() {
  const scope = new wf.CancellationScope();
  const end = scope.run(send).catch(({ cause }) => `${cause.name}: ${cause.details}`);
  await wf.sleep('3s');
  scope.cancel();
  return end;
}
JS
cat > run.mjs <<'JS'
import { heartbeat } from '@temporalio/activity';
import { client, pause, taskQueue, whileWorking } from './temporal.mjs';
async function send() {
  heartbeat('two messages sent');
  await pause(500);
  throw new Error('The connection broke.');
}
await whileWorking({ send }, async () => {
  const handle = await client.workflow.start('life', { taskQueue, workflowId: 'life' });
  await pause(2000);
  const [activity] = (await handle.describe()).raw.pendingActivities;
  console.log(Buffer.from(activity.heartbeatDetails?.payloads?.[0]?.data ?? []).toString());
  console.log(await handle.result());
});
process.exit();
JS
node run.mjs > out.txt
found "what the server has, before the cancellation" '"two messages sent"' "$(sed -n 1p out.txt)"
found "what the workflow gets" "CancelledFailure: ACTIVITY_ID_NOT_STARTED" "$(sed -n 2p out.txt)"
