// Work on one item takes turns; work on others does not wait for it.
import { expect, it } from 'vitest';
import { fewAtOnce } from '../../../clients/api/few-at-once.ts';

it('at most so many run on one item, in order, also after one of them failed', async () => {
  const inTurn = fewAtOnce(2);
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const work = (name: string) => async () => {
    begun.push(name);
    await new Promise<void>((end) => ends.push(end));
    if (name === 'first') throw new Error('refused');
    return name;
  };
  const all = ['first', 'second', 'third', 'fourth'].map((name) =>
    inTurn('one', work(name)).catch((error: Error) => error.message),
  );
  const other = inTurn('another', work('elsewhere'));
  await Promise.resolve();
  expect(begun).toEqual(['first', 'second', 'elsewhere']);
  while (begun.length < 5) {
    for (const end of ends.splice(0)) end();
    await new Promise((later) => setTimeout(later, 1));
  }
  for (const end of ends) end();
  expect(await Promise.all([...all, other])).toEqual(['refused', 'second', 'third', 'fourth', 'elsewhere']);
  expect(begun).toEqual(['first', 'second', 'elsewhere', 'third', 'fourth']);
});
