#!/usr/bin/env bash
# Compares a search attribute with the very instant that it has.
source "$(dirname "$0")/support/start.sh"
source "$support/temporal.sh"
temporal_packages
start_temporal

echo "guess: =, <= and >= find a workflow by the instant of its attribute, < and > don't."
cat > run.mjs <<'JS'
import { defineSearchAttributeKey } from '@temporalio/common';
import { client, connection, pause, taskQueue } from './temporal.mjs';
await connection.operatorService.addSearchAttributes({ namespace: 'default', searchAttributes: { Ends: 6 } });
await pause(1500);
const key = defineSearchAttributeKey('Ends', 'DATETIME');
for (const [workflowId, at] of [['whole', '2027-01-01T00:00:00Z'], ['parts', '2028-01-01T00:00:00.123Z']]) {
  await client.workflow.start('any', { taskQueue, workflowId, typedSearchAttributes: [{ key, value: new Date(at) }] });
  await pause(1000);
  const found = [];
  for (const operator of ['=', '<=', '>=', '<', '>'])
    if ((await client.workflow.count(`WorkflowId = "${workflowId}" AND Ends ${operator} "${at}"`)).count > 0)
      found.push(operator);
  console.log(found.join(' '));
}
process.exit();
JS
node run.mjs > out.txt
found "a whole second is found by" ">= >" "$(sed -n 1p out.txt)"
found "with milliseconds that end in no zero, by" "= <= >=" "$(sed -n 2p out.txt)"
