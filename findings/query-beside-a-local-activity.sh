#!/usr/bin/env bash
# An update asks a local activity. A query comes in the same workflow task, and is being answered when the activity ends.
source "$(dirname "$0")/support/start.sh"
source "$support/temporal.sh"
temporal_packages
start_temporal

echo "guess: a query changes nothing, so the workflow's time in a replay is what it was."
cat > workflows.mjs <<'JS'
import * as wf from '@temporalio/workflow';
const { local } = wf.proxyLocalActivities({ startToCloseTimeout: '1m' });
const { repeat } = wf.proxyActivities({ startToCloseTimeout: '1m' });
export async function life() {
  let isOver = false;
  wf.setHandler(wf.defineQuery('busy'), (rounds) => {
    let sum = 0;
    for (let round = 0; round < rounds; round++) sum += round % 7;
    return sum;
  });
  wf.setHandler(wf.defineUpdate('ask'), async () => {
    await local(50);
    const id = new Date().toISOString();
    if ((await repeat(id)) !== id) await wf.sleep(1);
    isOver = true;
  });
  await wf.condition(() => isOver);
}
JS
cat > run.mjs <<'JS'
import { client, pause, replay, taskQueue, whileWorking } from './temporal.mjs';
const activities = { local: pause, repeat: async (id) => id };
for (const rounds of [0, 3e8]) {
  const workflowId = `life-${rounds}`;
  const handle = await client.workflow.start('life', { taskQueue, workflowId });
  await whileWorking(activities, () => handle.query('busy', 0));
  const asked = [handle.executeUpdate('ask')];
  await pause(300);
  if (rounds > 0) asked.push(handle.query('busy', rounds));
  await pause(300);
  await whileWorking(activities, async () => {
    await Promise.all(asked);
    await handle.result();
  });
  console.log(await replay('workflows.mjs', await handle.fetchHistory(), workflowId));
}
process.exit();
JS
node run.mjs > out.txt
found "an update alone" "replays" "$(sed -n 1p out.txt)"
found "an update and a query" "fails" "$(sed -n 2p out.txt)"
