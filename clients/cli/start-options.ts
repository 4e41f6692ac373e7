// The options of every start: of one agreement, of a rehearsal, or of all agencies in a file.
import type { Command as Program } from 'commander';
import type { Contact } from '../../agreements/model/parties.ts';
import { flawsOfRequest } from '../../agreements/planning/request.ts';
import { RefusedError } from '../../agreements/validation/errors.ts';
import { loadRegistry } from '../../data/registry.ts';
import { findOffer } from '../../offers/catalog.ts';
import { withClauses } from '../../offers/clauses.ts';
import type { AgreementRequest } from '../../workflows/ports.ts';
import { didYouMean, namesLike } from '../api/suggestions.ts';
import type { Path } from '../files/json-lines.ts';
import { jsonFile } from '../files/text-files.ts';
import { catalog, clauses } from './catalog.ts';
import { awaitAcceptance, by, clause, contact, contactsFile, day, json, offer, required } from './options.ts';
import { contactsTyped, flag, type Places, refuseFlaws } from './typed-flaws.ts';

/** The options of every start. */
export type StartOptions = {
  offer: string;
  starts?: string;
  lastDay?: string;
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
    .addOption(day('--last-day', 'the term’s last day, if the order names it (default: as the offer says)'))
    .option('--name <name>', 'the agency’s name, if the .gov registry’s file does not have it')
    .option('--time-zone <zone>', 'the agency’s time zone (default: that of its city or state)')
    .addOption(clause())
    .addOption(awaitAcceptance())
    .addOption(by())
    .addOption(json());
}

/**
 * The request to start one agency's agreement.
 * @throws {RefusedError} naming the flags of what can't be used, or agencies that may have been meant.
 */
export function requestOf(options: OneStartOptions, contacts: Contact[]): AgreementRequest {
  const { agency: id, name, timeZone } = options;
  refuseUnknownAgency(options);
  const agency = name || timeZone ? { id, ...(name && { name }), ...(timeZone && { timeZone }) } : id;
  const request = { ...startOf(options), agency, contacts };
  refuseFlaws(flawsOfRequest(request), { ...startTyped(options), agency: agencyTyped });
  return request;
}

/** Where each part of a request was typed, apart from the agency. */
export function startTyped({ contact, contacts }: StartOptions): Places {
  return {
    contacts: contactsTyped(contact, contacts),
    startsOn: flag('--starts'),
    lastDay: flag('--last-day'),
    by: flag('--by'),
    offer: flag('--offer'),
  };
}

function agencyTyped([part]: Path): string {
  return part === 'name' ? '--name' : part === 'timeZone' ? '--time-zone' : '--agency';
}

/** Why the agency has its time zone, if its state has two and none was typed. */
export function zoneRemark({ agency, timeZone }: OneStartOptions): string | undefined {
  return timeZone ? undefined : loadRegistry().get(agency.toLowerCase())?.zoneRemark;
}

function refuseUnknownAgency({ agency, name, timeZone }: OneStartOptions): void {
  const registry = loadRegistry();
  const known = registry.get(agency.toLowerCase());
  if ((known || name) && (known?.timeZone || timeZone)) return;
  if (known)
    throw new RefusedError(`${agency} has no state in the .gov registry's federal file. Add --time-zone.`);
  const near = namesLike(agency, registry.keys());
  if (!agency.toLowerCase().endsWith('.gov'))
    throw new RefusedError(`--agency must be a .gov domain such as access-board.gov${didYouMean(near)}`);
  const unknown = `${agency} is not in the .gov registry's federal file`;
  throw new RefusedError(
    near.length > 0
      ? `${unknown}${didYouMean(near)} If it is an agency that the file lacks, add --name and --time-zone.`
      : `${unknown}. Add --name and --time-zone.`,
  );
}

/** The part of a request that is the same for every agency: the offer with the order's clauses, the day, who asks. */
export function startOf({ offer, starts, lastDay, clause = [], awaitAcceptance, by }: StartOptions) {
  return {
    offer: withClauses(findOffer(catalog(), offer), clause, clauses()),
    by,
    ...(starts !== undefined && { startsOn: starts }),
    ...(lastDay !== undefined && { lastDay }),
    ...(awaitAcceptance && { acceptance: 'awaited' as const }),
  };
}

/** The contacts in the file, or those that were typed. They are not checked yet. */
export function contactsOf(options: Pick<StartOptions, 'contact' | 'contacts'>): Contact[] | undefined {
  const { contact, contacts: file } = options;
  return file === undefined ? contact : (jsonFile(file, `The contacts in ${file}`) as Contact[]);
}
