// Brings the agreements of an export up on a cluster that has lost them, or only tells what that would bring.
import type { Agreement } from '../../agreements/model/agreement.ts';
import { obligationName } from '../../agreements/model/obligation-names.ts';
import {
  type Doubt,
  dueAtOnce,
  type Evidence,
  type How,
  restored,
  restoredAsItWas,
} from '../../agreements/restoring/restore.ts';
import type { Instant } from '../../agreements/time/instants.ts';
import { RefusedError } from '../../agreements/validation/errors.ts';
import { type Agreements, AlreadyStartedError } from '../api/agreements.ts';
import { concernsAll } from '../api/unanswered.ts';
import { type BulkOptions, inBulk } from '../bulk/bulk.ts';
import { type Line, type Manifest, readExported, type Standing } from './export-folder.ts';

export type RestoreOptions = BulkOptions &
  How & {
    folder: string;
    evidence: Evidence;
    /** When the cluster was lost. */
    lostAt: Instant;
    now: Instant;
    /** Nothing is started. */
    dryRun: boolean;
  };

/** What became of one agreement, or would become of it. */
export type Outcome = {
  agreement: string;
  standing: Standing;
  phase?: string;
  result: 'restored' | 'there already' | 'not restored';
  /** Why it was not restored. */
  problem?: string;
  /** The notices that may have gone out after the export. */
  doubts: DoubtTold[];
  /** What it does as soon as it begins again. */
  atOnce: string[];
};

type DoubtTold = {
  notice: string;
  name: string;
  dueAt: Instant;
  sent: number;
  uncertain: number;
  left: number;
};

/** Restores all agreements of an export, and yields what became of each. Whatever is wrong with one stops no other. */
export async function* restoreAll(
  agreements: Agreements,
  { agreements: lines }: Manifest,
  options: RestoreOptions,
): AsyncIterable<Outcome> {
  for await (const ended of inBulk(lines, (line) => restoreOne(agreements, line, options), options)) {
    if ('value' in ended) yield ended.value;
    else throw ended.refusal;
  }
}

async function restoreOne(agreements: Agreements, line: Line, options: RestoreOptions): Promise<Outcome> {
  const { agreement, standing, phase } = line;
  const outcome = { agreement, standing, ...(phase && { phase }), doubts: [], atOnce: [] };
  try {
    if (await agreements.isThere(agreement)) return { ...outcome, result: 'there already' };
    const { state, doubts } = stateToRestore(line, options);
    if (!options.dryRun) await agreements.restore(state, standing === 'stopped');
    const atOnce = standing === 'open' ? dueAtOnce(state, options.now) : [];
    return {
      ...{ ...outcome, phase: state.status, result: 'restored' },
      doubts: doubts.map(told),
      atOnce: atOnce.map(({ id }) => obligationName(id)),
    };
  } catch (error) {
    if (concernsAll(error)) throw error;
    if (error instanceof AlreadyStartedError) return { ...outcome, result: 'there already' };
    return { ...outcome, result: 'not restored', problem: (error as Error).message };
  }
}

/** @throws {Error} if it can't be restored */
function stateToRestore(line: Line, options: RestoreOptions): { state: Agreement; doubts: Doubt[] } {
  const { lostAt, now, evidence, by } = options;
  const { state } = readExported(options.folder, line);
  if (!state) throw new RefusedError(`its state could not be read when it was exported: ${line.problem}`);
  if (state.id !== line.agreement) throw new RefusedError(`its state is that of another one, ${state.id}.`);
  const moments = { exportedAt: line.readAt, lostAt, now };
  if (line.standing !== 'open') return { state: restoredAsItWas(state, moments, by), doubts: [] };
  const { agreement, doubts } = restored(state, moments, evidence, options);
  return { state: agreement, doubts };
}

function told({ notice, receipts, left }: Doubt): DoubtTold {
  const of = (result: string) => receipts.filter((one) => one.result === result).length;
  return {
    ...{ notice: notice.id, name: obligationName(notice.id), dueAt: notice.dueAt },
    ...{ sent: of('accepted'), uncertain: of('uncertain'), left: left.length },
  };
}
