// The catalog: all offers in this folder, by id.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { Offer } from '../agreements/offer/schema.ts';
import { offerSchema, parseOffer } from '../agreements/offer/validation.ts';
import { RefusedError } from '../agreements/validation/errors.ts';

export type Catalog = ReadonlyMap<string, Offer>;

/**
 * Reads all offers of a folder.
 * @throws {RefusedError} naming the file, the place in it and the mistake
 */
export function loadCatalog(folder: string = import.meta.dirname): Catalog {
  const files = readdirSync(folder).filter(
    (file) => file.endsWith('.json') && !file.endsWith('.schema.json') && file !== 'clauses.json',
  );
  return new Map(
    files.map((file) => {
      const offer = parseOffer(readJson(join(folder, file)), join(basename(folder), file));
      if (offer.id !== basename(file, '.json')) {
        throw new RefusedError(
          `${join(basename(folder), file)} can't be used: its id is "${offer.id}"; make it the same as the file's name.`,
        );
      }
      const { $schema: _, ...data } = offer;
      return [offer.id, data];
    }),
  );
}

/** @throws {RefusedError} listing the known offers */
export function findOffer(catalog: Catalog, id: string): Offer {
  const offer = catalog.get(id);
  if (offer) return offer;
  throw new RefusedError(
    `No offer found for "${id}"; the offers are ${[...catalog.keys()].toSorted().join(', ')}.`,
  );
}

/** A JSON file, with or without a byte order mark. @throws {RefusedError} naming the file and the mistake in it */
export function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    // The parser quotes the place in several lines, and ends with what stands here already.
    const [place = ''] = (error as Error).message
      .replaceAll(/[\s\p{Cc}]+/gu, ' ')
      .split(/,? is not valid JSON/);
    throw new RefusedError(`${path} is not valid JSON: ${place}.`);
  }
}

/** The names of all offers. */
export function offerNames(catalog: Catalog): Pick<Offer, 'id' | 'vendor' | 'product'>[] {
  return [...catalog.values()].map(({ id, vendor, product }) => ({ id, vendor, product }));
}

/** The JSON Schema of an offer's file, made from the zod schema that checks it. */
export function offerJsonSchema(): object {
  return { title: 'An offer', ...z.toJSONSchema(offerSchema, { io: 'input' }) };
}
