// The cost of a workflow for the server, without the cost of skipping time.
import type { WorkflowHandle } from '@temporalio/client';

export type Footprint = {
  /** Events in its history. */
  events: number;
  /** State transitions: how often its state was written. */
  transitions: number;
  /** Actions that Temporal Cloud would bill. */
  actions: number;
  /** How many of the actions are heartbeats of activities. */
  heartbeats: number;
  /** The size of its encoded history. */
  bytes: number;
};

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;
type HistoryEvent = NonNullable<History['events']>[number];

/** @param heartbeats how many reached the server while the workflow ran, because the history has no event for them */
export async function footprintOf(handle: WorkflowHandle, heartbeats: number): Promise<Footprint> {
  const [{ events }, { raw }] = await Promise.all([handle.fetchHistory(), handle.describe()]);
  const all = events ?? [];
  const idle = idleTasks(all);
  const own = all.filter((event) => !isFastForward(event) && !isSkip(event) && !idle.has(taskOf(event)));
  // A skip is written together with its cause. A fast-forward is one write; the start and the end of a task are two.
  const skipping = all.filter(isFastForward).length + 2 * idle.size;
  return {
    events: own.length,
    transitions: Number(raw.workflowExecutionInfo?.stateTransitionCount) - skipping,
    actions: actionsIn(own) + heartbeats,
    heartbeats,
    bytes: own.reduce((sum, event) => sum + encodedSize(event), 0),
  };
}

function isFastForward(event: HistoryEvent): boolean {
  return Boolean(event.workflowExecutionOptionsUpdatedEventAttributes);
}

function isSkip(event: HistoryEvent): boolean {
  return Boolean(event.workflowExecutionTimeSkippingTransitionedEventAttributes);
}

/** A fast-forward in the middle of a workflow task causes another task, in which nothing happens. */
function idleTasks(events: HistoryEvent[]): Set<string | undefined> {
  const tasks = events.filter((event, index) => {
    const before = events[index - 1];
    return event.workflowTaskScheduledEventAttributes && before && isFastForward(before);
  });
  return new Set(tasks.map(taskOf));
}

/** The workflow task that an event schedules, starts or ends, by the id of the first of these events. */
function taskOf(event: HistoryEvent): string | undefined {
  const { workflowTaskStartedEventAttributes: start, workflowTaskCompletedEventAttributes: end } = event;
  const id = event.workflowTaskScheduledEventAttributes ? event.eventId : (start ?? end)?.scheduledEventId;
  return id?.toString();
}

/**
 * Following docs.temporal.io/cloud/actions: a workflow's start, each timer, each try of an activity, all local
 * activities of one workflow task together, and each upsert of search attributes. Heartbeats are counted separately.
 * Queries are not counted, because they depend on who looks at the agreement.
 */
function actionsIn(events: HistoryEvent[]): number {
  const localActivities = new Set<string>();
  let actions = 0;
  for (const event of events) {
    const marker = event.markerRecordedEventAttributes;
    if (marker) localActivities.add(String(marker.workflowTaskCompletedEventId));
    const isAction =
      event.workflowExecutionStartedEventAttributes ||
      event.timerStartedEventAttributes ||
      event.upsertWorkflowSearchAttributesEventAttributes;
    if (isAction) actions += 1;
    actions += event.activityTaskStartedEventAttributes?.attempt ?? 0;
  }
  return actions + localActivities.size;
}

/** The client's events are protobuf messages, but it does not export their class. */
function encodedSize(event: HistoryEvent): number {
  const type = event.constructor as unknown as { encode(message: HistoryEvent): { finish(): Uint8Array } };
  return type.encode(event).finish().length;
}
