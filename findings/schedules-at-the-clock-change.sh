#!/usr/bin/env bash
# A Schedule at 2:30 and one at 1:30 in New York, over the nights on which clocks change in 2036.
source "$(dirname "$0")/support/start.sh"
source "$support/temporal.sh"
temporal_packages
start_temporal

echo "guess: each day has one start, an hour off where that time isn't there, and the first of two where it comes twice."
cat > run.mjs <<'JS'
import { client, taskQueue } from './temporal.mjs';
const action = { type: 'startWorkflow', workflowType: 'any', taskQueue };
const starts = async (scheduleId, time) => {
  const spec = { calendars: [time], timezone: 'America/New_York', startAt: new Date('2036-01-01T00:00:00Z') };
  const schedule = await client.schedule.create({ scheduleId, spec, action, state: { paused: true } });
  const { nextActionTimes } = (await schedule.describe()).info;
  console.log(nextActionTimes.map((time) => time.toISOString().slice(5, 16)).filter((time) => time <= '11-04').slice(0, 4).join(' '));
};
await starts('spring', { month: 'MARCH', dayOfMonth: { start: 8, end: 10 }, hour: 2, minute: 30, year: 2036 });
await starts('fall', { month: 'NOVEMBER', dayOfMonth: { start: 1, end: 3 }, hour: 1, minute: 30, year: 2036 });
process.exit();
JS
node run.mjs > out.txt
found "2:30 on 8, 9 and 10 March (UTC)" "03-08T07:30 03-10T06:30" "$(sed -n 1p out.txt)"
found "1:30 on 1, 2 and 3 November (UTC)" "11-01T05:30 11-02T05:30 11-02T06:30 11-03T06:30" "$(sed -n 2p out.txt)"
