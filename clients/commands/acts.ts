// Acts on agreements, a command each: on one, or on all that a filter finds; looked at before they are done, if asked.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Option, type Command as Program } from 'commander';
import type { Contact } from '../../agreements/agreement.ts';
import type { Command } from '../../agreements/decide.ts';
import { Refusal } from '../../agreements/refusal.ts';
import { whatIf } from '../../agreements/what-if.ts';
import { findOffer, loadCatalogue } from '../../offers/catalogue.ts';
import { rulesOf } from '../../offers/clauses.ts';
import { actOnMany, foreseeMany, type ManyOptions } from '../acting.ts';
import type { Agreements } from '../agreements.ts';
import { contactArgument } from '../arguments.ts';
import { interruptibly } from '../bulk.ts';
import { dayOption } from '../days.ts';
import { type Filter, queryOf } from '../filter.ts';
import { count, groupLines, tallyLines, whatIfLines } from '../foreseen.ts';
import { matchOffer } from '../names.ts';
import { showProgress } from '../progress.ts';
import { switchLine, switchOffer } from '../switching.ts';
import { now, show } from '../terminal.ts';
import {
  by,
  clauseOption,
  clock,
  connected,
  contactsOf,
  examples,
  json,
  offer,
  onAgreement,
} from './common.ts';

type Options = Filter & {
  by: string;
  reason?: string;
  dryRun?: boolean;
  yes?: boolean;
  concurrency: string;
  json?: boolean;
  starts?: string;
  reference?: string;
  what: string;
  price?: string;
  length?: string;
  to: string;
  overlap?: string;
  termEnds?: string;
  featuresEnd?: string;
  notices?: string;
  clause?: string[];
  clock: 'keep' | 'move';
  contact?: Contact[];
  contacts?: string;
  notice?: string;
};

/** One command: what it says of itself, the options of its own, and the decision that they make. */
type Act = {
  type: Command['type'];
  says: string;
  example: string;
  /** Past tense, for what was done. */
  done: string;
  options?: Option[];
  command?: (options: Options) => object;
};

const reference = () => new Option('--reference <text>', 'where that is written');
const length = (what: string) => new Option('--length <period>', what);
const required = (option: Option) => option.makeOptionMandatory();

const acts: Act[] = [
  {
    type: 'accept',
    says: 'put on record that the agency accepted the terms; what waited for that begins',
    example: 'gsa.gov chatgpt --starts 2027-01-04 --reference "mail of 3 January"',
    done: 'Accepted',
    options: [
      new Option('--starts <date>', 'the activation date (default: as asked for, or today)').argParser(
        dayOption,
      ),
      reference(),
    ],
    command: ({ starts: startsOn, reference }) => ({ startsOn, reference }),
  },
  {
    type: 'determine',
    says: 'put a determination on record that a clause wants before a renewal',
    example: 'gsa.gov chatgpt --what funds --reference "memorandum 2027-14"',
    done: 'Put on record',
    options: [
      required(new Option('--what <id>', 'which one, such as funds; "onegov show" lists them')),
      required(reference()),
    ],
    command: ({ what: determination, reference }) => ({ determination, reference }),
  },
  {
    type: 'renew',
    says: 'decide to renew, at the same or another price',
    example: 'gsa.gov chatgpt --price 25.00 --length P1Y',
    done: 'Renewed',
    options: [
      new Option('--price <amount>', 'the next term’s price in USD, such as 25.00'),
      length('the next term’s length, such as P1Y'),
    ],
    command: ({ price, length }) => ({ price: price && { amount: price, currency: 'USD' }, length }),
  },
  {
    type: 'decline',
    says: 'decide not to renew',
    example: 'gsa.gov chatgpt --reason "moved to another offer"',
    done: 'Declined',
  },
  {
    type: 'switch',
    says: 'go on with another offer: it starts, this one ends with its term',
    example: 'gsa.gov chatgpt --to xai-grok --overlap P14D',
    done: 'Switched',
    options: [
      required(new Option('--to <offer>', 'the other offer’s id, or a word of it').argParser(offerNamed)),
      new Option('--overlap <period>', 'start the other one so long before this one ends, such as P14D'),
    ],
    command: ({ to }) => ({ to }),
  },
  {
    type: 'extend',
    says: 'extend the term, within what its clause allows in all (FAR 52.217-8: six months)',
    example: 'gsa.gov chatgpt --length P30D',
    done: 'Extended',
    options: [required(length('in days or months, such as P30D or P2M'))],
    command: ({ length }) => ({ length }),
  },
  {
    type: 'amend',
    says: 'move the term’s or the features’ end, change the notices, or add clauses of the order',
    example: 'gsa.gov chatgpt --features-end 2027-03-01 --dry-run',
    done: 'Amended',
    options: [
      new Option('--term-ends <date>', 'the first day after the term').argParser(dayOption),
      new Option('--features-end <date>', 'the first day without the time-limited features').argParser(
        dayOption,
      ),
      new Option('--notices <file>', 'a JSON file of the notices that are sent from now on, as in an offer'),
      clauseOption(),
    ],
    command: ({ termEnds: termEndsOn, featuresEnd: featuresEndOn, notices, clause }) => ({
      termEndsOn,
      featuresEndOn,
      notices: notices && jsonFile(notices),
      rules: clause && rulesOf(clause),
    }),
  },
  {
    type: 'suspend',
    says: 'take access away for the time being, and tell the agency',
    example: '--offer anthropic-claude --reason "removed from the schedule"',
    done: 'Suspended',
  },
  {
    type: 'reinstate',
    says: 'give access back',
    example: '--offer anthropic-claude --clock move',
    done: 'Reinstated',
    options: [clock()],
    command: ({ clock }) => ({ clock }),
  },
  {
    type: 'terminate',
    says: 'end the agreement now',
    example: 'gsa.gov chatgpt --reason "ordered by mistake"',
    done: 'Terminated',
  },
  {
    type: 'change-contacts',
    says: 'change who gets the notices, and access; of one agreement or of all of an agency',
    example: '--agency gsa.gov --contact "Olive Owner <olive@gsa.gov> owner,technical"',
    done: 'Changed the contacts of',
    options: [
      new Option('--contact <contact>', '"Name <mail> role,role" (repeatable)').argParser(contactArgument),
      new Option('--contacts <file>', 'a JSON file of contacts'),
    ],
    command: (options) => ({ contacts: contactsOf(options) }),
  },
  {
    type: 'retry',
    says: 'try again at once what failed or is delayed',
    example: 'gsa.gov chatgpt',
    done: 'Tried again',
  },
  {
    type: 'acknowledge',
    says: 'put on record that the agency acknowledged a notice',
    example: 'gsa.gov chatgpt --notice renewal-P30D:2027-09-01 --reason "by phone"',
    done: 'Put on record',
    options: [
      new Option('--notice <id>', 'which one, as "onegov show" prints it (default: the last one sent)'),
    ],
    command: ({ notice }) => ({ notice }),
  },
  {
    type: 'resend',
    says: 'send a notice again, to who is a contact now, worded for today',
    example: 'gsa.gov chatgpt --notice renewal-P30D:2027-09-01',
    done: 'Sent again',
    options: [required(new Option('--notice <id>', 'which one, as "onegov show" prints it'))],
    command: ({ notice }) => ({ notice }),
  },
  {
    type: 'hold',
    says: 'send no notices for the time being; the clock goes on',
    example: '--offer anthropic-claude --reason "wording under review"',
    done: 'Put on hold',
  },
  {
    type: 'release',
    says: 'end a hold: what fell due meanwhile is looked at anew',
    example: '--offer anthropic-claude',
    done: 'Released',
  },
];

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
      .option('--concurrency <number>', 'so many at a time', '10')
      .addOption(by())
      .addOption(json())
      .addHelpText('after', examples(`onegov ${type} ${example}`))
      .action((words: string[], asked: Options) => run(act, words, asked));
  }
}

