// CSV that is written and read back, and that no cell runs as a formula in a spreadsheet.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type Cells, readCsv, writeCsvFile } from '../../../clients/files/csv.ts';

const folder = mkdtempSync(join(tmpdir(), 'csv-'));
afterAll(() => rmSync(folder, { recursive: true }));

const path = join(folder, 'some.csv');

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

async function* each<T>(items: T[]): AsyncIterable<T> {
  yield* items;
}

describe('a CSV file', () => {
  const roundTrip = async (rows: Cells[]) => {
    await writeCsvFile(path, each(rows));
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
    const cell = fc.string({ unit: sign, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 5 }), async (cells) => {
        const rows = cells.map((a) => ({ a, b: 'x' }));
        const lines = (text: string) => text.replace(/\r\n?/g, '\n').trim();
        expect(await roundTrip(rows)).toEqual(rows.map(({ a, b }) => ({ a: lines(a), b })));
      }),
    );
  });

  it('is not written without rows', async () => {
    const none = join(folder, 'none.csv');
    await writeCsvFile(none, each([]));
    expect(() => readFileSync(none)).toThrow(/ENOENT/);
  });
});
