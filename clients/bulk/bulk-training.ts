// Puts on record who completed a training, for many agreements, some at a time.

import type { Command } from '../../agreements/commands/command.ts';
import { hasCompletedTraining } from '../../agreements/contacts/recipients.ts';
import { whatIf } from '../../agreements/explain/what-if.ts';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { RefusedError } from '../../agreements/validation/errors.ts';
import type { Agreements } from '../api/agreements.ts';
import { concernsAll } from '../api/unanswered.ts';
import { now } from '../output/terminal.ts';
import { type BulkOptions, inBulk } from './bulk.ts';
import { listeningTo } from './silence.ts';
import type { TrainedRow } from './training-file.ts';

export const outcomes = ['would be put on record', 'put on record', 'already on record', 'refused'] as const;
export type Outcome = (typeof outcomes)[number];
export type Result = { row: TrainedRow; outcome: Outcome; reason?: string };

type How = { by: string; reason?: string; dryRun: boolean };

/** The most people that one command takes. */
const mostAtOnce = 500;

/** The rows of each agreement together, in the order of the file. */
export function byAgreement(rows: TrainedRow[]): TrainedRow[][] {
  return [...grouped(rows, ({ agreement }) => agreement).values()];
}

/**
 * Yields the outcomes of each agreement's rows when they are known. Whoever is on record already is left alone, so an
 * import that was interrupted may be repeated.
 * @throws {NoWorkerError} if no worker runs; {ServerError} if the server can't be asked.
 */
export async function* putOnRecord(
  groups: TrainedRow[][],
  agreements: Agreements,
  how: How,
  options: BulkOptions,
): AsyncIterable<Result[]> {
  const work = (rows: TrainedRow[]) => recordOfOne(rows, agreements, how);
  const heard = listeningTo(work);
  const signal = AbortSignal.any([heard.silence, ...(options.signal ? [options.signal] : [])]);
  for await (const ended of inBulk(groups, heard.work, { ...options, signal })) {
    if ('value' in ended) yield ended.value;
    else yield ended.item.map((row) => ({ row, outcome: 'refused', reason: ended.refusal.message }));
  }
  heard.throwIfSilent();
}

async function recordOfOne(rows: TrainedRow[], agreements: Agreements, how: How): Promise<Result[]> {
  const [first] = rows;
  if (!first) return [];
  const agreement = await agreements.view(first.agreement);
  const [fresh, known] = parted(rows, agreement);
  const results: Result[] = known.map((row) => ({ row, outcome: 'already on record' }));
  for (const [training, those] of grouped(fresh, (row) => row.training ?? '')) {
    for (let start = 0; start < those.length; start += mostAtOnce) {
      const some = those.slice(start, start + mostAtOnce);
      results.push(...(await recordSome(some, training, agreement, agreements, how)));
    }
  }
  return results;
}

/** Who is not on record yet, each once; and who is, in the agreement or by an earlier row. */
function parted(rows: TrainedRow[], agreement: Agreement): [fresh: TrainedRow[], known: TrainedRow[]] {
  const seen = new Set<string>();
  const isKnown = new Map(
    rows.map((row) => {
      const address = row.email.toLowerCase();
      const known = seen.has(address) || hasCompletedTraining(agreement, address);
      seen.add(address);
      return [row, known];
    }),
  );
  return [rows.filter((row) => !isKnown.get(row)), rows.filter((row) => isKnown.get(row))];
}

async function recordSome(
  rows: TrainedRow[],
  training: string,
  agreement: Agreement,
  agreements: Agreements,
  { by, reason, dryRun }: How,
): Promise<Result[]> {
  const people = rows.map(({ email }) => email);
  const why = { ...(reason !== undefined && { reason }), ...(training && { training }) };
  const command: Command = { type: 'trained', by, people, ...why };
  try {
    if (dryRun) whatIf(agreement, command, now());
    else await agreements.decide(agreement.id, command);
    return rows.map((row) => ({ row, outcome: dryRun ? 'would be put on record' : 'put on record' }));
  } catch (error) {
    if (!(error instanceof RefusedError) || concernsAll(error)) throw error;
    return rows.map((row) => ({ row, outcome: 'refused', reason: error.message }));
  }
}

function grouped(rows: TrainedRow[], keyOf: (row: TrainedRow) => string): Map<string, TrainedRow[]> {
  const groups = new Map<string, TrainedRow[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
