// A replay does not notice changed arguments, queues, timers, memo keys or search attributes. So today's workflow is asked
// what it would do with each recorded history, and that is compared with what the history holds.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import {
  bundleWorkflowCode,
  DefaultLogger,
  type InjectedSinks,
  Worker,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { beforeAll, describe, expect, it } from 'vitest';
import { comparable, type History, recordedIn } from '../../workers/asked-otherwise.ts';
import type { Asked } from '../../workflows/asked.ts';
import type { WatchedSinks } from '../../workflows/watched.ts';
import { recordedFiles, recordedFolder } from '../support/histories.ts';

const root = join(import.meta.dirname, '../..');
const files = recordedFiles();

let workflowBundle: WorkflowBundleWithSourceMap;
beforeAll(async () => {
  workflowBundle = await bundleWorkflowCode({
    workflowsPath: join(root, 'workflows/index.ts'),
    workflowInterceptorModules: [join(root, 'workflows/watched.ts')],
    logger: new DefaultLogger('ERROR'),
  });
});

describe.each(files)('of %s', (file) => {
  let recorded: Asked[];
  let today: Asked[];
  beforeAll(async () => {
    const history = read(file);
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
  const all = files.flatMap((file) => recordedIn(read(file)));
  const kinds = new Set(all.map(({ command }) => command));
  expect([...kinds].toSorted()).toEqual(['activity', 'attributes', 'memo', 'next', 'timer']);
  const activities = all.flatMap((one) => (one.command === 'activity' ? [one.with as { type: string }] : []));
  expect([...new Set(activities.map(({ type }) => type))].toSorted()).toEqual([
    'admit',
    'deliver',
    'endAccess',
    'endFeatures',
    'examine',
    'grantAccess',
    'nextTerm',
  ]);
});

function asksOf(all: Asked[], command: string): unknown[] {
  return all.filter((one) => one.command === command).map((one) => one.with);
}

function read(file: string): History {
  return historyFromJSON(JSON.parse(readFileSync(join(recordedFolder, file), 'utf8')));
}

async function askedOnReplay(history: History): Promise<Asked[]> {
  const all: Asked[] = [];
  const sinks: InjectedSinks<WatchedSinks> = {
    watched: {
      asked: { fn: (_info, commands) => void all.push(...commands), callDuringReplay: true },
      is: { fn: () => {}, callDuringReplay: true },
    },
  };
  const id = history.events?.[0]?.workflowExecutionStartedEventAttributes?.workflowId ?? undefined;
  await Worker.runReplayHistory({ workflowBundle, sinks }, history, id);
  return all;
}
