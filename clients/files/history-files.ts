// Histories that were exported: a folder of JSON files, as `temporal workflow show --output json` prints them.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { RefusedError } from '../../agreements/validation/errors.ts';
import { oneLine } from '../../text/sentences.ts';

type History = ReturnType<typeof historyFromJSON>;

/** One file: its history and the id of its workflow, or why it can't be read. */
export type HistoryFile = { id: string } & ({ history: History } | { unreadable: string });

/**
 * The paths of the histories in a folder.
 * @throws {RefusedError} if it can't be read, or has none.
 */
export function historyFiles(folder: string): string[] {
  const files = namesIn(folder).filter((name) => name.endsWith('.json'));
  if (files.length === 0) throw new RefusedError(`${folder} has no JSON files with histories.`);
  return files.toSorted().map((name) => join(folder, name));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw new RefusedError(`The folder ${folder} can't be read: ${(error as Error).message}.`);
  }
}

/** Reads one file. A history does not always say the id of its workflow; then it is the file's name. */
export function readHistory(path: string): HistoryFile {
  const name = basename(path, '.json');
  try {
    const history = historyFromJSON(JSON.parse(readFileSync(path, 'utf8')));
    const id = history.events?.[0]?.workflowExecutionStartedEventAttributes?.workflowId;
    if (!history.events?.length) return { id: name, unreadable: `${path} has no events.` };
    return { id: id || name, history };
  } catch (error) {
    return { id: name, unreadable: `${path} is no history: ${oneLine((error as Error).message)}` };
  }
}
