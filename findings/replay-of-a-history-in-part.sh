#!/usr/bin/env bash
# Histories that are not whole are replayed: of a workflow that no worker has begun, and with events left out.
source "$(dirname "$0")/support/start.sh"
source "$support/temporal.sh"
temporal_packages protobufjs@8.8.1

echo "guess: a replay of a history that can't be replayed fails with an error."
cat > workflows.mjs <<'JS'
export async function life() {}
JS
cat > run.mjs <<'JS'
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker } from '@temporalio/worker';
const logger = new DefaultLogger('ERROR', () => {});
Runtime.install({ logger, telemetryOptions: { logging: { filter: 'ERROR', forward: {} } } });
const workflowBundle = await bundleWorkflowCode({ workflowsPath: `${process.cwd()}/workflows.mjs`, logger });
const at = '2026-09-01T12:00:00Z';
const event = (eventId, eventType, attributes) => ({ eventId, eventType: `EVENT_TYPE_${eventType}`, eventTime: at, ...attributes });
const queue = { name: 'queue', kind: 'TASK_QUEUE_KIND_NORMAL' };
const started = event('1', 'WORKFLOW_EXECUTION_STARTED', {
  workflowExecutionStartedEventAttributes: {
    ...{ workflowType: { name: 'life' }, taskQueue: queue, attempt: 1 },
    originalExecutionRunId: '01a21958-0cff-7320-be4e-b747c5001246',
  },
});
const scheduled = (id) => event(id, 'WORKFLOW_TASK_SCHEDULED', { workflowTaskScheduledEventAttributes: { taskQueue: queue, attempt: 1 } });
const histories = {
  'its start alone': [started],
  'its start and a first task': [started, scheduled('2')],
  'no start': [scheduled('2')],
};
const name = process.argv[2];
const seconds = (count) => new Promise((resolve) => setTimeout(() => resolve('no answer in 20 seconds'), count * 1000));
const replay = Worker.runReplayHistory({ workflowBundle }, { events: histories[name] }, 'life').then(
  () => 'replays',
  () => 'fails',
);
console.log(await Promise.race([replay, seconds(20)]));
process.exit();
JS
tried() {
  found "$1" "$2" "$(node run.mjs "$1" 2> /dev/null)"
}
tried 'its start alone' 'no answer in 20 seconds'
tried 'its start and a first task' 'replays'
tried 'no start' 'no answer in 20 seconds'
