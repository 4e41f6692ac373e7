// A command on agreements: on one that is named, or on all that a filter finds.
import type { Option, Command as Program } from 'commander';
import type { Command } from '../../agreements/commands/command.ts';
import { flawsOfCommand } from '../../agreements/commands/command.ts';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { RefusedError } from '../../agreements/validation/errors.ts';
import { running } from '../../visibility/queries.ts';
import type { Standing } from '../../workflows/messages.ts';
import type { Agreements } from '../api/agreements.ts';
import { type Filter, queryOf } from '../lists/filter.ts';
import { connected, onAgreement } from './connection.ts';
import { examples } from './help.ts';
import { by, concurrency, json, offer } from './options.ts';
import { type Running, runOnMany, runOnOne } from './run-command.ts';
import { flag, type Places, refuseFlaws } from './typed-flaws.ts';

/** The options of every such command. */
export type CommonOptions = Filter & {
  all?: boolean;
  by: string;
  reason?: string;
  dryRun?: boolean;
  yes?: boolean;
  concurrency: number;
  json?: boolean;
};

/** A command as it is defined. `Own`: the options that only this command has. */
export type AgreementCommand<Own> = {
  type: Command['type'];
  says: string;
  /** The example in its help, without its name. */
  example: string;
  /** Past tense, before the agreement's id: `Suspended`. */
  done: string;
  /** It takes access away, so it needs a reason, and asks first at a terminal. */
  takesAccess?: boolean;
  /** It may be given to all open agreements: `--all`. */
  canBeAll?: boolean;
  options?: Option[];
  /** The fields of the command that come from its own options. */
  fields?: (options: CommonOptions & Own) => object;
  /** Where each of those fields was typed. */
  typed?: (options: CommonOptions & Own) => Places;
  /** Carries it out, if that takes more than sending the command. */
  carryOut?: (agreements: Agreements, id: string, options: CommonOptions & Own) => Promise<Standing>;
  /** What else it would change, for `--dry-run` on one agreement. */
  alsoChanges?: (agreement: Agreement, options: CommonOptions & Own) => string;
  /** Carries it out for the agreements that a file names, if the options name one. */
  fromFile?: (file: string, options: CommonOptions & Own) => Promise<void>;
};

/** Adds a command to the program. */
export function addAgreementCommand<Own>(program: Program, definition: AgreementCommand<Own>): void {
  const { type, says, example, takesAccess = false, canBeAll = false, options = [] } = definition;
  const command = program
    .command(type)
    .description(says)
    .argument('[agreement...]', 'agency and offer, such as gsa.gov chatgpt; or a filter by the options')
    .option('--agency <domain>', 'all of an agency')
    .addOption(offer('all of an offer'))
    .option('--where <query>', 'all that a visibility query finds, such as "Phase = \'promotional\'"');
  if (canBeAll) command.option('--all', 'all open agreements');
  for (const option of options) command.addOption(option);
  command
    .option('--reason <text>', `why, for the record${takesAccess ? ' and the agency (required)' : ''}`)
    .option('--dry-run', 'show what would change, and change nothing')
    .option('--yes', takesAccess ? asksAlways : asksForMany)
    .addOption(concurrency())
    .addOption(by())
    .addOption(json())
    .addHelpText('after', examples(`onegov ${type} ${example}`))
    .action((words: string[], typed: CommonOptions & Own) => run(definition, words, typed));
}

const asksForMany = 'do not ask before many agreements change';
const asksAlways =
  'do not ask first; without a terminal, one agreement changes without a question, and many need --yes';

async function run<Own>(
  definition: AgreementCommand<Own>,
  words: string[],
  options: CommonOptions & Own & { file?: string },
): Promise<void> {
  const { type, fromFile } = definition;
  const query = queryOf(options);
  const isFiltered = query !== '' || options.all === true;
  if (fromFile && options.file !== undefined) {
    if (words.length > 0 || isFiltered)
      throw new RefusedError('Name a file or agreements, not both: the file names its agreements.');
    return fromFile(options.file, options);
  }
  if (words.length === 0 && !isFiltered)
    throw new RefusedError(
      `Name an agreement, or a filter: --agency, --offer or --where (onegov ${type} --help).`,
    );
  if (words.length > 0 && isFiltered) throw new RefusedError('Name an agreement or a filter, not both.');
  const command = runningOf(definition, options);
  if (words.length > 0) await onAgreement(words, (agreements, id) => runOnOne(agreements, id, command));
  else await connected('live', (agreements) => runOnMany(agreements, openAnd(query), command));
}

function openAnd(query: string): string {
  return query ? `${running} AND ${query}` : running;
}

/** @throws {RefusedError} naming the flags of what can't be used, or a reason that is missing. */
function runningOf<Own>(definition: AgreementCommand<Own>, options: CommonOptions & Own): Running {
  const { type, done, takesAccess = false, typed, carryOut, alsoChanges } = definition;
  if (takesAccess && !options.dryRun && options.reason === undefined)
    throw new RefusedError(
      `Give a reason to ${type}: --reason TEXT. It goes on record, and the agency reads it.`,
    );
  const command = commandOf(definition, options);
  refuseFlaws(flawsOfCommand(command), { by: flag('--by'), reason: flag('--reason'), ...typed?.(options) });
  return {
    command,
    done,
    takesAccess,
    options,
    carryOut: (agreements, id) =>
      carryOut ? carryOut(agreements, id, options) : agreements.decide(id, command),
    alsoChanges: (agreement) => (alsoChanges ? [alsoChanges(agreement, options)] : []),
  };
}

function commandOf<Own>({ type, fields }: AgreementCommand<Own>, options: CommonOptions & Own): Command {
  const { by, reason } = options;
  const all = { type, by, reason, ...fields?.(options) };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Command;
}
