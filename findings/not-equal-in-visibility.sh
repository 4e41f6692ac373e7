#!/usr/bin/env bash
# Lists of workflows by what a search attribute is not; one workflow has none of the attributes.
source "$(dirname "$0")/support/start.sh"
source "$support/temporal.sh"
temporal_packages
start_temporal

echo "guess: != treats workflows without the attribute alike, whether it is a Keyword or a KeywordList."
cat > run.mjs <<'JS'
import { defineSearchAttributeKey } from '@temporalio/common';
import { client, connection, pause, taskQueue } from './temporal.mjs';
await connection.operatorService.addSearchAttributes({ namespace: 'default', searchAttributes: { Phase: 2, Issues: 7 } });
await pause(1500);
const [phase, issues] = [defineSearchAttributeKey('Phase', 'KEYWORD'), defineSearchAttributeKey('Issues', 'KEYWORD_LIST')];
const start = (workflowId, ...typedSearchAttributes) =>
  client.workflow.start('any', { taskQueue, workflowId, typedSearchAttributes });
await start('same', { key: phase, value: 'renewal' }, { key: issues, value: ['bounce'] });
await start('other', { key: phase, value: 'standard' }, { key: issues, value: ['late'] });
await start('without');
await pause(2000);
for (const query of ['Phase != "renewal"', 'Issues != "bounce"', 'Phase NOT IN ("renewal", "x")', 'Issues NOT IN ("bounce", "x")']) {
  const ids = [];
  for await (const { workflowId } of client.workflow.list({ query })) ids.push(workflowId);
  console.log(ids.sort().join(' '));
}
process.exit();
JS
node run.mjs > out.txt
found 'Phase != "renewal" (Keyword)' "other" "$(sed -n 1p out.txt)"
found 'Issues != "bounce" (KeywordList)' "other without" "$(sed -n 2p out.txt)"
found 'Phase NOT IN …' "other" "$(sed -n 3p out.txt)"
found 'Issues NOT IN …' "other without" "$(sed -n 4p out.txt)"
