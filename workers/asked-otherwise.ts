// What this code would have asked of Temporal otherwise than a history has it. A replay notices the sequence of commands only,
// not what they ask with: how long a timer is, or what an activity is given.
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import type { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import type { Otherwise } from '../agreements/explain/release-report.ts';
import { counted } from '../agreements/reports/shortlist.ts';
import { type Asked, itsOwn } from '../workflows/asked.ts';

export type History = ReturnType<typeof historyFromJSON>;
export type Event = NonNullable<History['events']>[number];

/** A command as a history has it, and the number of its event. */
export type Recorded = Asked & { event: number };

/** What may differ: what the directory has, which later versions add on purpose; and words. */
const ignored = ['known', 'text'];

/** What later versions name otherwise: both names are read (agreements/model/stored.ts). */
const renamed: Record<string, string> = { needs: 'issues', attention: 'issues' };

/** What a history holds, in the words of workflows/asked.ts. */
export function recordedIn({ events }: History): Recorded[] {
  const ownQueue = events?.[0]?.workflowExecutionStartedEventAttributes?.taskQueue?.name;
  return (events ?? []).flatMap((event) => {
    const asked = askedBy(event, ownQueue);
    return asked ? [{ ...asked, event: Number(event.eventId) }] : [];
  });
}

function askedBy(event: Event, ownQueue: string | null | undefined): Asked | undefined {
  const activity = event.activityTaskScheduledEventAttributes;
  if (activity) {
    const { activityId, activityType, taskQueue, input } = activity;
    const args = (input?.payloads ?? []).map(decoded);
    const queue = taskQueue?.name === ownQueue ? itsOwn : taskQueue?.name;
    const given = { type: activityType?.name, queue, args };
    return { command: 'activity', id: String(activityId), with: given };
  }
  const timer = event.timerStartedEventAttributes;
  if (timer) {
    const seconds = secondsIn(timer.startToFireTimeout);
    return { command: 'timer', id: String(timer.timerId), with: seconds };
  }
  const memo = event.workflowPropertiesModifiedEventAttributes?.upsertedMemo?.fields;
  if (memo) return { command: 'memo', with: mapped(memo, decoded) };
  const attributes = event.upsertWorkflowSearchAttributesEventAttributes?.searchAttributes?.indexedFields;
  const names = Object.keys(attributes ?? {}).filter((name) => name !== 'TemporalChangeVersion');
  if (names.length > 0) return { command: 'attributes', with: names.toSorted() };
  const next = event.workflowExecutionContinuedAsNewEventAttributes;
  return next ? { command: 'next', with: next.workflowType?.name } : undefined;
}

/** The seconds in a time or a duration. Their number is of another kind in a history that was read from a file. */
export function secondsIn(time: { seconds?: unknown; nanos?: number | null } | null | undefined): number {
  return Number(time?.seconds ?? 0) + (time?.nanos ?? 0) / 1e9;
}

function decoded(payload: Payload): unknown {
  return defaultPayloadConverter.fromPayload(payload);
}

function mapped<Value>(fields: Record<string, Value>, of: (value: Value) => unknown) {
  return Object.fromEntries(Object.entries(fields).map(([key, one]) => [key, of(one)]));
}

/**
 * What a replay asked otherwise than recorded. What it asked beyond the history, because its last task had not ended, is no
 * difference.
 */
export function askedOtherwise(recorded: Recorded[], asked: Asked[]): Otherwise[] {
  const today = new Map(keyed(asked).map(([key, one]) => [key, one]));
  return keyed(recorded).flatMap(([key, before]): Otherwise[] => {
    const now = today.get(key);
    if (now === undefined) return [];
    const where =
      before.command === 'timer'
        ? timerDiffers(Number(before.with), Number(now.with))
        : difference(comparable(before.with), comparable(now.with));
    return where === undefined ? [] : [{ what: nameOf(before), where, event: before.event }];
  });
}

/** The event of the first command that a replay did not ask, or asked otherwise; nothing if it asked each. */
export function firstUnlike(recorded: Recorded[], asked: Asked[]): number | undefined {
  const known = new Set(keyed(asked).map(([key]) => key));
  const missing = keyed(recorded).find(([key]) => !known.has(key))?.[1].event;
  const events = [missing, askedOtherwise(recorded, asked)[0]?.event].filter((event) => event !== undefined);
  return events.length > 0 ? Math.min(...events) : undefined;
}

/** Timers and activities by their id; others by their place among those of their kind. */
function keyed<One extends Asked>(all: One[]): [string, One][] {
  const counts = new Map<string, number>();
  return all.map((one) => {
    const count = (counts.get(one.command) ?? 0) + 1;
    counts.set(one.command, count);
    return [`${one.command} ${one.id ?? count}`, one];
  });
}

/** A replay does without the moments that a local activity takes. */
function timerDiffers(before: number, now: number): string | undefined {
  const seconds = Math.round(now - before);
  if (Math.abs(now - before) < 1) return undefined;
  const length = Math.abs(seconds);
  const days = length / 86_400;
  const words = Number.isInteger(days) ? counted(days, 'day') : counted(length, 'second');
  return `${words} ${seconds > 0 ? 'longer' : 'shorter'}`;
}

/** Where two values differ first: `due[].dueAt`; nothing if they are the same. What they say there may be personal. */
function difference(before: unknown, now: unknown, path = ''): string | undefined {
  if (!isObject(before) || !isObject(now)) return before === now ? undefined : path;
  const own = Array.isArray(before) ? '[]' : undefined;
  for (const key of new Set([...Object.keys(before), ...Object.keys(now)])) {
    const inside = own === undefined ? [path, key].filter((part) => part !== '').join('.') : `${path}${own}`;
    const found = difference(before[key], now[key], inside);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Without what may differ, and with today's names. */
export function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key, one]) => !ignored.includes(key) && one !== undefined);
  return Object.fromEntries(kept.map(([key, one]) => [renamed[key] ?? key, comparable(one)]));
}

const names: Record<Exclude<Asked['command'], 'activity'>, string> = {
  timer: 'the length of the timer',
  memo: 'what is published',
  attributes: 'the search attributes',
  next: 'the workflow that it goes on as',
};

function nameOf({ command, with: given }: Asked): string {
  return command === 'activity' ? `what ${(given as { type: string }).type} is given` : names[command];
}
