// The closures of federal offices: those that we know, and an operator's own.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { closuresSchema } from '../agreements/offer/schema.ts';
import type { Closure } from '../agreements/time/closures.ts';
import { RefusedError } from '../agreements/validation/errors.ts';
import { parse } from '../agreements/validation/parse.ts';

/** Cities by area and state, separated by commas. */
type Known = { areas: Record<string, Record<string, string>>; closures: Closure[] };

const known: Known = JSON.parse(readFileSync(join(import.meta.dirname, 'closures.json'), 'utf8'));

/**
 * All closures, earliest first.
 * @param file an operator's own: a JSON list of closures, as in closures.json
 * @throws {RefusedError} naming the file, the entry and what is wrong with it
 */
export function loadClosures(file?: string): Closure[] {
  const own = file === undefined ? [] : ownClosures(file);
  return [...known.closures, ...own].toSorted((one, other) => one.from.localeCompare(other.from));
}

function ownClosures(file: string): Closure[] {
  const own = parse(closuresSchema, jsonIn(file), file);
  const seen = [...known.closures];
  for (const one of own) {
    if (seen.some((other) => coversSame(one, other)))
      throw new RefusedError(
        `${file} repeats the closure from ${one.from} to ${one.to}; remove one of them.`,
      );
    seen.push(one);
  }
  return own;
}

function coversSame(one: Closure, other: Closure): boolean {
  return one.from === other.from && one.to === other.to && one.area === other.area;
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new RefusedError(
      `${file} can't be read: ${(error as Error).message}. Write a JSON list of closures.`,
    );
  }
}

/** The area with holidays of its own that a city is in; undefined if it is in none. @param state two letters, in capitals */
export function areaOfPlace(city: string, state: string): string | undefined {
  const isIn = (cities = '') => cities.split(', ').some((one) => one.toLowerCase() === city.toLowerCase());
  return Object.keys(known.areas).find((area) => isIn(known.areas[area]?.[state]));
}
