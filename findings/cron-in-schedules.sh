#!/usr/bin/env bash
# The cron expression `0 9 13 * 5`, for a workflow's cronSchedule and for a Schedule.
source "$(dirname "$0")/support/start.sh"
source "$support/temporal.sh"
temporal_packages
start_temporal

echo "guess: both start at 9:00 on each 13th and on each Friday, for cron joins the two with or when both are given."
cat > run.mjs <<'JS'
import { client, taskQueue } from './temporal.mjs';
const cron = '0 9 13 * 5';
const workflow = await client.workflow.start('any', { taskQueue, workflowId: 'by-cron', cronSchedule: cron });
const { executionTime } = await workflow.describe();
const action = { type: 'startWorkflow', workflowType: 'any', taskQueue };
const schedule = await client.schedule.create({ scheduleId: 'by-schedule', spec: { cronExpressions: [cron] }, action, state: { paused: true } });
const { nextActionTimes } = (await schedule.describe()).info;
const days = (time) => Math.round((time - Date.now()) / 86_400_000);
const isFriday13th = (time) => time.getUTCDay() === 5 && time.getUTCDate() === 13;
console.log(days(executionTime) <= 7 ? 'within a week' : 'later');
console.log(nextActionTimes.every(isFriday13th) ? 'Fridays the 13th only' : 'other days too');
console.log(executionTime.toISOString(), nextActionTimes[0].toISOString());
process.exit();
JS
node run.mjs > out.txt
found "cronSchedule starts next" "within a week" "$(sed -n 1p out.txt)"
found "a Schedule starts on" "Fridays the 13th only" "$(sed -n 2p out.txt)"
echo "  next: $(sed -n 3p out.txt)"
