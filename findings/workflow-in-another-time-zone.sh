#!/usr/bin/env bash
# A workflow asks for the day of the month. Its history is then replayed on a machine in another time zone.
source "$(dirname "$0")/support/start.sh"
source "$support/temporal.sh"
temporal_packages
start_temporal

echo "guess: the sandbox, which replaces Date and Math.random, gives workflows the same time zone everywhere."
cat > workflows.mjs <<'JS'
import { proxyActivities } from '@temporalio/workflow';
const { early, late } = proxyActivities({ startToCloseTimeout: '1m' });
export async function lastDay() {
  const ends = new Date('2026-11-27T02:00:00Z');
  await (ends.getDate() === 27 ? late() : early());
}
JS
cat > run.mjs <<'JS'
import { writeFileSync } from 'node:fs';
import proto from '@temporalio/proto';
import { client, taskQueue, whileWorking } from './temporal.mjs';
await whileWorking({ early: () => {}, late: () => {} }, async () => {
  await client.workflow.execute('lastDay', { taskQueue, workflowId: 'last-day' });
});
const history = await client.workflow.getHandle('last-day').fetchHistory();
writeFileSync('history.bin', proto.temporal.api.history.v1.History.encode(history).finish());
process.exit();
JS
cat > replay.mjs <<'JS'
import { readFileSync } from 'node:fs';
import proto from '@temporalio/proto';
import { replay } from './temporal.mjs';
const history = proto.temporal.api.history.v1.History.decode(readFileSync('history.bin'));
console.log(await replay('workflows.mjs', history, 'last-day'));
process.exit();
JS
TZ=UTC node run.mjs
found "replayed with TZ=UTC" "replays" "$(TZ=UTC node replay.mjs)"
found "replayed with TZ=America/New_York" "fails" "$(TZ=America/New_York node replay.mjs)"
