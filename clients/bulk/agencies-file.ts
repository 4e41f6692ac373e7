// The files that "import" reads. A row of our format becomes a request; registry-file.ts reads the .gov registry's own file.
import type { Contact, Language } from '../../agreements/model/parties.ts';
import { roles } from '../../agreements/offer/roles.ts';
import { RefusedError } from '../../agreements/validation/errors.ts';
import { quotedWords } from '../../agreements/validation/quoted-words.ts';
import { type Cells, readCsv } from '../files/csv.ts';
import { readDotgov } from './registry-file.ts';
import { type Defaults, type Fault, type Row, reasonColumn } from './row.ts';

export const formats = ['ours', 'dotgov'] as const;
export type Format = (typeof formats)[number];

/**
 * Reads a file row by row.
 * @throws {RefusedError} if it is not a file of that format
 */
export function readRows(path: string, format: Format, defaults: Defaults): AsyncIterable<Row> {
  return format === 'ours' ? readOurs(path, defaults) : readDotgov(path, defaults);
}

const ourColumns = [
  ...['agency', 'name', 'time_zone', 'starts', 'last_day'],
  ...roles.flatMap((role) => [`${role}_name`, `${role}_email`, `${role}_language`]),
];

/**
 * Our own format: a heading, and a row for each agency. The columns may come in any order, and only `agency` is required:
 * - `agency`: its .gov domain; `name` and `time_zone` if the registry does not have it
 * - `starts`: the activation date where the agency is, YYYY-MM-DD
 * - `last_day`: the last day of the term, if the agency's order names it
 * - `owner_name`, `owner_email`, and the same for `contracting_`, `technical_` and `executive_`: who has that role.
 *   One address in several roles is one contact. `owner_language` and so on: `es` for notices in Spanish
 */
async function* readOurs(path: string, defaults: Defaults): AsyncIterable<Row> {
  for await (const { line, cells, flaw } of readCsv(path, ours)) {
    const { agency = '', name, time_zone: timeZone, starts, last_day: lastDay } = cells;
    const { contacts, columns, faults } = contactsOf(cells, line);
    yield {
      line,
      cells,
      agency,
      request: {
        ...defaults,
        agency: { id: agency, ...(name && { name }), ...(timeZone && { timeZone }) },
        contacts: contacts.length > 0 || faults.length > 0 ? contacts : defaults.contacts,
        ...(starts && { startsOn: starts }),
        ...(lastDay && { lastDay }),
      },
      columns: {
        agency: 'agency',
        'agency.id': 'agency',
        'agency.name': 'name',
        'agency.timeZone': 'time_zone',
        startsOn: 'starts',
        lastDay: 'last_day',
        contacts: 'owner_email',
        ...columns,
      },
      faults: flaw ? [{ line, column: 'the row', text: flaw }] : faults,
    };
  }

  function ours(heading: string[]): void {
    const unknown = heading.filter((column) => column !== reasonColumn && !ourColumns.includes(column));
    if (unknown.length === 0 && heading.includes('agency')) return;
    const what = unknown.length > 0 ? `has the unknown column ${quotedWords(unknown)}` : 'has no "agency"';
    throw new RefusedError(
      `${path} ${what}; the columns are ${ourColumns.join(', ')}. (To read the registry’s own file, add --format dotgov.)`,
    );
  }
}

/** One contact for each address, with all its roles. */
function contactsOf(cells: Cells, line: number) {
  const contacts: Contact[] = [];
  const columns: Record<string, string> = {};
  const faults: Fault[] = [];
  for (const role of roles) {
    const name = cells[`${role}_name`] ?? '';
    const email = cells[`${role}_email`] ?? '';
    const language = cells[`${role}_language`] as Language | undefined;
    if (!email && !name) continue;
    if (!email) faults.push({ line, column: `${role}_email`, text: `is missing: ${name} has no address` });
    const same = contacts.find((contact) => email && contact.email.toLowerCase() === email.toLowerCase());
    if (same?.name && name && name !== same.name) {
      const text = `is ${name}, but ${email} is ${same.name}’s in the same row`;
      faults.push({ line, column: `${role}_name`, text });
    }
    if (same?.language && language && language !== same.language) {
      const text = `is ${language}, but ${email} is ${same.language} in the same row`;
      faults.push({ line, column: `${role}_language`, text });
    }
    const place = same ? contacts.indexOf(same) : contacts.length;
    if (language) columns[`contacts[${place}].language`] ??= `${role}_language`;
    if (same) {
      same.name ||= name;
      same.roles.push(role);
      if (language) same.language ??= language;
    } else {
      columns[`contacts[${contacts.length}].name`] = `${role}_name`;
      columns[`contacts[${contacts.length}].email`] = `${role}_email`;
      contacts.push({ name, email, roles: [role], ...(language && { language }) });
    }
  }
  return { contacts, columns, faults };
}
