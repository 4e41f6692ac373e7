// Runs a command on one agreement or on many. It shows what would change with --dry-run, and asks first where it has to.
import type { Command } from '../../agreements/commands/command.ts';
import { type ChangeGroup, whatIf } from '../../agreements/explain/what-if.ts';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { counted } from '../../agreements/reports/shortlist.ts';
import { instantInWords, relativeDay } from '../../agreements/time/date-words.ts';
import { isReached } from '../../agreements/time/instants.ts';
import { RefusedError } from '../../agreements/validation/errors.ts';
import type { Standing } from '../../workflows/messages.ts';
import type { Agreements } from '../api/agreements.ts';
import { readingState } from '../api/reading-state.ts';
import { interruptibly } from '../bulk/bulk.ts';
import { type ManyOptions, runOnEach, shortfallOf, type Tally, whatIfEach } from '../bulk/bulk-commands.ts';
import { groupLines, tallyLines, whatIfInShort, whatIfLines } from '../bulk/change-lines.ts';
import { showProgress } from '../output/progress.ts';
import { now, show } from '../output/terminal.ts';
import { canAsk, confirm } from './confirm.ts';

/** A command that was typed, and how to run it. */
export type Running = {
  command: Command;
  /** Past tense: `Suspended`. */
  done: string;
  takesAccess: boolean;
  options: { dryRun?: boolean; yes?: boolean; concurrency: number; json?: boolean };
  carryOut: (agreements: Agreements, id: string) => Promise<Standing>;
  /** What else it would change in one agreement, in lines. */
  alsoChanges: (agreement: Agreement) => string[];
};

/** @throws {RefusedError} if the command does not fit the agreement, or the person at the terminal says no. */
export async function runOnOne(agreements: Agreements, id: string, running: Running): Promise<void> {
  const { command, done, takesAccess, options, carryOut } = running;
  if (options.dryRun) {
    const { status, changes, remarks, lines } = await foreseeOne(agreements, id, running);
    const also = remarks.length > 0 && { remarks };
    return show(options, { id, status, changes, ...also }, lines);
  }
  if (takesAccess && !options.yes && canAsk()) {
    const { short } = await foreseeOne(agreements, id, running);
    await confirm(short, `Run ${command.type} on ${id}?`);
  }
  const standing = await carryOut(agreements, id);
  const told = `${done} ${id}; it is ${standing.status}${nextOf(standing)}.`;
  show(options, { id, ...standing }, [told, ...(standing.remarks ?? [])]);
}

/** What the command would change in one agreement. */
async function foreseeOne(agreements: Agreements, id: string, { command, alsoChanges }: Running) {
  const agreement = await agreements.view(id);
  return readingState(id, () => {
    const foreseen = whatIf(agreement, command, now());
    const { after, changes, remarks } = foreseen;
    return {
      status: after.status,
      changes,
      remarks,
      lines: [...whatIfLines(agreement, foreseen), ...alsoChanges(agreement)],
      short: whatIfInShort(agreement, foreseen),
    };
  });
}

function nextOf({ nextDueAt, timeZone }: Standing): string {
  if (!nextDueAt) return '';
  if (isReached(nextDueAt, now())) return '; more is due now';
  return `; next due ${instantInWords(nextDueAt, timeZone)} (${relativeDay(nextDueAt, now(), timeZone)})`;
}

/** @throws {RefusedError} if nobody confirms it, or it is not carried out on all of them. */
export async function runOnMany(agreements: Agreements, query: string, running: Running): Promise<void> {
  const { options, done } = running;
  const total = await agreements.count(query);
  if (total === 0) throw new RefusedError('No open agreement matches that.');
  if (options.dryRun) {
    const { tally, lines, groups } = await foreseeAll(agreements, query, total, running);
    return tellAll({ ...tally, groups }, lines, total, options);
  }
  if (!options.yes) await confirmMany(agreements, query, total, running);
  const tally = await withProgress(done, total, options, (many) =>
    runOnEach(idsOf(agreements, query), (id) => running.carryOut(agreements, id), many),
  );
  tellAll(tally, tallyLines(tally, done), total, options);
}

/** @throws {RefusedError} if the person at the terminal says no, or nobody is there to ask. */
async function confirmMany(
  agreements: Agreements,
  query: string,
  total: number,
  running: Running,
): Promise<void> {
  const { command, takesAccess } = running;
  const many = counted(total, 'agreement');
  if (!canAsk())
    throw new RefusedError(
      `That is ${many} to ${command.type}. Add --yes to go on, or look first with --dry-run.`,
    );
  const shown = takesAccess ? (await foreseeAll(agreements, query, total, running)).lines : [];
  await confirm(shown, `Run ${command.type} on ${many}?`);
}

/** What the command would change in all of them. */
async function foreseeAll(agreements: Agreements, query: string, total: number, running: Running) {
  let groups: ChangeGroup[] = [];
  const tally = await withProgress('Looking at', total, running.options, async (many) => {
    const foreseen = await whatIfEach(agreements, idsOf(agreements, query), running.command, many);
    groups = foreseen.groups;
    return foreseen.tally;
  });
  const lines = [...tallyLines(tally, 'Nothing is done yet. Would be done'), ...groupLines(groups)];
  return { tally, groups, lines };
}

type Ended = Tally & { isInterrupted: boolean };

async function withProgress(
  what: string,
  total: number,
  { concurrency }: Running['options'],
  run: (many: ManyOptions) => Promise<Tally>,
): Promise<Ended> {
  const progress = showProgress(what, total);
  try {
    return await interruptibly(progress.say, async (signal) => {
      const tally = await run({ concurrency, signal, step: progress.step });
      return { ...tally, isInterrupted: signal.aborted };
    });
  } finally {
    progress.stop();
  }
}

/** @throws {RefusedError} if it was not carried out on all of them. */
function tellAll(
  { isInterrupted, broken, ...told }: Ended & { groups?: ChangeGroup[] },
  lines: string[],
  total: number,
  options: Running['options'],
): void {
  show(options, { matched: total, ...told }, lines);
  if (isInterrupted) throw new RefusedError('Interrupted. Run it again to go on with the others.');
  if (broken) throw broken.error;
  const shortfall = shortfallOf(told, total);
  if (shortfall !== undefined) throw new RefusedError(shortfall);
}

async function* idsOf(agreements: Agreements, query: string): AsyncIterable<string> {
  for await (const { id } of agreements.list(query)) yield id;
}
