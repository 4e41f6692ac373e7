// Reads the letters in offers' own words: offers/templates/<offer>/<letter>.<language>.json
import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { RefusedError } from '../../../agreements/validation/errors.ts';
import { parse } from '../../../agreements/validation/parse.ts';
import { type Catalog, readJson } from '../../../offers/catalog.ts';
import { wordsIn } from '../letters/words/languages.ts';
import { flawsOf, type Which } from './check.ts';
import type { Templates } from './own-letter.ts';
import { rules } from './rules.ts';
import { type Template, templateSchema } from './template.ts';

const schemaFile = 'template.schema.json';

/**
 * Reads every template in a folder, and tries each one with an example.
 * @throws {RefusedError} that names up to five files that can't be used, with the place in each file and what to do
 */
export function loadTemplates(
  catalog: Catalog,
  folder = join(import.meta.dirname, '../../../offers/templates'),
): Templates {
  const refusals: string[] = [];
  const templates = filesOf(folder).flatMap((file): [string, Template][] => {
    try {
      return [[file.replace(/\.json$/, ''), readTemplate(folder, file, catalog)]];
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      refusals.push(error.message);
      return [];
    }
  });
  if (refusals.length > 5)
    refusals.splice(5, Infinity, `The same goes for ${refusals.length - 5} more files.`);
  if (refusals.length > 0) throw new RefusedError(refusals.join(' '));
  return new Map(templates);
}

/** The paths of all files in the folder, without the schema and hidden files. */
function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file !== schemaFile && !basename(file).startsWith('.'))
    .filter((file) => !statSync(join(folder, file)).isDirectory())
    .toSorted();
}

function readTemplate(folder: string, file: string, catalog: Catalog): Template {
  const path = join(basename(dirname(folder)), basename(folder), file);
  const which = whichOf(file, path, catalog);
  const { $schema: _, ...template } = parse(templateSchema, readJson(join(folder, file)), path);
  const checked = templateSchema.superRefine((one, context) => {
    for (const flaw of flawsOf(one, which)) context.addIssue({ code: 'custom', ...flaw });
  });
  return parse(checked, template, path);
}

function whichOf(file: string, path: string, catalog: Catalog): Which {
  const [, id, letter = '', language = ''] = /^([^/]+)\/([^/.]+)\.([^/.]+)\.json$/.exec(file) ?? [];
  if (!id) throw new RefusedError(`${path} can't be used: name it <offer>/<letter>.<language>.json.`);
  const offer = catalog.get(id);
  if (!offer) throw noSuch(path, 'offer', id, [...catalog.keys()]);
  if (!isKey(letter, rules)) throw noSuch(path, 'letter', letter, Object.keys(rules));
  if (!isKey(language, wordsIn)) throw noSuch(path, 'language', language, Object.keys(wordsIn));
  return { offer, letter, language };
}

function isKey<Name extends string>(name: string, of: Record<Name, unknown>): name is Name {
  return Object.hasOwn(of, name);
}

function noSuch(path: string, what: string, name: string, names: string[]): RefusedError {
  return new RefusedError(
    `${path} can't be used: no ${what} "${name}" exists; use one of ${names.toSorted().join(', ')}.`,
  );
}
