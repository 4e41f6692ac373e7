#!/usr/bin/env bash
# Looks up workflows by texts with quotes and backslashes, in each way to write them in a query.
source "$(dirname "$0")/support/start.sh"
source "$support/temporal.sh"
temporal_packages
start_temporal

echo 'guess: some way to quote finds each text, and no other one.'
cat > run.mjs <<'JS'
import { defineSearchAttributeKey } from '@temporalio/common';
import { client, connection, pause, taskQueue } from './temporal.mjs';
await connection.operatorService.addSearchAttributes({ namespace: 'default', searchAttributes: { Agency: 2 } });
await pause(1500);
const key = defineSearchAttributeKey('Agency', 'KEYWORD');
const texts = ["o'hare", 'say "x"', 'a\\b', 'a\\\\b', "'quoted'"];
for (const [number, value] of texts.entries())
  await client.workflow.start('any', { taskQueue, workflowId: `${number}`, typedSearchAttributes: [{ key, value }] });
await pause(2000);
const ways = [
  (text) => `"${text.replace(/["\\]/g, '\\$&')}"`,
  (text) => `'${text.replace(/['\\]/g, '\\$&')}'`,
  (text) => `"${text.replaceAll('"', '""')}"`,
  (text) => `'${text.replaceAll("'", "''")}'`,
];
for (const [number, text] of texts.entries()) {
  const found = new Set();
  for (const way of ways)
    for await (const { workflowId } of client.workflow.list({ query: `Agency = ${way(text)}` })) found.add(workflowId);
  const others = [...found].filter((id) => id !== `${number}`).map((id) => texts[id]);
  console.log(`${found.has(`${number}`) ? 'itself' : 'not itself'}${others.length ? `, but ${others}` : ''}`);
}
process.exit();
JS
node run.mjs > out.txt
found "o'hare finds" "itself" "$(sed -n 1p out.txt)"
found 'say "x" finds' "not itself" "$(sed -n 2p out.txt)"
found 'a\b finds' 'itself, but a\\b' "$(sed -n 3p out.txt)"
found 'a\\b finds' "itself" "$(sed -n 4p out.txt)"
found "'quoted' finds" "not itself" "$(sed -n 5p out.txt)"
