#!/usr/bin/env bash
# Sends eleven updates at once to a workflow that nobody works on, and waits up to 8 seconds.
source "$(dirname "$0")/support/start.sh"
source "$support/temporal.sh"
temporal_packages
start_temporal

echo "guess: the eleventh, one more than the server takes, is refused at once, and the error says so."
cat > run.mjs <<'JS'
import { client, connection, pause, taskQueue } from './temporal.mjs';
await client.workflow.start('any', { taskQueue, workflowId: 'busy' });
const began = Date.now();
const update = () =>
  connection.withDeadline(began + 8000, () => client.workflow.getHandle('busy').executeUpdate('any'));
const first = Array.from({ length: 10 }, () => update().catch(() => {}));
await pause(1000);
const error = await update().catch((error) => error);
console.log(Date.now() - began > 7000 ? 'at the deadline' : 'at once');
console.log(error.cause.code === 4 ? 'DEADLINE_EXCEEDED' : error.cause.code);
await Promise.all(first);
process.exit();
JS
node run.mjs > out.txt
found "it is refused" "at the deadline" "$(sed -n 1p out.txt)"
found "with" "DEADLINE_EXCEEDED" "$(sed -n 2p out.txt)"
