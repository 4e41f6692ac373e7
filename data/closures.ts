// The closures of federal offices: those that we know, and an operator's own.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { closuresSchema } from '../agreements/offer/schema.ts';
import type { Closure } from '../agreements/time/closures.ts';
import { RefusedError } from '../agreements/validation/errors.ts';
import { parse } from '../agreements/validation/parse.ts';
import { readJson } from '../offers/catalog.ts';
import { citiesSchema, spelled, stateSchema } from './places.ts';

/** Closures, and the cities of areas with closures of their own, by area and state. */
const knownSchema = z.object({
  areas: z.record(z.string(), z.record(stateSchema, citiesSchema)),
  closures: closuresSchema,
});

type Known = z.infer<typeof knownSchema>;

let read: Known | undefined;

/** @throws {RefusedError} naming the mistake, if someone broke the file */
function known(): Known {
  const file = join(import.meta.dirname, 'closures.json');
  read ??= parse(knownSchema, readJson(file), file);
  return read;
}

/**
 * All closures, earliest first.
 * @param file an operator's own: a JSON list of closures, as in closures.json
 * @throws {RefusedError} naming the file, the entry and what is wrong with it
 */
export function loadClosures(file?: string): Closure[] {
  const own = file === undefined ? [] : ownClosures(file);
  return [...known().closures, ...own].toSorted((one, other) => one.from.localeCompare(other.from));
}

function ownClosures(file: string): Closure[] {
  const own = parse(closuresSchema, listIn(file), file);
  const seen = [...known().closures];
  for (const one of own) {
    if (seen.some((other) => coversSame(one, other)))
      throw new RefusedError(
        `${file} repeats the closure from ${one.from} to ${one.to}; remove one of them.`,
      );
    if (one.area !== undefined && !Object.hasOwn(known().areas, one.area))
      throw new RefusedError(
        `${file} has the unknown area "${one.area}"; the areas are ${Object.keys(known().areas).join(', ')}.`,
      );
    seen.push(one);
  }
  return own;
}

function listIn(file: string): unknown {
  if (!existsSync(file))
    throw new RefusedError(
      `${file} does not exist; correct CLOSURES_FILE, or write a JSON list of closures.`,
    );
  return readJson(file);
}

function coversSame(one: Closure, other: Closure): boolean {
  return one.from === other.from && one.to === other.to && one.area === other.area;
}

let areaOf: Map<string, string> | undefined;

/** The area with holidays of its own that a city is in; undefined if it is in none. @param state two letters, in capitals */
export function areaOfPlace(city: string, state: string): string | undefined {
  areaOf ??= new Map(placesIn(known().areas));
  return areaOf.get(place(city, state));
}

function placesIn(areas: Known['areas']): [string, string][] {
  return Object.entries(areas).flatMap(([area, states]) =>
    Object.entries(states).flatMap(([state, cities]) =>
      cities.map((city): [string, string] => [place(city, state), area]),
    ),
  );
}

function place(city: string, state: string): string {
  return `${spelled(city)}, ${state}`;
}
