// The first items of many.
import { describe, expect, it } from 'vitest';
import { firstInOrder } from '../../../clients/lists/ranked.ts';
import { each } from '../../support/iterables.ts';

describe('the first of many', () => {
  const numbers = Array.from({ length: 10_007 }, (_, index) => (index * 7919) % 10_007);
  const ascending = (one: number, other: number) => one - other;

  it('are the same as after sorting all, and the others are counted', async () => {
    const first = await firstInOrder(each(numbers), 13, ascending);
    expect(first).toEqual({ items: numbers.toSorted(ascending).slice(0, 13), more: 9_994 });
  });

  it.each([
    [[], 3, { items: [], more: 0 }],
    [[2, 1], 3, { items: [1, 2], more: 0 }],
    [[3, 2, 1], 3, { items: [1, 2, 3], more: 0 }],
    [[4, 3, 2, 1], 1, { items: [1], more: 3 }],
  ])('of %j, at most %i, are %j', async (items, limit, expected) => {
    expect(await firstInOrder(each(items), limit, ascending)).toEqual(expected);
  });
});
