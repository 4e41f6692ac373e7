#!/usr/bin/env bash
# Durations as the SDK takes them in text: a year, and M for months as in ISO 8601.
source "$(dirname "$0")/support/start.sh"
source "$support/temporal.sh"
temporal_packages
start_temporal

echo "guess: 1y is a year of 365 days or of the calendar, 1M a month or refused, and an interval counts from when the Schedule was made."
cat > run.mjs <<'JS'
import { msToNumber } from '@temporalio/common/lib/time.js';
import { client, taskQueue } from './temporal.mjs';
console.log(msToNumber('1y') / 86_400_000);
console.log(msToNumber('1M') / 60_000);
const action = { type: 'startWorkflow', workflowType: 'any', taskQueue };
const starts = async (scheduleId, every) => {
  const spec = { intervals: [{ every }], startAt: new Date('2036-06-15T09:00:00Z') };
  const schedule = await client.schedule.create({ scheduleId, spec, action, state: { paused: true } });
  const { nextActionTimes } = (await schedule.describe()).info;
  console.log(nextActionTimes.slice(0, 3).map((time) => time.toISOString().slice(0, 16)).join(' '));
};
await starts('yearly', '1y');
await starts('every-30-days', '30d');
process.exit();
JS
node run.mjs > out.txt
found "days in 1y" 365.25 "$(sed -n 1p out.txt)"
found "minutes in 1M" 1 "$(sed -n 2p out.txt)"
found "every 1y, from 2036-06-15T09:00 on" "2036-12-31T18:00 2038-01-01T00:00 2039-01-01T06:00" "$(sed -n 3p out.txt)"
found "every 30d, from then on" "2036-07-13T00:00 2036-08-12T00:00 2036-09-11T00:00" "$(sed -n 4p out.txt)"
