// A command carried out on one agreement or on many: looked at first with --dry-run, and confirmed before many change.
import type { Command } from '../../agreements/commands/command.ts';
import { whatIf } from '../../agreements/explain/what-if.ts';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { RefusedError } from '../../agreements/validation/errors.ts';
import type { Standing } from '../../workflows/messages.ts';
import type { Agreements } from '../api/agreements.ts';
import { interruptibly } from '../bulk/bulk.ts';
import { actOnMany, foreseeMany, type ManyOptions, shortfallOf } from '../bulk/bulk-commands.ts';
import { groupLines, tallyLines, whatIfLines } from '../bulk/change-lines.ts';
import { showProgress } from '../output/progress.ts';
import { now, show } from '../output/terminal.ts';
import { inDays, localTime } from '../output/words.ts';
import { confirmMany } from './confirm.ts';

/** A command that was typed, and how it is run. */
export type Running = {
  command: Command;
  /** What the command does, as its help says. */
  says: string;
  /** Past tense: `Suspended`. */
  done: string;
  options: { dryRun?: boolean; yes?: boolean; concurrency: number; json?: boolean };
  carryOut: (agreements: Agreements, id: string) => Promise<Standing>;
  /** What else it would change in one agreement, in lines. */
  alsoChanges: (agreement: Agreement) => string[];
};

/** @throws {RefusedError} if the command does not fit the agreement. */
export async function runOnOne(agreements: Agreements, id: string, running: Running): Promise<void> {
  const { command, done, options, carryOut, alsoChanges } = running;
  if (options.dryRun) {
    const agreement = await agreements.view(id);
    const foreseen = whatIf(agreement, command, now());
    const { changes, after } = foreseen;
    const lines = [...whatIfLines(agreement, foreseen), ...alsoChanges(agreement)];
    return show(options, { id, status: after.status, changes }, lines);
  }
  const standing = await carryOut(agreements, id);
  show(options, { id, ...standing }, [`${done} ${id}; it is ${standing.status}${nextOf(standing)}.`]);
}

function nextOf({ nextDueAt, timeZone }: Standing): string {
  if (!nextDueAt) return '';
  return `; next due ${localTime(nextDueAt, timeZone)} (${inDays(nextDueAt, now(), timeZone)})`;
}

/** @throws {RefusedError} if nobody confirms it, or it is not done to all of them. */
export async function runOnMany(agreements: Agreements, query: string, running: Running): Promise<void> {
  const { command, says, done, options, carryOut } = running;
  const { dryRun, concurrency } = options;
  const total = await agreements.count(query);
  if (total === 0) throw new RefusedError('No open agreement matches that.');
  if (!dryRun && !options.yes) await confirmMany(command.type, says, total);
  const progress = showProgress(dryRun ? 'Looking at' : done, total);
  const { tally, groups, isInterrupted } = await interruptibly(progress.say, async (signal) => {
    const many: ManyOptions = { concurrency, signal, step: progress.step };
    const ids = idsOf(agreements, query);
    const outcome = dryRun
      ? await foreseeMany(agreements, ids, command, many)
      : { tally: await actOnMany(ids, (id) => carryOut(agreements, id), many), groups: [] };
    return { ...outcome, isInterrupted: signal.aborted };
  }).finally(() => progress.stop());
  const lines = tallyLines(tally, dryRun ? 'Nothing is done yet. Would be done' : done);
  const { broken, ...told } = tally;
  show(options, { matched: total, ...told, ...(dryRun && { groups }) }, [...lines, ...groupLines(groups)]);
  if (isInterrupted) throw new RefusedError('Interrupted; run it again to go on with the others.');
  if (broken) throw broken.error;
  const shortfall = shortfallOf(tally, total);
  if (shortfall !== undefined) throw new RefusedError(shortfall);
}

async function* idsOf(agreements: Agreements, query: string): AsyncIterable<string> {
  for await (const { id } of agreements.list(query)) yield id;
}
