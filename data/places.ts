// Lists of cities in the data files, as people read and edit them: `Anchorage, Barrow, Bethel`.
import { z } from 'zod';
import { ownValue } from '../agreements/validation/own-value.ts';

/** A list of cities, separated by commas. */
export const citiesSchema = z
  .string()
  .transform((text) => text.split(',').map((city) => city.trim()))
  .refine((cities) => !cities.includes(''), 'must have a city between any two commas, and none at its ends');

/** Two letters, in capitals. */
export const stateSchema = z.string().regex(/^[A-Z]{2}$/, 'must be the two letters of a state, in capitals');

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
  return words.map((word) => ownValue(shortForms, word) ?? word).join(' ');
}
