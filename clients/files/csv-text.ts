// The text of a CSV file before it is read: its line ends made alike, and what separates its cells.
import { createReadStream } from 'node:fs';
import { RefusedError } from '../../agreements/validation/errors.ts';

/** The text in parts, and what separates its cells. */
export type CsvText = { text: AsyncIterable<string>; delimiter: string };

/**
 * Reads a file. What separates its cells is found in its heading, or in a first line such as `sep=;`, which goes.
 * Spreadsheets write semicolons in regions where a comma is part of a number.
 * @throws {RefusedError} if its first line names a delimiter that we don't read
 */
export async function csvText(path: string): Promise<CsvText> {
  const parts = unixParts(path);
  const head = await headOf(parts);
  const delimiter = delimiterNamedIn(head, path) ?? delimiterUsedIn(head);
  const text = async function* () {
    // The line stays empty, so that the lines after it keep their numbers.
    yield head.replace(named, '$1');
    yield* parts;
  };
  return { text: text(), delimiter };
}

/** What separates the cells of a file. @throws {RefusedError} as `csvText` */
export async function delimiterInFile(path: string): Promise<string> {
  const parts = unixParts(path);
  const head = await headOf(parts);
  await parts.return();
  return delimiterNamedIn(head, path) ?? delimiterUsedIn(head);
}

/** The text up to the end of its first line with something in it, or more. */
async function headOf(parts: AsyncIterator<string, void>): Promise<string> {
  let head = '';
  for (;;) {
    const { value, done } = await parts.next();
    head += value ?? '';
    if (done || (value.includes('\n') && head.trimStart().includes('\n'))) return head;
  }
}

const delimiters = [',', ';', '\t', '|'];

/** The line with which Excel names what separates the cells. */
const named = /^(\s*)"?sep=(.).*/i;

function delimiterNamedIn(head: string, path: string): string | undefined {
  const [, , delimiter] = named.exec(head) ?? [];
  if (delimiter === undefined || delimiters.includes(delimiter)) return delimiter;
  throw new RefusedError(
    `${path} says that "${delimiter}" separates its cells; use a comma, a semicolon, a tab or "|".`,
  );
}

/** The delimiter that the heading has most of, outside quotes; a comma if it has none. */
function delimiterUsedIn(head: string): string {
  const [heading = ''] = head.trim().split('\n');
  const bare = heading.replace(/"[^"]*"/g, '');
  const count = (delimiter: string) => bare.split(delimiter).length;
  return delimiters.reduce((most, delimiter) => (count(delimiter) > count(most) ? delimiter : most));
}

/**
 * The text with a line feed at the end of each line. csv-parse miscounts lines if quotes contain CRLF. Node's readline
 * takes the separators U+2028 and U+2029 in a cell for the end of a line.
 */
async function* unixParts(path: string): AsyncGenerator<string, void> {
  let held = '';
  for await (const chunk of createReadStream(path, 'utf8')) {
    const part = `${held}${chunk}`;
    held = part.endsWith('\r') ? '\r' : '';
    yield part.slice(0, part.length - held.length).replace(/\r\n?/g, '\n');
  }
  if (held) yield '\n';
}
