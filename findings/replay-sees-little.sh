#!/usr/bin/env bash
# A workflow's history is replayed against changed code, as before a release.
source "$(dirname "$0")/support/start.sh"
source "$support/temporal.sh"
temporal_packages
start_temporal

echo "guess: a replay fails when the workflow would now write to somebody else, wait for longer, refuse what it took, or go on as another."
cat > workflows.mjs <<'JS'
import * as wf from '@temporalio/workflow';
const { notice, other } = wf.proxyActivities({ startToCloseTimeout: '1m', taskQueue: 'queue' });
export async function life() {
  wf.setHandler(wf.defineUpdate('renew'), () => 'renewed');
  await notice('olive@agency.example');
  await wf.sleep('2s');
  if (wf.workflowInfo().continuedFromExecutionRunId) return 'over';
  await wf.makeContinueAsNewFunc({ workflowType: 'life' })();
}
JS
cat > run.mjs <<'JS'
import { readFileSync, writeFileSync } from 'node:fs';
import { client, replay, taskQueue, whileWorking } from './temporal.mjs';
let history;
await whileWorking({ notice: () => 'sent' }, async () => {
  const { firstExecutionRunId, ...handle } = await client.workflow.start('life', { taskQueue, workflowId: 'life' });
  await handle.executeUpdate('renew');
  await handle.result();
  history = await client.workflow.getHandle('life', firstExecutionRunId).fetchHistory();
});
const code = readFileSync('workflows.mjs', 'utf8');
const changes = {
  'nothing': ['', ''],
  'another recipient': ['olive@agency.example', 'rowan@agency.example'],
  'another task queue': ["taskQueue: 'queue'", "taskQueue: 'elsewhere'"],
  'a wait of 300 days': ["'2s'", "'300d'"],
  'the update refused': ["'renewed'", "{ throw wf.ApplicationFailure.nonRetryable('No') }"],
  'goes on as another type': ["workflowType: 'life'", "workflowType: 'another'"],
  'another activity': ["await notice", "await other"],
};
for (const [name, [from, to]] of Object.entries(changes)) {
  writeFileSync('changed.mjs', code.replace(from, to));
  console.log(`${name}: ${await replay('changed.mjs', history, 'life')}`);
}
process.exit();
JS
node run.mjs > out.txt
line=0
while IFS=: read -r change expected; do
  line=$((line + 1))
  found "$change" "$expected" "$(sed -n "${line}s/.*: //p" out.txt)"
done <<'LIST'
nothing:replays
another recipient:replays
another task queue:replays
a wait of 300 days:replays
the update refused:replays
goes on as another type:replays
another activity:fails
LIST
