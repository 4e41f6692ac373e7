// What commands have in common: the connection they act through, and options of the same meaning everywhere.

import { userInfo } from 'node:os';
import { InvalidArgumentError, Option } from 'commander';
import { isRehearsal } from '../../../agreements/model/ids.ts';
import type { Contact } from '../../../agreements/model/parties.ts';
import { readConfig } from '../../../config/config.ts';
import { findOffer, loadCatalogue } from '../../../offers/catalogue.ts';
import { loadClauses, withClauses } from '../../../offers/clauses.ts';
import { type Agreements, connectAgreements } from '../../api/agreements.ts';
import { contactArgument } from '../../api/arguments.ts';
import { matchOffer, resolveAgreement } from '../../api/names.ts';
import { jsonFile } from '../../files/text-files.ts';

/** Acts through a connection to the namespace of agreements, or of rehearsals, and closes it. */
export async function connected(
  which: 'live' | 'rehearsal',
  act: (agreements: Agreements) => Promise<void>,
): Promise<void> {
  const { temporal } = readConfig();
  const agreements = await connectAgreements({
    address: temporal.address ?? `127.0.0.1:${temporal.port}`,
    namespace: which === 'live' ? temporal.namespace : temporal.rehearsalNamespace,
    apiKey: temporal.apiKey,
    tls: temporal.tls,
    metadata: temporal.metadata,
    catalogue: loadCatalogue(),
  });
  try {
    await act(agreements);
  } finally {
    await agreements.close();
  }
}

/** Acts on the agreement that words name, or the rehearsal whose whole id is given. */
export async function onAgreement(
  words: string[],
  act: (agreements: Agreements, id: string) => Promise<void>,
): Promise<void> {
  await connected(words.some(isRehearsal) ? 'rehearsal' : 'live', async (agreements) =>
    act(agreements, await resolveAgreement(agreements, words)),
  );
}

/** `--offer`: by its id, or a word of its id, vendor or product; `chatgpt` will do. */
export function offer(says = 'the offer’s id, or a word of it, such as chatgpt'): Option {
  return new Option('--offer <id>', says).argParser((word) => matchOffer(loadCatalogue(), word));
}

/** `--clause`: what the agency's order contains, each with its number if the clause leaves it open. */
export function clauseOption(): Option {
  return new Option(
    '--clause <name>',
    `a clause of the agency’s order (repeatable), such as "FAR 52.217-9=P60D"; there are ${Object.keys(loadClauses()).join(', ')}`,
  ).argParser((name: string, before: string[] = []) => [...before, name]);
}

/** `--await-acceptance`: a start that waits for the agency. */
export function awaitAcceptance(): Option {
  const says = 'nothing begins before the agency has accepted the terms (see "onegov accept")';
  return new Option('--await-acceptance', says);
}

/** `--concurrency`: how many are under way at once. */
export function concurrency(): Option {
  return new Option('--concurrency <number>', 'so many at a time')
    .argParser((text) => {
      const number = Number(text);
      if (Number.isInteger(number) && number >= 1 && number <= 100) return number;
      throw new InvalidArgumentError('Name a number from 1 to 100.');
    })
    .default(10);
}

/** For a command's help: what people type, a line each. */
export function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`;
}

/** `--clock`: what a suspension does to the dates. */
export function clock(): Option {
  return new Option(
    '--clock <treatment>',
    'reinstate: keep the dates, or move all that lay ahead by the pause',
  )
    .choices(['keep', 'move'])
    .default('keep');
}

/** `--by`: who does it; left out, whoever is logged in. */
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

/** `--json`: for programs. */
export function json(): Option {
  return new Option('--json', 'print JSON');
}

/** `--csv`: for spreadsheets. */
export function csv(): Option {
  return new Option('--csv', 'print CSV');
}

/** That a list was cut; not among its rows, for programs read those. */
export function sayMore(more: number): void {
  if (more > 0)
    process.stderr.write(`${more.toLocaleString('en-US')} more; see them with --limit, or narrow it down.\n`);
}

/** `--contact`: one as it is typed. */
export function contactOption(whose = ''): Option {
  return new Option('--contact <contact>', `"Name <mail> role,role"${whose} (repeatable)`).argParser(
    contactArgument,
  );
}

/** `--contacts`: all of them in a JSON file, a list of { name, email, roles, language }. */
export function contactsOption(whose = ''): Option {
  return new Option('--contacts <file>', `a JSON file of contacts${whose}`);
}

/** Those of the file, else those that were typed; not checked yet. */
export function contactsOf(options: Pick<StartOptions, 'contact' | 'contacts'>): Contact[] | undefined {
  const { contact, contacts: file } = options;
  return file === undefined ? contact : (jsonFile(file, `The contacts in ${file}`) as Contact[]);
}

/** What every start is asked with, be it one or those of a file. */
export type StartOptions = {
  offer: string;
  starts?: string;
  clause?: string[];
  awaitAcceptance?: boolean;
  contact?: Contact[];
  contacts?: string;
  by: string;
  json?: boolean;
};

/** What such options ask for: of which offer, from which day, by whom. */
export function startOf({ offer, starts, clause = [], awaitAcceptance, by }: StartOptions) {
  return {
    offer: withClauses(findOffer(loadCatalogue(), offer), clause),
    by,
    ...(starts !== undefined && { startsOn: starts }),
    ...(awaitAcceptance && { acceptance: 'awaited' as const }),
  };
}
