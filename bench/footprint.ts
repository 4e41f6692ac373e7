// What a workflow leaves on the server, without what the skipping of its time adds.
import type { WorkflowHandle } from '@temporalio/client';

export type Footprint = {
  /** In its history. */
  events: number;
  /** Writes of its state. */
  transitions: number;
  /** What Temporal Cloud would bill. */
  actions: number;
  /** Those of the actions that are activities' heartbeats. */
  heartbeats: number;
  /** Of its history, encoded. */
  bytes: number;
};

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;
type HistoryEvent = NonNullable<History['events']>[number];

/** @param heartbeats how many reached the server while it ran: they leave no event. */
export async function footprintOf(handle: WorkflowHandle, heartbeats: number): Promise<Footprint> {
  const [{ events }, { raw }] = await Promise.all([handle.fetchHistory(), handle.describe()]);
  const all = events ?? [];
  const idle = idleTasks(all);
  const own = all.filter((event) => !isFastForward(event) && !isSkip(event) && !idle.has(taskOf(event)));
  // A skip is written together with what led to it; a fast-forward is a write of its own, a task's start and end are two.
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

/** A fast-forward that comes in the middle of a workflow task leads to another one, in which nothing happens. */
function idleTasks(events: HistoryEvent[]): Set<string | undefined> {
  const tasks = events.filter((event, index) => {
    const before = events[index - 1];
    return event.workflowTaskScheduledEventAttributes && before && isFastForward(before);
  });
  return new Set(tasks.map(taskOf));
}

/** The workflow task that an event is the schedule, start or end of, by the id of the first. */
function taskOf(event: HistoryEvent): string | undefined {
  const { workflowTaskStartedEventAttributes: start, workflowTaskCompletedEventAttributes: end } = event;
  const id = event.workflowTaskScheduledEventAttributes ? event.eventId : (start ?? end)?.scheduledEventId;
  return id?.toString();
}

/**
 * As of docs.temporal.io/cloud/actions: a workflow's start, each timer, each try of an activity, all local activities
 * of one workflow task together, each upsert of search attributes. Heartbeats are counted elsewhere; queries are not:
 * they come from who watches.
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

/** The client has events as protobuf messages, but does not export their class. */
function encodedSize(event: HistoryEvent): number {
  const type = event.constructor as unknown as { encode(message: HistoryEvent): { finish(): Uint8Array } };
  return type.encode(event).finish().length;
}
