// The .gov registry's file as it is published: each organization becomes one agency.
import type { Contact } from '../../agreements/model/parties.ts';
import { RefusedError } from '../../agreements/validation/errors.ts';
import { ownDomain } from '../../data/own-domain.ts';
import { type RegistryRow, registryColumns, registryRow } from '../../data/registry.ts';
import { zoneOfPlace } from '../../data/time-zones.ts';
import { type Cells, readCsv } from '../files/csv.ts';
import { type Defaults, type Fault, type Row, reasonColumn } from './row.ts';
import { organizationsByContact, whyNotOwn } from './security-contacts.ts';

type DotgovRow = RegistryRow & {
  line: number;
  cells: Cells;
  flaw?: string;
  /** A security contact that is another body's, and why: it is not used. */
  others?: { email: string; why: string };
};

/** A column that the published file lacks. It counts more than the city and the state. */
const ownZone = 'time_zone';

/**
 * One row for each organization, under its main domain. The file has no order, so all of it is held in memory.
 * @throws {RefusedError} if it is another file
 */
export async function* readDotgov(path: string, defaults: Defaults): AsyncIterable<Row> {
  let wasHandedBack = false;
  const organizations = new Map<string, DotgovRow[]>();
  for await (const { line, cells, flaw } of readCsv(path, published)) {
    wasHandedBack ||= reasonColumn in cells;
    const row = { ...registryRow(cells), line, cells, ...(flaw && { flaw }) };
    const others = organizations.get(row.organization);
    if (others) others.push(row);
    else organizations.set(row.organization, [row]);
  }
  // In a file that was handed back, a person has filled in the contacts.
  const sharedBy = wasHandedBack ? new Map() : organizationsByContact(organizations.values());
  for (const rows of organizations.values()) yield organizationRow(rows, sharedBy, defaults);

  function published(heading: string[]): void {
    const missing = Object.values(registryColumns).filter((column) => !heading.includes(column));
    if (missing.length > 0)
      throw new RefusedError(
        `${path} is not the .gov registry’s file, because it has no column "${missing.join('", "')}".`,
      );
  }
}

function organizationRow(all: DotgovRow[], sharedBy: ReadonlyMap<string, number>, defaults: Defaults): Row {
  const rows = all.map((row) => withOwnContact(row, all, sharedBy));
  const { row, hints } = ownDomain(rows);
  const { domain, organization, line, cells } = row;
  const zone = zoneOf(row);
  const { contacts, ...contact } = contactOf(row, rows, sharedBy, defaults);
  const column = registryColumns.contact;
  return {
    line,
    // A contact that is another body's does not come back with a refused row, or the next import would take it.
    cells: row.others ? { ...cells, [column]: '(blank)' } : cells,
    agency: domain,
    request: {
      ...defaults,
      agency: { id: domain, name: organization, ...(zone.timeZone && { timeZone: zone.timeZone }) },
      contacts,
    },
    columns: {
      'agency.id': registryColumns.domain,
      'agency.name': registryColumns.organization,
      'agency.timeZone': cells[ownZone] ? ownZone : registryColumns.state,
      contacts: column,
      'contacts[0].email': column,
      'contacts[0].name': registryColumns.organization,
    },
    faults: [
      ...rows.flatMap(({ line, flaw }) => (flaw ? [{ line, column: 'the row', text: flaw }] : [])),
      ...zone.faults,
      ...contact.faults,
    ],
    note: [
      ...(rows.length > 1 ? [`of ${rows.length} domains: ${hints.join(', ')}`] : []),
      ...contact.notes,
      ...(zone.remark ? [zone.remark] : []),
    ].join('; '),
  };
}

/** The time zone of its own column, or of its city and state. */
function zoneOf({ city, state, cells, line }: DotgovRow): {
  timeZone?: string;
  remark?: string;
  faults: Fault[];
} {
  if (cells[ownZone]) return { timeZone: cells[ownZone], faults: [] };
  const zone = zoneOfPlace(city, state);
  if (zone) return { ...zone, faults: [] };
  const what = state ? `is ${state}, and no state has these letters` : 'is empty';
  const text = `${what}, so the time zone is not known; correct it, or add a column ${ownZone}`;
  return { faults: [{ line, column: registryColumns.state, text }] };
}

/** The row without a security contact that is not the organization's own. */
function withOwnContact(
  row: DotgovRow,
  all: readonly DotgovRow[],
  sharedBy: ReadonlyMap<string, number>,
): DotgovRow {
  const { contact: email, ...rest } = row;
  const why = email && whyNotOwn(email, all, sharedBy);
  return email && why ? { ...rest, others: { email, why } } : row;
}

/** The contact of the main domain, or the most frequent one; without any, the one that was typed for such agencies. */
function contactOf(
  row: DotgovRow,
  rows: readonly DotgovRow[],
  sharedBy: ReadonlyMap<string, number>,
  defaults: Defaults,
): { contacts: Contact[]; faults: Fault[]; notes: string[] } {
  const email = row.contact ?? mostCommon(rows.flatMap(({ contact }) => contact ?? []));
  const others = row.others ?? (email ? undefined : rows.find((one) => one.others)?.others);
  const contacts: Contact[] = email
    ? [{ name: `${row.organization} security contact`, email, roles: ['technical'] }]
    : defaults.contacts;
  if (others && contacts.length === 0) {
    const text = `is ${others.email}, which ${others.why}; fill in a contact of the agency`;
    return { contacts, faults: [{ line: row.line, column: registryColumns.contact, text }], notes: [] };
  }
  const without = rows.filter(({ contact }) => contact === undefined).length;
  const more = (email ? (sharedBy.get(email.toLowerCase()) ?? 1) : 1) - 1;
  return {
    contacts,
    faults: [],
    notes: [
      ...(without > 0
        ? [`${rows.length === 1 ? 'no' : `${without} of ${rows.length} without a`} security contact`]
        : []),
      ...(others ? [`${others.email} is not used, because it ${others.why}`] : []),
      ...(more > 0
        ? [`${email} is the contact of ${more} other organization${more > 1 ? 's' : ''}, too`]
        : []),
    ],
  };
}

/** The most frequent value; the first one if several are. */
function mostCommon(values: string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return values.find((value) => counts.get(value) === most);
}
