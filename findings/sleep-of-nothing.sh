#!/usr/bin/env bash
# A workflow sleeps for no time, and for less than none: until an instant that has passed.
source "$(dirname "$0")/support/start.sh"
source "$support/temporal.sh"
temporal_packages
start_temporal

echo "guess: a sleep of 0 or of -5 s is over at once, within some milliseconds."
cat > workflows.mjs <<'JS'
import { sleep } from '@temporalio/workflow';
export async function naps() {
  const began = Date.now();
  await sleep(0);
  const then = Date.now();
  await sleep(-5000);
  return [then - began, Date.now() - then];
}
JS
cat > run.mjs <<'JS'
import { client, taskQueue, whileWorking } from './temporal.mjs';
await whileWorking({}, async () => {
  for (const milliseconds of await client.workflow.execute('naps', { taskQueue, workflowId: 'naps' }))
    console.log(milliseconds >= 900 ? 'about a second or more' : 'less', milliseconds);
});
process.exit();
JS
node run.mjs > out.txt
cat out.txt
found "sleep(0) takes" "about a second or more" "$(sed -n '1s/ [0-9]*$//p' out.txt)"
found "sleep(-5000) takes" "about a second or more" "$(sed -n '2s/ [0-9]*$//p' out.txt)"
