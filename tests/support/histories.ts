// Histories of agreements, for replaying them.
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker, type WorkflowBundleOption } from '@temporalio/worker';
import type { Agreements } from '../../clients/api/agreements.ts';
import { decryptHistory } from '../../encryption/histories.ts';
import type { Key } from '../../encryption/keys.ts';

/** Where recorded histories are: those of the first release, and those of later ones in folders named by their day. */
export const recordedFolder = join(import.meta.dirname, '../histories');

/** The files of all recorded histories, as paths in their folder. */
export function recordedFiles(): string[] {
  return readdirSync(recordedFolder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .toSorted();
}

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;

/** The histories of an agreement's runs, in the order of its terms. */
export async function historiesOf({ client }: Agreements, id: string) {
  const histories: History[] = [];
  let runId = (await client.workflow.getHandle(id).describe()).raw.workflowExecutionInfo?.firstRunId;
  while (runId) {
    const history = await client.workflow.getHandle(id, runId).fetchHistory();
    histories.push(history);
    runId = history.events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
  }
  return histories;
}

/** Why a history does not replay, and the file that keeps it; nothing if it replays. */
export async function replayFailure(
  workflowBundle: WorkflowBundleOption,
  history: History,
  id: string,
  keys: Key[],
): Promise<string | undefined> {
  try {
    await decryptHistory(history, keys);
    await Worker.runReplayHistory({ workflowBundle }, history, id);
    return undefined;
  } catch (error) {
    const file = join(mkdtempSync(join(tmpdir(), 'history-')), 'history.json');
    writeFileSync(file, historyToJSON(history));
    return `${id} does not replay (its history is in ${file}): ${error}`;
  }
}
