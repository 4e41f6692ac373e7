// The files that "import" reads. A row of our format, or an organization in the .gov registry's file, becomes a request.
import type { Contact, Language } from '../../agreements/model/parties.ts';
import { roles } from '../../agreements/offer/roles.ts';
import { RefusedError } from '../../agreements/validation/errors.ts';
import { ownDomain } from '../../data/own-domain.ts';
import { type RegistryRow, registryColumns, registryRow, zoneOfState } from '../../data/registry.ts';
import type { AgreementRequest } from '../../workflows/ports.ts';
import { type Cells, readCsv } from '../files/csv.ts';

export const formats = ['ours', 'dotgov'] as const;
export type Format = (typeof formats)[number];

/** What applies to every row that does not say otherwise. */
export type Defaults = Omit<AgreementRequest, 'agency'>;

/** What is wrong in a cell. */
export type Fault = { line: number; column: string; text: string };

/** An agreement that a file asks for. */
export type Row = {
  line: number;
  /** The cells as the file has them. A refused row is handed back with them. */
  cells: Cells;
  agency: string;
  request: AgreementRequest;
  /** The column that each part of the request comes from: `contacts[0].email` comes from `owner_email`. */
  columns: Record<string, string>;
  /** What is wrong with the cells themselves. */
  faults: Fault[];
  /** A remark on how the row was read. */
  note?: string;
};

/**
 * Reads a file row by row. The registry's file has no order, so all its organizations are held in memory.
 * @throws {RefusedError} if it is not a file of that format
 */
export function readRows(path: string, format: Format, defaults: Defaults): AsyncIterable<Row> {
  return format === 'ours' ? readOurs(path, defaults) : readDotgov(path, defaults);
}

/** The column that says why a row was refused, in a file that was handed back. It is not read. */
export const reasonColumn = 'reason';

const ourColumns = [
  ...['agency', 'name', 'time_zone', 'starts'],
  ...roles.flatMap((role) => [`${role}_name`, `${role}_email`, `${role}_language`]),
];

/**
 * Our own format: a heading, and a row for each agency. The columns may come in any order, and only `agency` is required:
 * - `agency`: its .gov domain; `name` and `time_zone` if the registry does not have it
 * - `starts`: the activation date where the agency is, YYYY-MM-DD
 * - `owner_name`, `owner_email`, and the same for `contracting_`, `technical_` and `executive_`: who has that role.
 *   One address in several roles is one contact. `owner_language` and so on: `es` for notices in Spanish
 */
async function* readOurs(path: string, defaults: Defaults): AsyncIterable<Row> {
  for await (const { line, cells, flaw } of readCsv(path, ours)) {
    const { agency = '', name, time_zone: timeZone, starts } = cells;
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
      },
      columns: {
        agency: 'agency',
        'agency.id': 'agency',
        'agency.name': 'name',
        'agency.timeZone': 'time_zone',
        startsOn: 'starts',
        contacts: 'owner_email',
        ...columns,
      },
      faults: flaw ? [{ line, column: 'the row', text: flaw }] : faults,
    };
  }

  function ours(heading: string[]): void {
    const unknown = heading.filter((column) => column !== reasonColumn && !ourColumns.includes(column));
    if (unknown.length === 0 && heading.includes('agency')) return;
    const what = unknown.length > 0 ? `has the unknown column "${unknown.join('", "')}"` : 'has no "agency"';
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

type DotgovRow = RegistryRow & { line: number; cells: Cells; flaw?: string };

/** The .gov registry's file as it is published: one agency for each organization, under its own domain. */
async function* readDotgov(path: string, defaults: Defaults): AsyncIterable<Row> {
  const organizations = new Map<string, DotgovRow[]>();
  for await (const { line, cells, flaw } of readCsv(path, published)) {
    const row = { ...registryRow(cells), line, cells, ...(flaw && { flaw }) };
    const others = organizations.get(row.organization);
    if (others) others.push(row);
    else organizations.set(row.organization, [row]);
  }
  for (const rows of organizations.values()) yield organizationRow(rows, defaults);

  function published(heading: string[]): void {
    const missing = Object.values(registryColumns).filter((column) => !heading.includes(column));
    if (missing.length > 0)
      throw new RefusedError(
        `${path} is not the .gov registry’s file, because it has no column "${missing.join('", "')}".`,
      );
  }
}

function organizationRow(rows: DotgovRow[], defaults: Defaults): Row {
  const { row, hints } = ownDomain(rows);
  const { domain, organization, state, line, cells } = row;
  const without = rows.filter(({ contact }) => contact === undefined).length;
  const email = row.contact ?? mostCommon(rows.flatMap(({ contact }) => contact ?? []));
  const contacts: Contact[] = email
    ? [{ name: `${organization} security contact`, email, roles: ['technical'] }]
    : defaults.contacts;
  const isAlone = rows.length === 1;
  return {
    line,
    cells,
    agency: domain,
    request: {
      ...defaults,
      agency: { id: domain, name: organization, timeZone: zoneOfState(state) },
      contacts,
    },
    columns: {
      'agency.id': registryColumns.domain,
      'agency.name': registryColumns.organization,
      'agency.timeZone': registryColumns.state,
      contacts: registryColumns.contact,
      'contacts[0].email': registryColumns.contact,
      'contacts[0].name': registryColumns.organization,
    },
    faults: rows.flatMap(({ line, flaw }) => (flaw ? [{ line, column: 'the row', text: flaw }] : [])),
    note: [
      ...(isAlone ? [] : [`of ${rows.length} domains: ${hints.join(', ')}`]),
      ...(without > 0
        ? [`${isAlone ? 'no' : `${without} of ${rows.length} without a`} security contact`]
        : []),
    ].join('; '),
  };
}

/** The most frequent value; the first one if several are. */
function mostCommon(values: string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return values.find((value) => counts.get(value) === most);
}
