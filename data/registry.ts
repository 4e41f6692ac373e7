// The federal domains of the .gov registry, read from the file that CISA publishes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Agency } from '../agreements/model/parties.ts';

export type Registry = ReadonlyMap<string, Agency>;

/** A row of the file, with our names. */
export type RegistryRow = {
  domain: string;
  organization: string;
  suborganization: string;
  state: string;
  /** The email address of the security contact; one row in ten has none. */
  contact?: string;
};

/** All agencies of the registry, by domain. The time zone comes from the state that they are registered in. */
export function loadRegistry(file: string = join(import.meta.dirname, 'current-federal.csv')): Registry {
  const rows: Record<string, string>[] = parse(readFileSync(file), { columns: true, bom: true, trim: true });
  return new Map(
    rows.map(registryRow).map(({ domain: id, organization, state }) => {
      return [id, { id, name: organization || id, timeZone: zoneOfState(state) }];
    }),
  );
}

/** The columns that we use, as CISA names them. */
export const registryColumns = {
  domain: 'Domain name',
  organization: 'Organization name',
  suborganization: 'Suborganization name',
  state: 'State',
  contact: 'Security contact email',
} as const;

/** Reads a row of the file. */
export function registryRow(cells: Record<string, string>): RegistryRow {
  const cell = (column: keyof typeof registryColumns) => cells[registryColumns[column]] ?? '';
  const contact = cell('contact');
  return {
    domain: cell('domain').toLowerCase(),
    organization: cell('organization'),
    suborganization: cell('suborganization'),
    state: cell('state'),
    ...(contact !== '' && contact !== '(blank)' && { contact }),
  };
}

/** The time zone of most people in a state. A row has a state, but no time zone. */
export function zoneOfState(state: string): string {
  const found = Object.entries(zones).find(([, states]) => states.split(' ').includes(state));
  return found?.[0] ?? 'America/New_York';
}

const zones = {
  'America/Chicago': 'AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI',
  'America/Denver': 'CO MT NM UT WY',
  'America/Boise': 'ID',
  'America/Phoenix': 'AZ',
  'America/Los_Angeles': 'CA NV OR WA',
  'America/Anchorage': 'AK',
  'Pacific/Honolulu': 'HI',
  'America/Puerto_Rico': 'PR VI',
  'Pacific/Guam': 'GU MP',
  'Pacific/Pago_Pago': 'AS',
};
