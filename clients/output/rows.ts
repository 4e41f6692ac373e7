// Prints lists row by row: JSON and CSV for programs, lines for people.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Cells, writeCsv } from '../files/csv.ts';
import { jsonText } from '../files/json-text.ts';
import { harmless, printed } from './terminal.ts';

type Many<Row> = AsyncIterable<Row> | Iterable<Row>;

/** How the rows of a list look. */
export type Look<Row> = {
  columns: readonly string[];
  cells: (row: Row) => Cells;
  lines: (rows: Many<Row>) => Many<string>;
};

/** Prints rows as they come. */
export async function printRows<Row>(
  rows: Many<Row>,
  options: { json?: boolean; csv?: boolean },
  { columns, cells, lines }: Look<Row>,
): Promise<void> {
  if (options.json) await writeJson(rows);
  else if (options.csv) await writeCsv(mapped(rows, cells), columns, process.stdout, { shown });
  else for await (const line of lines(rows)) printed(line);
}

/** One array, a line for each element. */
async function writeJson(rows: Many<unknown>): Promise<void> {
  async function* text(): AsyncIterable<string> {
    let start = '[\n';
    for await (const row of rows) {
      yield start + jsonText(row);
      start = ',\n';
    }
    yield start === '[\n' ? '[]\n' : '\n]\n';
  }
  await pipeline(Readable.from(text()), process.stdout, { end: false });
}

/** Cells may be seen at a terminal, too. */
function shown(cell: string): string {
  return harmless(cell, false);
}

async function* mapped<Row>(rows: Many<Row>, cells: (row: Row) => Cells): AsyncIterable<Cells> {
  for await (const row of rows) yield cells(row);
}

/** The rows that are read before the first is printed, to see how wide the columns are. */
const seenFirst = 50;

/** A table. The first rows decide how wide its columns are. */
export async function* tableLines<Row>(
  heading: string[],
  rows: Many<Row>,
  cells: (row: Row) => string[],
  ifNone: string,
): AsyncIterable<string> {
  let seen = [heading];
  let widths: number[] | undefined;
  for await (const row of rows) {
    if (!widths && seen.length > seenFirst) {
      widths = widthsOf(seen);
      yield* seen.map((one) => lineOf(one, widths ?? []));
      seen = [];
    }
    if (widths) yield lineOf(cells(row), widths);
    else seen.push(cells(row));
  }
  if (widths) return;
  const last = widthsOf(seen);
  yield* seen.length > 1 ? seen.map((one) => lineOf(one, last)) : [ifNone];
}

function widthsOf(rows: string[][]): number[] {
  return (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
}

function lineOf(row: string[], widths: number[]): string {
  return row
    .map((cell, column) => withoutControls(cell).padEnd(widths[column] ?? 0))
    .join('  ')
    .trimEnd();
}

/** A cell from a file may hold characters that a terminal would obey. */
function withoutControls(cell: string): string {
  return cell.replace(/\p{Cc}/gu, '\uFFFD');
}
