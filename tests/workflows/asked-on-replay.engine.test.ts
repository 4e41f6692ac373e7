// A replay does not notice changed arguments, queues, timers, memo keys or search attributes. So today's workflow is asked
// what it would do with each recorded history, and that is compared with what the history holds.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  bundleWorkflowCode,
  DefaultLogger,
  type InjectedSinks,
  Worker,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Asked, CommandSinks } from '../support/commands-asked.ts';

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'tests/histories');
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));

/** What may differ: what the directory has, which later versions add on purpose; and words. */
const ignored = ['known', 'text'];

/** What later versions name otherwise: both names are read (agreements/model/stored.ts). */
const renamed: Record<string, string> = { needs: 'issues', attention: 'issues' };

let workflowBundle: WorkflowBundleWithSourceMap;
beforeAll(async () => {
  workflowBundle = await bundleWorkflowCode({
    workflowsPath: join(root, 'workflows/index.ts'),
    workflowInterceptorModules: [join(root, 'tests/support/commands-asked.ts')],
    logger: new DefaultLogger('ERROR'),
  });
});

describe.each(files)('of %s', (file) => {
  let recorded: Asked[];
  let today: Asked[];
  beforeAll(async () => {
    const history = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    recorded = recordedIn(history);
    today = await askedOnReplay(history);
  });

  it.each(['activity', 'memo', 'attributes', 'next'])('each %s is as recorded', (command) => {
    expect(comparable(asksOf(today, command))).toEqual(comparable(asksOf(recorded, command)));
  });

  /** A replay does without the moments that a local activity takes. */
  it('each timer is as long as recorded, within a second', () => {
    const lengths = asksOf(today, 'timer').map(Number);
    const before = asksOf(recorded, 'timer').map(Number);
    expect(lengths).toHaveLength(before.length);
    for (const [index, length] of lengths.entries()) expect(length).toBeCloseTo(before[index] ?? 0, -0.3);
  });
});

it('the recorded histories hold each of these', () => {
  const all = files.flatMap((file) => recordedIn(JSON.parse(readFileSync(join(folder, file), 'utf8'))));
  const kinds = new Set(all.map(({ command }) => command));
  expect([...kinds].toSorted()).toEqual(['activity', 'attributes', 'memo', 'next', 'timer']);
  const activities = all.flatMap((one) => (one.command === 'activity' ? [one.with as { type: string }] : []));
  expect([...new Set(activities.map(({ type }) => type))].toSorted()).toEqual([
    'deliver',
    'endAccess',
    'endFeatures',
    'grantAccess',
  ]);
});

function asksOf(all: Asked[], command: string): unknown[] {
  return all.filter((one) => one.command === command).map((one) => one.with);
}

async function askedOnReplay(history: unknown): Promise<Asked[]> {
  const all: Asked[] = [];
  const sinks: InjectedSinks<CommandSinks> = {
    commands: { asked: { fn: (_info, commands) => void all.push(...commands), callDuringReplay: true } },
  };
  await Worker.runReplayHistory({ workflowBundle, sinks }, history);
  return all;
}

type Payload = { data?: string };
type Input = { payloads?: Payload[] };
type Event = {
  activityTaskScheduledEventAttributes?: {
    activityType: { name: string };
    taskQueue: { name: string };
    input: Input;
  };
  timerStartedEventAttributes?: { startToFireTimeout: string };
  workflowPropertiesModifiedEventAttributes?: { upsertedMemo: { fields: Record<string, Payload> } };
  upsertWorkflowSearchAttributesEventAttributes?: { searchAttributes: { indexedFields: object } };
  workflowExecutionContinuedAsNewEventAttributes?: { workflowType: { name: string } };
};

/** What a history holds, in the words of tests/support/commands-asked.ts. */
function recordedIn({ events }: { events: Event[] }): Asked[] {
  return events.flatMap((event): Asked[] => {
    const activity = event.activityTaskScheduledEventAttributes;
    if (activity) {
      const { activityType, taskQueue, input } = activity;
      const args = valuesOf(input);
      return [{ command: 'activity', with: { type: activityType.name, queue: taskQueue.name, args } }];
    }
    const timer = event.timerStartedEventAttributes;
    if (timer) return [{ command: 'timer', with: Number.parseFloat(timer.startToFireTimeout) }];
    const memo = event.workflowPropertiesModifiedEventAttributes?.upsertedMemo.fields;
    if (memo) {
      const fields = Object.entries(memo).map(([key, one]) => [key, decoded(one)] as const);
      return [{ command: 'memo', with: Object.fromEntries(fields) }];
    }
    const attributes = event.upsertWorkflowSearchAttributesEventAttributes?.searchAttributes.indexedFields;
    const names = Object.keys(attributes ?? {}).filter((name) => name !== 'TemporalChangeVersion');
    if (names.length > 0) return [{ command: 'attributes', with: names.toSorted() }];
    const next = event.workflowExecutionContinuedAsNewEventAttributes;
    return next ? [{ command: 'next', with: next.workflowType.name }] : [];
  });
}

function valuesOf({ payloads = [] }: Input): unknown[] {
  return payloads.map(decoded);
}

function decoded({ data }: Payload): unknown {
  return data === undefined ? undefined : JSON.parse(Buffer.from(data, 'base64').toString());
}

/** Without what may differ, and with today's names. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !ignored.includes(key));
  return Object.fromEntries(kept.map(([key, one]) => [renamed[key] ?? key, comparable(one)]));
}
