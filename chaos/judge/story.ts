// What an agreement's events tell: its clock, its commands, and which message carries out what.
import type { Agreement, HistoryEvent, Receipt } from './evidence.ts';

/** A receipt, and the obligation that it is about. */
export type Told = Receipt & { obligation: string };

/**
 * The agreement's own time at an instant of the machine. Its clock runs like the machine's, and jumps ahead at each event
 * that says so.
 */
export function ownTime({ events }: Agreement, instant: number): number {
  let ahead = 0;
  for (const event of events) {
    if (event.at - ahead > instant) break;
    // Without a target, skipping has only ended.
    if (event.is === 'workflowExecutionTimeSkippingTransitioned' && event.has.targetTime)
      ahead += Math.max(0, Date.parse(event.has.targetTime) - event.at);
  }
  return instant + ahead;
}

/** The commands that it took, in order. */
export function commandsOf({ events }: Agreement): { at: number; type: string; clock?: string }[] {
  return events
    .filter(({ is }) => is === 'workflowExecutionUpdateAccepted')
    .flatMap(({ at, has }) => {
      const { name, args } = has.acceptedRequest?.input ?? {};
      const [command] = args?.payloads ?? [];
      return name === 'decide' && command ? [{ at, ...command }] : [];
    });
}

/** When it asked for a change of access, and whether that was carried out. */
export function accessSteps({ events }: Agreement): { at: number; step: string; doneAt?: number }[] {
  return events.flatMap((event, index) => {
    if (event.is !== 'activityTaskScheduled') return [];
    const step = event.has.activityType?.name;
    if (!['grantAccess', 'endFeatures', 'endAccess'].includes(step)) return [];
    const end = endOf(events, index);
    const isDone = end?.is === 'activityTaskCompleted';
    return [{ at: event.at, step, ...(isDone && { doneAt: end.at }) }];
  });
}

function endOf(events: HistoryEvent[], index: number): HistoryEvent | undefined {
  const { id } = events[index] as HistoryEvent;
  return events
    .slice(index + 1)
    .find(
      ({ is, has }) =>
        /^activityTask(Completed|Failed|TimedOut|Canceled)$/.test(is) && Number(has.scheduledEventId) === id,
    );
}

/** All that its record and its events tell of messages. */
export function receiptsOf({ events, view }: Agreement): Told[] {
  const recorded = view.record.flatMap(({ id = '', receipts = [] }) =>
    receipts.map((receipt) => ({ ...receipt, obligation: id })),
  );
  return [...recorded, ...events.flatMap(({ has }) => deliveriesIn(has))];
}

/** Looks for `{"delivery": {"obligation": [receipt, …]}}`, however deep. */
function deliveriesIn(value: unknown): Told[] {
  if (typeof value !== 'object' || value === null) return [];
  const { delivery, ...others } = value as { delivery?: Record<string, Receipt[]> };
  const here = Object.entries(delivery ?? {}).flatMap(([obligation, receipts]) =>
    Array.isArray(receipts) ? receipts.map((receipt) => ({ ...receipt, obligation })) : [],
  );
  return [...here, ...Object.values(others).flatMap(deliveriesIn)];
}

/** The ids of all obligations that it ever published as being ahead. */
export function publishedIds({ events }: Agreement): string[] {
  const due = events.flatMap(
    ({ has }) => (has.upsertedMemo?.fields?.ledger?.due ?? []) as { id: string; what: string }[],
  );
  return [...new Set(due.filter(({ what }) => what !== 'more').map(({ id }) => id))];
}
