// Reads and writes CSV.
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { stringify } from 'csv-stringify';
import { RefusedError } from '../../agreements/validation/errors.ts';
import { quotedWords } from '../../agreements/validation/quoted-words.ts';
import { csvText, delimiterInFile } from './csv-text.ts';
import { ownersOnly } from './text-files.ts';

/** A row by column. */
export type Cells = Record<string, string>;

/** A row of a file, with the line that it begins on. `flaw`: how it does not fit the heading. */
export type CsvRow = { line: number; cells: Cells; flaw?: string };

/**
 * What a spreadsheet runs as a formula (OWASP, "CSV Injection"), full-width signs included. A quote goes before it, so
 * that it can be read back; csv-stringify's own `escape_formulas` does not allow that.
 */
const formula = /^'*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/;

/** A cell that a spreadsheet shows as text, whatever it begins with. Spaces, tabs and line breaks around it go. */
function neutral(cell: string): string {
  const text = cell.trim();
  return formula.test(text) ? `'${text}` : text;
}

/** The cell before it was made neutral. */
function restored(cell: string): string {
  return cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell;
}

/**
 * Rows in, CSV out (RFC 4180), row by row.
 * @param options.delimiter what separates the cells (default: a comma)
 * @param options.shown what a cell is written as (default: as it is)
 */
export async function writeCsv(
  rows: AsyncIterable<Cells> | Iterable<Cells>,
  columns: readonly string[],
  to: NodeJS.WritableStream,
  { delimiter = ',', shown = (cell: string) => cell } = {},
): Promise<void> {
  const csv = stringify({
    delimiter,
    columns: [...columns],
    header: true,
    record_delimiter: 'windows',
    // csv-stringify quotes only line breaks of the file's own kind.
    quoted_match: /[\r\n\u0085\u2028\u2029]/,
    cast: { string: (cell) => neutral(shown(cell)) },
  });
  await pipeline(Readable.from(rows), csv, to, { end: to !== process.stdout });
}

/**
 * Writes the rows to a file, with the columns of the first one. Without rows there is no file. They name people, so only
 * this account may read a new file.
 * @param delimiter what separates the cells (default: a comma)
 */
export async function writeCsvFile(
  path: string,
  rows: AsyncIterable<Cells>,
  delimiter?: string,
): Promise<void> {
  const iterator = rows[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done) return;
  const all = async function* () {
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => iterator };
  };
  const to = createWriteStream(path, { mode: ownersOnly });
  await writeCsv(all(), Object.keys(first.value), to, { ...(delimiter && { delimiter }) });
}

/** What separates the cells of a file. @throws {RefusedError} if it can't be read */
export async function delimiterOf(path: string): Promise<string> {
  try {
    return await delimiterInFile(path);
  } catch (error) {
    throw readably(error, path);
  }
}

/**
 * Reads a file row by row: UTF-8 with a heading, with or without a byte order mark; its cells are separated by commas,
 * semicolons, tabs or bars. Spaces around cells go, and so does the quote that made a cell neutral.
 * @param checkHeading throws if the columns are not the expected ones
 * @throws {RefusedError} naming the line that is not CSV
 */
export async function* readCsv(
  path: string,
  checkHeading: (columns: string[]) => void,
): AsyncIterable<CsvRow> {
  let heading: string[] | undefined;
  try {
    const { text, delimiter } = await csvText(path);
    const parser = parse({
      ...{ bom: true, info: true, delimiter, record_delimiter: '\n' },
      // csv-parse would take a tab that separates cells for a space.
      trim: delimiter !== '\t',
      ...{ relax_column_count: true, skip_empty_lines: true, skip_records_with_empty_values: true },
    });
    pipeline(text, parser).catch(() => {});
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      const line = info.lines - record.join('').split('\n').length + 1;
      if (record.some((cell) => /[\uFFFD\0]/.test(cell)))
        throw new RefusedError(`Line ${line} of ${path} is not UTF-8; save the file as "CSV UTF-8".`);
      if (heading) yield rowOf(heading, record, line);
      else {
        heading = headingOf(record, path);
        checkHeading(heading);
      }
    }
  } catch (error) {
    throw readably(error, path);
  }
  if (!heading) throw new RefusedError(`${path} is empty; put the names of the columns in its first line.`);
}

function headingOf(record: string[], path: string): string[] {
  const columns = record.map((column) => restored(column.trim()));
  const again = columns.find((column, index) => columns.indexOf(column) !== index);
  if (again !== undefined) throw new RefusedError(`${path} has the column ${quotedWords([again])} twice.`);
  return columns;
}

function rowOf(heading: string[], record: string[], line: number): CsvRow {
  const cells = Object.fromEntries(
    heading.map((column, index) => [column, restored(record[index] ?? '').trim()]),
  );
  if (record.length === heading.length) return { line, cells };
  return { line, cells, flaw: `has ${record.length} cells, and the heading has ${heading.length}` };
}

function readably(error: unknown, path: string): unknown {
  if (error instanceof CsvError) {
    const what = 'a quoted cell is not closed, or something follows its closing quote';
    return new RefusedError(`${path} is not CSV: ${what}, at or before line ${error.lines}.`);
  }
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return new RefusedError(`No file found at ${path}.`);
  if (code !== undefined) return new RefusedError(`${path} can't be read: ${message}.`);
  return error;
}
