// Options that mean the same in every command that has them.
import { userInfo } from 'node:os';
import { InvalidArgumentError, Option } from 'commander';
import { clausesInWords } from '../../offers/clauses.ts';
import { matchOffer } from '../api/names.ts';
import { contactArgument } from './arguments.ts';
import { catalog, clauses } from './catalog.ts';
import { dayOption } from './day-argument.ts';

/** `--offer`: the offer's id, or a word of it such as `chatgpt`. */
export function offer(says = 'the offer’s id, or a word of it such as chatgpt'): Option {
  return new Option('--offer <id>', says).argParser(offerNamed);
}

/** The id of the offer that a word means. */
export function offerNamed(word: string): string {
  return matchOffer(catalog(), word);
}

/** An option that takes a day, such as `2027-01-05` or `+14d`. */
export function day(flag: string, says: string): Option {
  return new Option(`${flag} <date>`, says).argParser(dayOption);
}

/** `--clause`: a clause of the agency's order, with its number if the clause leaves it open. */
export function clause(): Option {
  return new Option(
    '--clause <name>',
    `a clause of the agency’s order (repeatable), with what the order fills in, such as "FAR 52.217-9, exercise=P30D, total=P5Y"; the clauses and their blanks are ${clausesInWords(clauses())}`,
  ).argParser((name: string, before: string[] = []) => [...before, name]);
}

/** `--await-acceptance`: the agreement waits for the agency to accept the terms. */
export function awaitAcceptance(): Option {
  const says = 'nothing begins before the agency accepts the terms (see "onegov accept")';
  return new Option('--await-acceptance', says);
}

/** `--concurrency`: how many agreements are in progress at once. */
export function concurrency(): Option {
  return new Option('--concurrency <number>', 'work on this many at a time')
    .argParser((text) => {
      const number = Number(text);
      if (Number.isInteger(number) && number >= 1 && number <= 100) return number;
      throw new InvalidArgumentError('Name a number from 1 to 100.');
    })
    .default(10);
}

/** `--clock`: what a suspension does to the dates. */
export function clock(): Option {
  return new Option('--clock <treatment>', 'keep the dates, or move those ahead by the days of the pause')
    .choices(['keep', 'move'])
    .default('keep');
}

/** `--by`: who does it. Left out, the account that is logged in. */
export function by(): Option {
  return new Option('--by <who>', 'who does it, for the record').default(whoever());
}

/** In a container an account may have no name. */
function whoever(): string {
  try {
    return userInfo().username;
  } catch {
    return 'an operator';
  }
}

/** `--json`: output for programs. */
export function json(): Option {
  return new Option('--json', 'print JSON');
}

/** `--csv`: output for spreadsheets. */
export function csv(): Option {
  return new Option('--csv', 'print CSV');
}

/** `--contact`: one contact, as it is typed. */
export function contact(whose = ''): Option {
  return new Option('--contact <contact>', `"Name <mail> role,role"${whose} (repeatable)`).argParser(
    contactArgument,
  );
}

/** `--contacts`: a JSON file with a list of `{ name, email, roles, language }`. */
export function contactsFile(whose = ''): Option {
  return new Option('--contacts <file>', `a JSON file of contacts${whose}`);
}

/** Makes an option mandatory. */
export function required(option: Option): Option {
  return option.makeOptionMandatory();
}

/** `--reference`: where something is written. */
export function reference(): Option {
  return new Option('--reference <text>', 'where that is written');
}

/** `--length`: a period. */
export function length(says: string): Option {
  return new Option('--length <period>', says);
}

/** The help of `--ids`. */
export const idsSays = 'show the ids of notices and other obligations';
