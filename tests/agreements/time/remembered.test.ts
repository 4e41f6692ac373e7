import { expect, test } from 'vitest';
import { remembered } from '../../../agreements/time/remembered.ts';

test('works an answer out once for the same texts, and again for others', () => {
  const asked: string[] = [];
  const joined = remembered((one: string, other: string) => {
    asked.push(`${one}+${other}`);
    return asked.length;
  });
  expect([joined('a', 'b'), joined('a', 'b'), joined('b', 'a'), joined('a', 'b')]).toEqual([1, 1, 2, 1]);
  expect(asked).toEqual(['a+b', 'b+a']);
});
