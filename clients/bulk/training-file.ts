// The file that "trained --file" reads: a row for each person who completed a training.

import { flawsOfCommand } from '../../agreements/commands/command.ts';
import { agreementId } from '../../agreements/model/ids.ts';
import { flawsOfRequest } from '../../agreements/planning/request.ts';
import { RefusedError } from '../../agreements/validation/errors.ts';
import { quotedWords } from '../../agreements/validation/quoted-words.ts';
import type { Catalog } from '../../offers/catalog.ts';
import { madeUpContacts } from '../api/made-up-contacts.ts';
import { matchOffer } from '../api/names.ts';
import { readCsv } from '../files/csv.ts';

/** A person who completed a training, and for which agreement. `flaw`: what is wrong with the row. */
export type TrainedRow = {
  line: number;
  agreement: string;
  email: string;
  training?: string;
  flaw?: string;
};

const columns = ['agency', 'offer', 'email', 'training'];

/**
 * Reads a file row by row. The columns may come in any order, and `training` may be left out or empty:
 * - `agency`: its .gov domain; `offer`: the offer's id, or a word of it
 * - `email`: who completed it; `training`: which one
 * @throws {RefusedError} if it is not such a file
 */
export async function* readTrained(path: string, catalog: Catalog): AsyncIterable<TrainedRow> {
  for await (const { line, cells, flaw } of readCsv(path, ours)) {
    const { agency = '', offer: word = '', email = '', training } = cells;
    const { offer, refusal } = offerOf(word, catalog);
    const flaws = flaw
      ? [`the row: ${flaw}`]
      : [
          ...flawsOfAgency(agency),
          ...(refusal ? [`offer: ${refusal}`] : []),
          ...flawsOfPerson(email, training),
        ];
    yield {
      line,
      agreement: agreementId(offer, agency.toLowerCase()),
      email,
      ...(training && { training }),
      ...(flaws.length > 0 && { flaw: flaws.join('; ') }),
    };
  }

  function ours(heading: string[]): void {
    const unknown = heading.filter((column) => !columns.includes(column));
    const missing = columns.filter((column) => column !== 'training' && !heading.includes(column));
    if (unknown.length + missing.length === 0) return;
    const what =
      unknown.length > 0
        ? `has the unknown column ${quotedWords(unknown.slice(0, 1))}`
        : `has no column "${missing[0]}"`;
    throw new RefusedError(`${path} ${what}; the columns are ${columns.join(', ')}.`);
  }
}

function offerOf(word: string, catalog: Catalog): { offer: string; refusal?: string } {
  try {
    if (word === '') return { offer: '', refusal: 'is missing' };
    return { offer: matchOffer(catalog, word) };
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    return { offer: '', refusal: error.message };
  }
}

function flawsOfAgency(agency: string): string[] {
  const flaws = flawsOfRequest({ agency, offer: 'any', contacts: madeUpContacts('any') });
  return flaws.map(({ message }) => `agency: ${message}`);
}

function flawsOfPerson(email: string, training?: string): string[] {
  const command = { type: 'trained', by: 'a file', people: [email], ...(training && { training }) };
  return flawsOfCommand(command).map(
    ({ where, message }) => `${where === 'training' ? where : 'email'}: ${message}`,
  );
}
