#!/usr/bin/env bash
# A Schedule hands a run the result of the run before. Two runs are triggered with trigger(), and two with trigger(SKIP).
source "$(dirname "$0")/support/start.sh"
source "$support/temporal.sh"
temporal_packages
start_temporal

echo "guess: the second run has the result of the first, however it was triggered, because the Schedule's policy is SKIP."
cat > workflows.mjs <<'JS'
import { workflowInfo } from '@temporalio/workflow';
export const counting = async () => (workflowInfo().lastResult ?? 0) + 1;
JS
cat > run.mjs <<'JS'
import { ScheduleOverlapPolicy } from '@temporalio/client';
import { client, pause, taskQueue, whileWorking } from './temporal.mjs';
const second = async (scheduleId, overlap) => {
  const schedule = await client.schedule.create({
    scheduleId,
    spec: {},
    action: { type: 'startWorkflow', workflowType: 'counting', taskQueue },
    policies: { overlap: ScheduleOverlapPolicy.SKIP },
  });
  let result;
  for (const number of [1, 2]) {
    await schedule.trigger(overlap);
    let runs = [];
    while (runs.length < number) {
      await pause(200);
      runs = (await schedule.describe()).info.recentActions;
    }
    result = await client.workflow.result(runs.at(-1).action.workflow.workflowId);
    await pause(1500);
  }
  console.log(result);
};
await whileWorking({}, async () => {
  await second('plain');
  await second('skip', ScheduleOverlapPolicy.SKIP);
});
process.exit();
JS
node run.mjs > out.txt
found "the second run after trigger()" "1" "$(sed -n 1p out.txt)"
found "the second run after trigger(SKIP)" "2" "$(sed -n 2p out.txt)"
