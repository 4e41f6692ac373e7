// Reads the histories of a workflow's runs with the raw client, and makes plain data of them.
import type { Client, WorkflowHandle } from '@temporalio/client';
import type { HistoryEvent } from './evidence.ts';

export type RawHistory = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;

/** The histories of all runs of a workflow, oldest first. */
export async function rawHistories({ workflow }: Client, workflowId: string): Promise<RawHistory[]> {
  const histories: RawHistory[] = [];
  let runId = (await workflow.getHandle(workflowId).describe()).raw.workflowExecutionInfo?.firstRunId;
  while (runId) {
    const history = await workflow.getHandle(workflowId, runId).fetchHistory();
    histories.push(history);
    runId = history.events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
  }
  return histories;
}

/** The events of these histories as plain data. */
export function eventsOf(histories: RawHistory[]): HistoryEvent[] {
  return histories.flatMap(({ events }) =>
    (events ?? []).map((event) => {
      const [name = '', attributes] =
        Object.entries(event).find(([key, value]) => key.endsWith('EventAttributes') && value) ?? [];
      const is = name.replace(/EventAttributes$/, '');
      return { at: msOf(event.eventTime), id: Number(event.eventId), is, has: plain(attributes) };
    }),
  );
}

type Time = { seconds?: unknown; nanos?: number | null } | null | undefined;

function msOf(time: Time): number {
  return Number(time?.seconds ?? 0) * 1000 + Math.floor((time?.nanos ?? 0) / 1e6);
}

/** Payloads become what they hold, and times become texts. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if ('metadata' in value && 'data' in value) return held(value.data as Uint8Array);
  if ('seconds' in value && 'nanos' in value) return new Date(msOf(value as Time)).toISOString();
  if (value instanceof Uint8Array || 'toNumber' in value) return String(value);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
}

/** JSON, or nothing that the judge can read. */
function held(data: Uint8Array): unknown {
  const text = Buffer.from(data ?? []).toString();
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
