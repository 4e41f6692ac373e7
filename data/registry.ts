// The .gov registry's federal domains, read from the file as it is published.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Agency } from '../agreements/agreement.ts';

export type Registry = ReadonlyMap<string, Agency>;

/** All agencies of the registry by domain; the time zone is that of the state they are registered in. */
export function loadRegistry(file: string = join(import.meta.dirname, 'current-federal.csv')): Registry {
  const rows: Record<string, string>[] = parse(readFileSync(file), { columns: true, bom: true, trim: true });
  return new Map(
    rows.map((row) => {
      const id = (row['Domain name'] ?? '').toLowerCase();
      const timeZone = zoneOfState(row.State ?? '');
      return [id, { id, name: row['Organization name'] ?? id, timeZone }];
    }),
  );
}

/** The zone that most of a state's people live in: a domain's row says no more than its state. */
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