function offerNamed(word: string): string {
  return matchOffer(loadCatalogue(), word);
}

async function run(act: Act, words: string[], options: Options): Promise<void> {
  const command = commandOf(act, options);
  const query = queryOf(options);
  if (words.length === 0 && query === '') {
    throw new Refusal(
      `Name an agreement, or a filter: --agency, --offer or --where (onegov ${act.type} --help).`,
    );
  }
  if (words.length > 0 && query !== '') throw new Refusal('Name an agreement or a filter, not both.');
  if (words.length > 0) {
    await onAgreement(words, (agreements, id) => runOnOne(agreements, act, id, command, options));
  } else {
    const open = `ExecutionStatus = "Running" AND ${query}`;
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
  const next = standing.nextDueAt ? `; next due ${standing.nextDueAt}` : '';
  show(options, { id, ...standing }, [`${act.done} ${id}; it is ${standing.status}${next}.`]);
}

async function runOnMany(
  agreements: Agreements,
  act: Act,
  query: string,
  command: Command,
  options: Options,
): Promise<void> {
  const total = await agreements.count(query);
  if (total === 0) throw new Refusal('No open agreement matches that.');
  if (!options.dryRun && !options.yes) await confirm(act, total);
  const progress = showProgress(options.dryRun ? 'Looking at' : act.done, total);
  const concurrency = Number(options.concurrency);
  const outcome = await interruptibly(progress.say, async (signal) => {
    const many: ManyOptions = { concurrency, signal, step: progress.step };
    const ids = idsOf(agreements, query);
    return options.dryRun
      ? foreseeMany(agreements, ids, command, many)
      : { tally: await actOnMany(ids, (id) => carryOut(agreements, id, command, options), many), groups: [] };
  }).finally(() => progress.stop());
  const { tally, groups } = outcome;
  const lines = tallyLines(tally, options.dryRun ? 'Nothing is done yet. Would be done' : act.done);
  show(options, { matched: total, ...tally, ...(options.dryRun && { groups }) }, [
    ...lines,
    ...groupLines(groups),
  ]);
  if (tally.refused > 0) throw new Refusal(`${tally.refused} of ${count(total)} refused.`);
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

/** @throws {Refusal} if the person at the terminal does not say yes, or there is none to ask. */
async function confirm({ type, says }: Act, total: number): Promise<void> {
  if (!process.stdin.isTTY) {
    throw new Refusal(
      `That is ${count(total)} to ${type}; say --yes to go on, or look first with --dry-run.`,
    );
  }
  process.stderr.write(`${type}: ${says}.\n`);
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await lines.question(`That is ${count(total)}. Go on? [y/N] `);
  lines.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new Refusal('Nothing was done.');
}

function jsonFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Refusal(`${path} can't be read: ${(error as Error).message}.`);
  }
}
