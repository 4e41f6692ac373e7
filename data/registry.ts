// The federal domains of the .gov registry, read from the file that CISA publishes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { areaOfPlace } from './closures.ts';
import { zoneOfPlace } from './time-zones.ts';

/** An agency as the registry has it. It has no time zone if its row has no state. */
type RegisteredAgency = {
  id: string;
  name: string;
  timeZone?: string;
  /** The area with holidays of its own that it is in. */
  area?: string;
  /** Why it has this time zone, if its state has two. */
  zoneRemark?: string;
};

export type Registry = ReadonlyMap<string, RegisteredAgency>;

/** A row of the file, with our names. */
export type RegistryRow = {
  domain: string;
  organization: string;
  suborganization: string;
  /** Empty if the row has none. */
  city: string;
  /** Its two letters, in capitals. Empty if the row has none. */
  state: string;
  /** The email address of the security contact; one row in ten has none. */
  contact?: string;
};

/** All agencies of the registry, by domain. The time zone comes from the city and state that they are registered in. */
export function loadRegistry(file: string = join(import.meta.dirname, 'current-federal.csv')): Registry {
  const rows: Record<string, string>[] = parse(readFileSync(file), { columns: true, bom: true, trim: true });
  return new Map(
    rows.map(registryRow).map(({ domain: id, organization, city, state }) => {
      const { timeZone, remark } = zoneOfPlace(city, state) ?? {};
      const zone = { ...(timeZone && { timeZone }), ...(remark && { zoneRemark: remark }) };
      const area = areaOfPlace(city, state);
      return [id, { id, name: organization || id, ...zone, ...(area && { area }) }];
    }),
  );
}

/** The columns that we use, as CISA names them. */
export const registryColumns = {
  domain: 'Domain name',
  organization: 'Organization name',
  suborganization: 'Suborganization name',
  city: 'City',
  state: 'State',
  contact: 'Security contact email',
} as const;

/** Reads a row of the file. */
export function registryRow(cells: Record<string, string>): RegistryRow {
  const cell = (column: keyof typeof registryColumns) =>
    (cells[registryColumns[column]] ?? '').trim().replace(/^\(blank\)$/i, '');
  const contact = cell('contact');
  return {
    domain: cell('domain').toLowerCase(),
    organization: cell('organization'),
    suborganization: cell('suborganization'),
    city: cell('city'),
    state: cell('state').toUpperCase(),
    ...(contact && { contact }),
  };
}

/**
 * The addresses that the registry gives to a domain whose owner named no contact. They are the registrar's own
 * (repository `cisagov/manage.get.gov`, `DefaultEmail`).
 */
export const registrarAddresses: readonly string[] = [
  'help@get.gov',
  'dotgov@cisa.dhs.gov',
  'registrar@dotgov.gov',
];
