// Exports every agreement: how it stands and its whole record, a file each. Whatever is wrong with one stops no other.
import type { Agreement } from '../../agreements/model/agreement.ts';
import { RefusedError } from '../../agreements/validation/errors.ts';
import type { Run } from '../../visibility/runs.ts';
import type { Agreements } from '../api/agreements.ts';
import { isRefusedStart, listed } from '../api/listed.ts';
import { concernsAll, NoWorkerError } from '../api/unanswered.ts';
import { type BulkOptions, inBulk } from '../bulk/bulk.ts';
import { listeningTo } from '../bulk/silence.ts';
import { chainOf, madeBy } from '../record/record.ts';
import { decoded } from '../record/record-sources.ts';
import {
  type ExportedAgreement,
  type ExportFolder,
  type Line,
  type Manifest,
  openExportFolder,
  type Standing,
} from './export-folder.ts';

export type ExportOptions = BulkOptions & {
  folder: string;
  namespace: string;
  by: string;
  /** Called for each agreement that is done. */
  step: () => void;
};

/**
 * Exports all agreements. Of each, the last run is exported, which holds the record of all its terms; a start that was
 * refused is no agreement.
 * @returns the manifest; nothing if it was interrupted: then the export before this one is still complete
 * @throws {RefusedError} if the server can't be asked, no worker runs, or the folder can't be written.
 */
export async function exportAll(
  agreements: Agreements,
  options: ExportOptions,
): Promise<Manifest | undefined> {
  const { namespace, by, step, signal } = options;
  const folder = openExportFolder(options.folder);
  const begunAt = new Date().toISOString();
  const kept = new Map(folder.before?.agreements.map((line) => [line.run, line]));
  const heard = listeningTo((run: Run) => exportOne(agreements, run, folder, kept.get(run.runId)));
  const either = AbortSignal.any([heard.silence, ...(signal ? [signal] : [])]);
  const lines: Line[] = [];
  const work = inBulk(lastRuns(agreements), heard.work, { concurrency: options.concurrency, signal: either });
  for await (const ended of work) {
    if ('value' in ended) lines.push(ended.value);
    else if (ended.refusal instanceof NoWorkerError)
      lines.push(await exportUnread(agreements, ended.item, folder, ended.refusal.message));
    else throw ended.refusal;
    step();
  }
  heard.throwIfSilent();
  if (signal?.aborted) return undefined;
  const exported = { begunAt, endedAt: new Date().toISOString(), by, software: madeBy(), namespace };
  return folder.finish(exported, lines);
}

/** The last run of each agreement. A start that was refused has published nothing. */
async function* lastRuns(agreements: Agreements): AsyncIterable<Run> {
  const seen = new Set<string>();
  for await (const run of agreements.runs()) {
    if (isRefusedStart(run) || seen.has(run.id)) continue;
    seen.add(run.id);
    yield run;
  }
}

/** A run that is over never changes, so the file that an earlier export wrote of it is kept. */
async function exportOne(
  agreements: Agreements,
  run: Run,
  folder: ExportFolder,
  before: Line | undefined,
): Promise<Line> {
  const isOver = run.status !== 'RUNNING';
  if (isOver && before && before.standing !== 'open' && !before.problem && folder.has(before)) return before;
  const readAt = new Date().toISOString();
  let state: Agreement;
  try {
    state = await agreements.view(run.id, isOver ? run.runId : undefined);
  } catch (error) {
    if (!(error instanceof RefusedError) || concernsAll(error)) throw error;
    return exportUnread(agreements, run, folder, error.message);
  }
  const file = folder.add({ agreement: run.id, run: runIn(run), record: chainOf(state), state });
  return { ...lineOf(run), phase: state.status, readAt, ...file };
}

/** Exports what is known of an agreement whose state can't be read: what it has published, and what its run began with. */
async function exportUnread(
  agreements: Agreements,
  run: Run,
  folder: ExportFolder,
  problem: string,
): Promise<Line> {
  const readAt = new Date().toISOString();
  const { ledger: _, ...row } = listed(run);
  const began = await inputOf(agreements, run).catch((error: Error) => `can't be read: ${error.message}`);
  const known = { listed: row, published: run.published, began };
  const file = folder.add({ agreement: run.id, run: runIn(run), problem, known });
  return { ...lineOf(run), readAt, ...file, problem };
}

async function inputOf({ client }: Agreements, { id, runId }: Run): Promise<unknown> {
  const { history } = await client.workflowService.getWorkflowExecutionHistory({
    ...{ namespace: client.options.namespace, maximumPageSize: 1 },
    execution: { workflowId: id, runId },
  });
  return decoded(client, history?.events?.[0]?.workflowExecutionStartedEventAttributes?.input);
}

function lineOf({ id, runId, status }: Run): Pick<Line, 'agreement' | 'run' | 'standing'> {
  return { agreement: id, run: runId, standing: standings[status] ?? 'stopped' };
}

const standings: Record<string, Standing> = { RUNNING: 'open', PAUSED: 'open', COMPLETED: 'closed' };

function runIn({ runId, status, startedAt, closedAt }: Run): ExportedAgreement['run'] {
  return { id: runId, status, startedAt, ...(closedAt && { closedAt }) };
}
