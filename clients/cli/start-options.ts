// What every start is asked with, whether it starts one agreement, a rehearsal, or all agencies of a file.
import type { Command as Program } from 'commander';
import type { Contact } from '../../agreements/model/parties.ts';
import { findOffer } from '../../offers/catalogue.ts';
import { withClauses } from '../../offers/clauses.ts';
import type { AgreementRequest } from '../../workflows/ports.ts';
import { jsonFile } from '../files/text-files.ts';
import { catalogue, clauses } from './catalogue.ts';
import { awaitAcceptance, by, clause, contact, contactsFile, day, json, offer, required } from './options.ts';

/** The options of every start. */
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

/** The same for one agency. */
export type OneStartOptions = StartOptions & { agency: string; name?: string; timeZone?: string };

/** Adds the options of a start of one agency's agreement. */
export function addStartOptions(command: Program): Program {
  return command
    .requiredOption('--agency <domain>', 'the agency’s .gov domain')
    .addOption(required(offer()))
    .addOption(contact())
    .addOption(contactsFile())
    .addOption(day('--starts', 'the activation date, such as 2027-01-05 or +14d (default: today)'))
    .option('--name <name>', 'the agency’s name, if the .gov registry’s file does not have it')
    .option('--time-zone <zone>', 'the agency’s time zone (default: that of its state)')
    .addOption(clause())
    .addOption(awaitAcceptance())
    .addOption(by())
    .addOption(json());
}

/** The request to start one agency's agreement. */
export function requestOf(options: OneStartOptions, contacts: Contact[]): AgreementRequest {
  const { agency: id, name, timeZone } = options;
  const agency = name || timeZone ? { id, ...(name && { name }), ...(timeZone && { timeZone }) } : id;
  return { ...startOf(options), agency, contacts };
}

/** What is the same for every agency: the offer with the order's clauses, the day, and who asks. */
export function startOf({ offer, starts, clause = [], awaitAcceptance, by }: StartOptions) {
  return {
    offer: withClauses(findOffer(catalogue(), offer), clause, clauses()),
    by,
    ...(starts !== undefined && { startsOn: starts }),
    ...(awaitAcceptance && { acceptance: 'awaited' as const }),
  };
}

/** The contacts of the file, or those that were typed; not checked yet. */
export function contactsOf(options: Pick<StartOptions, 'contact' | 'contacts'>): Contact[] | undefined {
  const { contact, contacts: file } = options;
  return file === undefined ? contact : (jsonFile(file, `The contacts in ${file}`) as Contact[]);
}
