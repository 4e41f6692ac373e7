// Work on many items: a few at a time, until it is interrupted or something breaks.
import { describe, expect, it } from 'vitest';
import { RefusedError } from '../../../agreements/validation/errors.ts';
import { inBulk } from '../../../clients/bulk/bulk.ts';
import { all, each } from '../../support/iterables.ts';

describe('work in bulk', () => {
  const numbers = [...Array(50).keys()];
  const soon = () => new Promise((done) => setTimeout(done, 1));

  it('has a limited number of items in progress, and yields how each ended', async () => {
    let [running, most] = [0, 0];
    const ended = inBulk(
      each(numbers),
      async (number) => {
        most = Math.max(most, ++running);
        await soon();
        running--;
        if (number === 7) throw new RefusedError('Not seven.');
        return number * 2;
      },
      { concurrency: 4 },
    );
    const told = await all(ended);
    expect(most).toBe(4);
    expect(told).toHaveLength(50);
    expect(told).toContainEqual({ item: 7, refusal: new RefusedError('Not seven.') });
    expect(told).toContainEqual({ item: 8, value: 16 });
  });

  it('finishes the items in progress when it is interrupted', async () => {
    const controller = new AbortController();
    let [begun, finished] = [0, 0];
    const ended = inBulk(
      each(numbers),
      async () => {
        if (++begun === 10) controller.abort();
        await soon();
        finished++;
      },
      { concurrency: 4, signal: controller.signal },
    );
    const told = await all(ended);
    expect(begun).toBeLessThan(14);
    expect([finished, told.length]).toEqual([begun, begun]);
  });

  it('finishes the items in progress after an unexpected error, and then throws it', async () => {
    const told: number[] = [];
    const work = async (number: number) => {
      await soon();
      if (number === 10) throw new TypeError('unexpected');
      return number;
    };
    const through = (async () => {
      for await (const { item } of inBulk(each(numbers), work, { concurrency: 4 })) told.push(item);
    })();
    await expect(through).rejects.toThrow('unexpected');
    expect(told.length).toBeGreaterThanOrEqual(10);
    expect(told.length).toBeLessThan(16);
  });
});
