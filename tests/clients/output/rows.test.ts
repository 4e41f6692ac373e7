// Tables that are printed row by row.
import { describe, expect, it } from 'vitest';
import { tableLines } from '../../../clients/output/rows.ts';
import { all, each } from '../../support/iterables.ts';

describe('a table', () => {
  const lines = (rows: string[][]) => all(tableLines(['A', 'B'], each(rows), (row) => row, 'None.'));

  it('is as wide as its rows', async () => {
    expect(
      await lines([
        ['one', '1'],
        ['three', '3'],
      ]),
    ).toEqual(['A      B', 'one    1', 'three  3']);
  });

  it('without rows says so', async () => {
    expect(await lines([])).toEqual(['None.']);
  });

  it('begins before its last row is known', async () => {
    let given = 0;
    async function* rows() {
      for (given = 1; given <= 1000; given++) yield [`${given}`, 'x'];
    }
    const table = tableLines(['A', 'B'], rows(), (row) => row, 'None.')[Symbol.asyncIterator]();
    expect((await table.next()).value).toBe('A   B');
    expect(given).toBeLessThan(100);
    const rest = await all({ [Symbol.asyncIterator]: () => table });
    expect(rest).toHaveLength(1000);
    expect(rest.at(-1)).toBe('1000  x');
  });
});
