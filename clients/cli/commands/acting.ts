// Acts on agreements, a command each: on one, or on all that a filter finds; looked at before they are done, if asked.
import { createInterface } from 'node:readline/promises';
import type { Command as Program } from 'commander';
import type { Command } from '../../../agreements/commands/command.ts';
import { whatIf } from '../../../agreements/explain/what-if.ts';
import { counted } from '../../../agreements/reports/report.ts';
import { RefusedError } from '../../../agreements/validation/errors.ts';
import { findOffer, loadCatalogue } from '../../../offers/catalogue.ts';
import { running } from '../../../visibility/queries.ts';
import type { Standing } from '../../../workflows/messages.ts';
import type { Agreements } from '../../api/agreements.ts';
import { switchLine, switchOffer } from '../../api/switching.ts';
import { interruptibly } from '../../bulk/bulk.ts';
import { actOnMany, foreseeMany, type ManyOptions, shortfallOf } from '../../bulk/bulk-commands.ts';
import { groupLines, tallyLines, whatIfLines } from '../../bulk/change-lines.ts';
import { queryOf } from '../../lists/filter.ts';
import { showProgress } from '../../output/progress.ts';
import { now, show } from '../../output/terminal.ts';
import { inDays, localTime } from '../../output/words.ts';
import { type Act, acts, type Options } from './acts.ts';
import { by, concurrency, connected, examples, json, offer, onAgreement } from './common.ts';

/** A command for each act. */
export function addActCommands(program: Program): void {
  for (const act of acts) {
    const { type, says, example, options = [] } = act;
    const command = program
      .command(type)
      .description(says)
      .argument('[agreement...]', 'agency and offer, such as gsa.gov chatgpt; or a filter by the options')
      .option('--agency <domain>', 'all of an agency')
      .addOption(offer('all of an offer'))
      .option('--where <query>', 'all that a visibility query finds, such as "Phase = \'promotional\'"');
    for (const option of options) command.addOption(option);
    command
      .option('--reason <text>', 'why, for the record')
      .option('--dry-run', 'show what would change, and change nothing')
      .option('--yes', 'do not ask before acting on many')
      .addOption(concurrency())
      .addOption(by())
      .addOption(json())
      .addHelpText('after', examples(`onegov ${type} ${example}`))
      .action((words: string[], asked: Options) => run(act, words, asked));
  }
}

async function run(act: Act, words: string[], options: Options): Promise<void> {
  const query = queryOf(options);
  if (act.fromFile && options.file !== undefined) {
    if (words.length > 0 || query !== '')
      throw new RefusedError('Name a file or what it is about, not both: the file names its agreements.');
    return act.fromFile(options.file, options);
  }
  const command = commandOf(act, options);
  if (words.length === 0 && query === '') {
    throw new RefusedError(
      `Name an agreement, or a filter: --agency, --offer or --where (onegov ${act.type} --help).`,
    );
  }
  if (words.length > 0 && query !== '') throw new RefusedError('Name an agreement or a filter, not both.');
  if (words.length > 0) {
    await onAgreement(words, (agreements, id) => runOnOne(agreements, act, id, command, options));
  } else {
    const open = `${running} AND ${query}`;
    await connected('live', (agreements) => runOnMany(agreements, act, open, command, options));
  }
}

function commandOf({ type, command }: Act, options: Options): Command {
  const { by, reason } = options;
  const all = { type, by, reason, ...command?.(options) };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Command;
}

async function runOnOne(
  agreements: Agreements,
  act: Act,
  id: string,
  command: Command,
  options: Options,
): Promise<void> {
  if (options.dryRun) {
    const agreement = await agreements.view(id);
    const foreseen = whatIf(agreement, command, now());
    const { changes, after } = foreseen;
    const lines = whatIfLines(agreement, foreseen);
    if (act.type === 'switch') lines.push(switchLine(agreement, switchOf(options)));
    return show(options, { id, status: after.status, changes }, lines);
  }
  const standing = await carryOut(agreements, id, command, options);
  show(options, { id, ...standing }, [`${act.done} ${id}; it is ${standing.status}${nextOf(standing)}.`]);
}

function nextOf({ nextDueAt, timeZone }: Standing): string {
  if (!nextDueAt) return '';
  return `; next due ${localTime(nextDueAt, timeZone)} (${inDays(nextDueAt, now(), timeZone)})`;
}

async function runOnMany(
  agreements: Agreements,
  act: Act,
  query: string,
  command: Command,
  options: Options,
): Promise<void> {
  const total = await agreements.count(query);
  if (total === 0) throw new RefusedError('No open agreement matches that.');
  if (!options.dryRun && !options.yes) await confirm(act, total);
  const progress = showProgress(options.dryRun ? 'Looking at' : act.done, total);
  const { tally, groups, isInterrupted } = await interruptibly(progress.say, async (signal) => {
    const many: ManyOptions = { concurrency: options.concurrency, signal, step: progress.step };
    const ids = idsOf(agreements, query);
    const outcome = options.dryRun
      ? await foreseeMany(agreements, ids, command, many)
      : { tally: await actOnMany(ids, (id) => carryOut(agreements, id, command, options), many), groups: [] };
    return { ...outcome, isInterrupted: signal.aborted };
  }).finally(() => progress.stop());
  const lines = tallyLines(tally, options.dryRun ? 'Nothing is done yet. Would be done' : act.done);
  const { broken, ...told } = tally;
  show(options, { matched: total, ...told, ...(options.dryRun && { groups }) }, [
    ...lines,
    ...groupLines(groups),
  ]);
  if (isInterrupted) throw new RefusedError('Interrupted; run it again to go on with the others.');
  if (broken) throw broken.error;
  const shortfall = shortfallOf(tally, total);
  if (shortfall !== undefined) throw new RefusedError(shortfall);
}

async function* idsOf(agreements: Agreements, query: string): AsyncIterable<string> {
  for await (const { id } of agreements.list(query)) yield id;
}

function carryOut(agreements: Agreements, id: string, command: Command, options: Options) {
  return command.type === 'switch'
    ? switchOffer(agreements, id, switchOf(options))
    : agreements.decide(id, command);
}

function switchOf({ to, overlap, by, reason }: Options) {
  const offer = findOffer(loadCatalogue(), to);
  return { to: offer, by, ...(overlap && { overlap }), ...(reason !== undefined && { reason }) };
}

/** @throws {RefusedError} if the person at the terminal does not say yes, or there is none to ask. */
async function confirm({ type, says }: Act, total: number): Promise<void> {
  if (!process.stdin.isTTY) {
    throw new RefusedError(
      `That is ${counted(total, 'agreement')} to ${type}; say --yes to go on, or look first with --dry-run.`,
    );
  }
  process.stderr.write(`${type}: ${says}.\n`);
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await lines.question(`That is ${counted(total, 'agreement')}. Go on? [y/N] `);
  lines.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new RefusedError('Nothing was done.');
}
