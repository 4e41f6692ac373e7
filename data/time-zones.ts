// The time zone of a city. Most states have one; for those with two, a table has cities of each.
import { join } from 'node:path';
import { z } from 'zod';
import { isTimeZone } from '../agreements/time/calendar.ts';
import { parse } from '../agreements/validation/parse.ts';
import { readJson } from '../offers/catalog.ts';
import { citiesSchema, spelled, stateSchema } from './places.ts';

/** A time zone. `remark`: why it is this one, if the state has two. */
export type ZoneOfPlace = { timeZone: string; remark?: string };

const byZone = <Places extends z.ZodType<string[]>>(places: Places) =>
  z.record(z.string(), places).superRefine((zones, context) => {
    for (const zone of Object.keys(zones).filter((name) => !isTimeZone(name)))
      context.addIssue({
        code: 'custom',
        path: [zone],
        message: 'is not a time zone such as America/New_York',
      });
  });

const statesSchema = z
  .string()
  .transform((text) => text.split(' '))
  .pipe(z.array(stateSchema));

/** Refuses a place that stands under two zones: only one of them would count. */
const eachOnce = <Zones extends Record<string, string[]>>(zones: Zones, context: z.RefinementCtx) => {
  const places = Object.values(zones).flatMap((list) => list.map((one) => ({ one, key: spelled(one) })));
  const again = places.find(({ key }, index) => places.findIndex((other) => other.key === key) < index);
  if (again) context.addIssue({ code: 'custom', message: `has ${again.one} twice; remove one of them` });
};

/** States by time zone, and cities by state and time zone. */
const tableSchema = z.strictObject({
  sources: z.record(z.string(), z.string()).optional(),
  states: byZone(statesSchema).superRefine(eachOnce),
  cities: z.record(stateSchema, byZone(citiesSchema).superRefine(eachOnce)),
});

/** The time zone of each state; and of each city that the table has, by its spelling, in states with two. */
type Zones = { ofState: Map<string, string>; ofCityIn: Map<string, Map<string, string>> };

let read: Zones | undefined;

function zones(): Zones {
  read ??= byPlace(loadTimeZones());
  return read;
}

function byPlace({ states, cities }: z.infer<typeof tableSchema>): Zones {
  const zoneOf = (places: Record<string, string[]>, key: (place: string) => string) =>
    new Map(Object.entries(places).flatMap(([zone, list]) => list.map((one) => [key(one), zone] as const)));
  return {
    ofState: zoneOf(states, (state) => state),
    ofCityIn: new Map(Object.entries(cities).map(([state, its]) => [state, zoneOf(its, spelled)])),
  };
}

/**
 * The table of time zones.
 * @throws {RefusedError} naming the file, the place in it and the mistake
 */
export function loadTimeZones(file: string = join(import.meta.dirname, 'time-zones.json')) {
  return parse(tableSchema, readJson(file), file);
}

/**
 * The time zone of a city. In a state with two time zones, a city that the table lacks is assumed to have the one that
 * most people there have.
 * @param state two letters, in capitals
 * @returns undefined if there is no such state
 */
export function zoneOfPlace(city: string, state: string): ZoneOfPlace | undefined {
  const { ofState, ofCityIn } = zones();
  const most = ofState.get(state);
  const cities = ofCityIn.get(state);
  if (!most || !cities) return most ? { timeZone: most } : undefined;
  const known = cities.get(spelled(city));
  if (known)
    return { timeZone: known, remark: `its time zone is ${known}, because its city is ${city}, ${state}` };
  const unknown = city ? `it is not known which one ${city} has` : 'no city is given';
  return {
    timeZone: most,
    remark: `its time zone is assumed to be ${most}: ${state} has two, and ${unknown}`,
  };
}
