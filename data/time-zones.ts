// The time zone of a city. Most states have one; for those with two, a table has cities of each.
import { join } from 'node:path';
import { readJson } from '../offers/catalog.ts';

/** A time zone. `remark`: why it is this one, if the state has two. */
export type ZoneOfPlace = { timeZone: string; remark?: string };

/** States by time zone, and cities by state and time zone, separated as the file has them. */
type Table = { states: Record<string, string>; cities: Record<string, Record<string, string>> };

let read: Table | undefined;

/** @throws {RefusedError} naming the mistake, if someone broke the file */
function zones(): Table {
  read ??= readJson(join(import.meta.dirname, 'time-zones.json')) as Table;
  return read;
}

/**
 * The time zone of a city. In a state with two time zones, a city that the table lacks is assumed to have the one that
 * most people there have.
 * @param state two letters, in capitals
 * @returns undefined if there is no such state
 */
export function zoneOfPlace(city: string, state: string): ZoneOfPlace | undefined {
  const table = zones();
  const most = zoneIn(table.states, ' ', (one) => one === state);
  const cities = table.cities[state];
  if (!most || !cities) return most ? { timeZone: most } : undefined;
  const known = zoneIn(cities, ', ', (one) => spelled(one) === spelled(city));
  if (known)
    return { timeZone: known, remark: `its time zone is ${known}, because its city is ${city}, ${state}` };
  const unknown = city ? `it is not known which one ${city} has` : 'no city is given';
  return {
    timeZone: most,
    remark: `its time zone is assumed to be ${most}: ${state} has two, and ${unknown}`,
  };
}

function zoneIn(
  places: Record<string, string>,
  between: string,
  isIt: (place: string) => boolean,
): string | undefined {
  return Object.keys(places).find((zone) => places[zone]?.split(between).some(isIt));
}

const shortForms: Record<string, string> = {
  afb: 'air force base',
  ft: 'fort',
  mt: 'mount',
  n: 'north',
  st: 'saint',
  ste: 'sainte',
};

/** A name in the form in which two spellings of it are the same: `Ft. Bliss` is `Fort Bliss`. */
export function spelled(city: string): string {
  const words =
    city
      .toLowerCase()
      .replaceAll(/['’.]/g, '')
      .match(/[\p{L}\d]+/gu) ?? [];
  return words.map((word) => shortForms[word] ?? word).join(' ');
}
