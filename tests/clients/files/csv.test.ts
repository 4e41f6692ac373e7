// CSV that is written and read back, and that no cell runs as a formula in a spreadsheet.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { RefusedError } from '../../../agreements/validation/errors.ts';
import { type Cells, readCsv, writeCsv, writeCsvFile } from '../../../clients/files/csv.ts';
import { all, each } from '../../support/iterables.ts';

const folder = mkdtempSync(join(tmpdir(), 'csv-'));
afterAll(() => rmSync(folder, { recursive: true }));

const path = join(folder, 'some.csv');

describe('a CSV file', () => {
  const roundTrip = async (rows: Cells[], delimiter?: string) => {
    await writeCsvFile(path, each(rows), delimiter);
    return (await all(readCsv(path, () => {}))).map(({ cells }) => cells);
  };

  it.each(['=1+1', '+1', '-1', '@x', '\t=1', '\r=1', '\n=1', ' =1', '＝1', '＋1', '－1', '＠x', "'=1"])(
    'makes %j neutral in a spreadsheet',
    async (cell) => {
      await writeCsvFile(path, each([{ cell }]));
      const [, written] = readFileSync(path, 'utf8').split('\r\n', 2);
      expect(written).toMatch(/^'/);
    },
  );

  it('reads back what was written, except spaces around it', async () => {
    const sign = fc.constantFrom(...'=+-@＝＠\'"|,; \t\r\n'.split(''), 'a', 'ß', '語');
    const separated = fc.constantFrom(',', ';', '\t', '|');
    const cell = fc.string({ unit: sign, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(cell, { minLength: 1, maxLength: 5 }),
        separated,
        async (cells, delimiter) => {
          const rows = cells.map((a) => ({ a, b: 'x' }));
          const lines = (text: string) => text.replace(/\r\n?/g, '\n').trim();
          expect(await roundTrip(rows, delimiter)).toEqual(rows.map(({ a, b }) => ({ a: lines(a), b })));
        },
      ),
    );
  });

  const read = async (text: string | Buffer) => {
    writeFileSync(path, text);
    return all(readCsv(path, () => {}));
  };

  it.each([
    ['commas', 'a,b,c\n1,,"x, y"\n'],
    ['semicolons', 'a;b;c\n1;;x, y\n'],
    ['semicolons in quotes', '"a";"b";"c"\n"1";"";"x, y"\n'],
    ['tabs', 'a\tb\tc\n1\t\tx, y\n'],
    ['tabs and spaces', ' a \t b \t c \n 1 \t \t x, y \n'],
    ['bars', 'a|b|c\n1||x, y\n'],
    ['semicolons, as Excel writes them', '\uFEFFa;b;c\r\n1;;x, y\r\n'],
    ['carriage returns at the end of lines', 'a,b,c\r1,,"x, y"\r'],
  ])('may have %s', async (_, text) => {
    expect(await read(text)).toEqual([{ line: 2, cells: { a: '1', b: '', c: 'x, y' } }]);
  });

  it.each(['sep=;', 'SEP=;', '"sep=;"', 'sep=;;;'])('may say what separates its cells: %s', async (first) => {
    const row = { line: 4, cells: { a: '1', b: '2,3,4,5' } };
    expect(await read(`\uFEFF${first}\r\na;b\r\n\r\n1;2,3,4,5\r\n`)).toEqual([row]);
    expect(await read(`${first}\na;b\n\n1;2,3,4,5`)).toEqual([row]);
  });

  it('is refused if it says that something else separates its cells', async () => {
    await expect(read('sep=:\na:b\n1:2\n')).rejects.toThrow(
      new RefusedError(`${path} says that ":" separates its cells; use a comma, a semicolon, a tab or "|".`),
    );
  });

  it('takes separators of lines and paragraphs in a cell for what they are', async () => {
    const rows = await read('a,b\nx\u2028y,p\u2029q\n"m\u0085n",2\n3,4\n');
    expect(rows.map(({ line, flaw }) => [line, flaw])).toEqual([2, 3, 4].map((line) => [line, undefined]));
    expect(rows.map(({ cells }) => cells.a)).toEqual(['x\u2028y', 'm\u0085n', '3']);
    expect(await roundTrip([{ a: 'x\u2028y\u2029z\u0085.' }])).toEqual([{ a: 'x\u2028y\u2029z\u0085.' }]);
    expect(readFileSync(path, 'utf8')).toMatch(/^"x/m);
  });

  it('has the right lines and cells wherever its parts begin and end', async () => {
    const cell = 'é'.repeat(20_000);
    const rows = await read(
      `a,b\r\n${Array.from({ length: 20 }, (_, index) => `${index},"${cell}${index}\r\n."`).join('\r\n')}`,
    );
    expect(rows.map(({ line }) => line)).toEqual(Array.from({ length: 20 }, (_, index) => 2 + 2 * index));
    expect(rows.at(-1)?.cells).toEqual({ a: '19', b: `${cell}19\n.` });
  });

  it('is not written without rows', async () => {
    const none = join(folder, 'none.csv');
    await writeCsvFile(none, each([]));
    expect(() => readFileSync(none)).toThrow(/ENOENT/);
  });
});

it('is written row by row: the first rows are out before the last ones are read', async () => {
  let read = 0;
  async function* rows() {
    for (read = 1; read <= 10_000; read++) yield { number: `${read}` };
  }
  const readAtEachWrite: number[] = [];
  let text = '';
  const to = new Writable({
    highWaterMark: 1,
    write(chunk, _encoding, done) {
      readAtEachWrite.push(read);
      text += chunk;
      setImmediate(done);
    },
  });
  await writeCsv(rows(), ['number'], to);
  expect(readAtEachWrite[0]).toBeLessThan(100);
  expect(readAtEachWrite.at(-1)).toBeGreaterThan(9000);
  const lines = text.trimEnd().split('\r\n');
  expect([lines[0], lines[1], lines.at(-1), lines.length]).toEqual(['number', '1', '10000', 10_001]);
});
