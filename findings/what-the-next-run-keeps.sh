#!/usr/bin/env bash
# A workflow with a summary, details, a memo and a search attribute continues as new; an update is repeated with its id.
source "$(dirname "$0")/support/start.sh"
source "$support/temporal.sh"
temporal_packages
start_temporal

echo "guess: the next run has all four, and the repeated update answers as it did: nothing is done twice."
cat > workflows.mjs <<'JS'
import * as wf from '@temporalio/workflow';
export async function life(run = 1) {
  let isOver = false;
  wf.setHandler(wf.defineUpdate('renew'), () => `done in run ${run}`);
  wf.setHandler(wf.defineSignal('go-on'), () => {
    isOver = true;
  });
  await wf.condition(() => isOver);
  await wf.continueAsNew(run + 1);
}
JS
cat > run.mjs <<'JS'
import { defineSearchAttributeKey } from '@temporalio/common';
import { client, connection, pause, taskQueue, whileWorking } from './temporal.mjs';
await connection.operatorService.addSearchAttributes({ namespace: 'default', searchAttributes: { AgencyId: 2 } });
await pause(1500);
const typedSearchAttributes = [{ key: defineSearchAttributeKey('AgencyId', 'KEYWORD'), value: 'agency.example' }];
const options = { staticSummary: 'A summary', staticDetails: 'Details', memo: { note: 'A memo' }, typedSearchAttributes };
const handle = await client.workflow.start('life', { taskQueue, workflowId: 'life', ...options });
const said = async () => {
  const run = await client.workflow.getHandle('life').describe();
  return [await run.staticSummary(), await run.staticDetails(), run.memo?.note, run.searchAttributes.AgencyId?.[0]].join(', ');
};
const renew = () => client.workflow.getHandle('life').executeUpdate('renew', { updateId: 'the-same' });
await whileWorking({}, async () => {
  console.log(await said());
  console.log(`${await renew()}, ${await renew()}`);
  const { runId } = await handle.describe();
  await handle.signal('go-on');
  while ((await client.workflow.getHandle('life').describe()).runId === runId) await pause(100);
  console.log(await said());
  console.log(await renew());
});
process.exit();
JS
node run.mjs > out.txt
found "first run" "A summary, Details, A memo, agency.example" "$(sed -n 1p out.txt)"
found "the same update twice" "done in run 1, done in run 1" "$(sed -n 2p out.txt)"
found "next run" ", , A memo, agency.example" "$(sed -n 3p out.txt)"
found "the same update once more" "done in run 2" "$(sed -n 4p out.txt)"
