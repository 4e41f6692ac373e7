#!/usr/bin/env bash
# A workflow waits for a local activity for longer than a workflow task may take, and an ordinary activity ends meanwhile.
source "$(dirname "$0")/support/start.sh"
source "$support/temporal.sh"
temporal_packages
start_temporal

echo "guess: a replay of the same code sees the two ends one after the other, as the workflow did."
cat > workflows.mjs <<'JS'
import * as wf from '@temporalio/workflow';
const { ordinary } = wf.proxyActivities({ startToCloseTimeout: '1m' });
const { local } = wf.proxyLocalActivities({ startToCloseTimeout: '1m' });
export async function life(seconds) {
  let ended = 0;
  ordinary(3).then(() => ended++);
  wf.sleep('1s').then(() => local(seconds)).then(() => ended++);
  for (let seen = 0; seen < 2; ) {
    await wf.condition(() => ended > seen);
    seen = ended;
    wf.upsertMemo({ seen });
  }
}
JS
cat > run.mjs <<'JS'
import { client, pause, replay, taskQueue, whileWorking } from './temporal.mjs';
const wait = (seconds) => pause(seconds * 1000);
for (const seconds of [4, 10]) {
  const workflowId = `life-${seconds}`;
  await whileWorking({ ordinary: wait, local: wait }, async () => {
    await client.workflow.execute('life', { taskQueue, workflowId, args: [seconds] });
  });
  const history = await client.workflow.getHandle(workflowId).fetchHistory();
  console.log(await replay('workflows.mjs', history, workflowId));
}
process.exit();
JS
node run.mjs > out.txt
found "a local activity of 4 seconds" "replays" "$(sed -n 1p out.txt)"
found "a local activity of 10 seconds" "fails" "$(sed -n 2p out.txt)"
