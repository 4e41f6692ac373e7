// Recorded histories must replay on today's code: an agreement runs for a year, and its code changes meanwhile.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Worker } from '@temporalio/worker';
import { describe, expect, inject, it } from 'vitest';
import { recordedFiles, recordedFolder } from '../support/histories.ts';

const files = recordedFiles();
const replay = (history: unknown) =>
  Worker.runReplayHistory({ workflowBundle: { codePath: inject('bundlePath') } }, history);
const read = (file: string) => JSON.parse(readFileSync(join(recordedFolder, file), 'utf8'));

describe('a recorded history', () => {
  it('exists for each way that an agreement can go', () => {
    const lives = new Set(files.map((file) => basename(file).split('-term-')[0]));
    expect([...lives].toSorted()).toEqual([
      'amended',
      'answered',
      'declined',
      'expired',
      'renewed',
      'ruled',
      'suspended',
      'terminated',
      'withdrawn',
    ]);
  });

  it.each(files)('%s replays', async (file) => {
    await replay(read(file));
  });

  it('that this code would not have made fails to replay', async () => {
    const history = read('expired-term-1.json');
    const scheduled = history.events.find(
      (event: { activityTaskScheduledEventAttributes?: object }) =>
        event.activityTaskScheduledEventAttributes,
    );
    scheduled.activityTaskScheduledEventAttributes.activityType.name = 'somethingElse';
    await expect(replay(history)).rejects.toThrow(/nondeterminism/i);
  });
});
