// A command on many agreements: its report when some refuse, need no change, or give no answer.
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { AlreadyDoneError, RefusedError } from '../../../agreements/validation/errors.ts';
import { NoWorkerError } from '../../../clients/api/unanswered.ts';
import { runOnEach, shortfallOf, type Tally } from '../../../clients/bulk/bulk-commands.ts';

async function* ids(count: number): AsyncIterable<string> {
  for (let number = 0; number < count; number++) yield `agreement:offer:a${number}.gov`;
}

const one = { concurrency: 1, step: () => {} };

describe('a command on many', () => {
  it('counts what was done, what needed no change and what refused, with each reason once', async () => {
    const tally = await runOnEach(
      ids(6),
      async (id) => {
        if (id.includes('a1')) throw new AlreadyDoneError(`${id} is already suspended.`);
        if (id.includes('a3') || id.includes('a4')) throw new RefusedError(`${id} is over.`);
      },
      one,
    );
    expect(tally).toEqual({
      ...{ done: 3, already: 1, refused: 2, silent: 0 },
      reasons: [
        {
          reason: 'This agreement is over.',
          agreements: 2,
          examples: ['agreement:offer:a3.gov', 'agreement:offer:a4.gov'],
        },
        {
          reason: 'This agreement is already suspended.',
          agreements: 1,
          examples: ['agreement:offer:a1.gov'],
        },
      ],
    });
  });

  it('gives a reason without the id, wherever the id is in the sentence', async () => {
    const reasons = async (refuse: (id: string) => string) => {
      const run = async (id: string) => {
        throw new RefusedError(refuse(id));
      };
      return (await runOnEach(ids(2), run, one)).reasons.map(({ reason }) => reason);
    };
    expect(await reasons((id) => `The notices of ${id} are already on hold.`)).toEqual([
      'The notices of this agreement are already on hold.',
    ]);
    expect(await reasons((id) => `${id} is suspended and can't be renewed; reinstate it first.`)).toEqual([
      "This agreement is suspended and can't be renewed; reinstate it first.",
    ]);
    expect(
      await reasons((id) => `The term of ${id} would still end on Tue, Sep 1, 2026; extend it for longer.`),
    ).toEqual(['The term of this agreement would still end on …; extend it for longer.']);
  });

  it('goes on past one that gives no answer', async () => {
    const run = async (id: string) => {
      if (id.includes('a2')) throw new NoWorkerError(`${id} exists, but no worker answers.`);
    };
    expect(await runOnEach(ids(6), run, one)).toMatchObject({ done: 5, silent: 1 });
  });

  it('ends when none answers any more, and reports what was done until then', async () => {
    const asked: string[] = [];
    const run = async (id: string) => {
      asked.push(id);
      if (asked.length > 2) throw new NoWorkerError('no worker answers');
    };
    expect(await runOnEach(ids(100), run, one)).toMatchObject({ done: 2, silent: 3 });
    expect(asked).toHaveLength(5);
  });
});

describe('the report of a command on many', () => {
  const counts = { done: 0, already: 0, refused: 0, silent: 0, reasons: [] };

  async function* each(count: number): AsyncIterable<string> {
    for (let number = 1; number <= count; number++) yield `${number}`;
  }

  const options = { concurrency: 10, step: () => {} };

  it('goes on past several that give no answer, as long as others answer meanwhile', async () => {
    const run = async (id: string) => {
      const isStuck = Number(id) <= 3;
      await pause(isStuck ? 100 : 20);
      if (isStuck) throw new NoWorkerError(`${id} exists, but no worker answers.`);
    };
    const tally = await runOnEach(each(100), run, options);
    expect(tally).toMatchObject({ done: 97, silent: 3 });
  });

  it('reports what was done even if the list of the others broke off', async () => {
    async function* brokenOff(): AsyncIterable<string> {
      yield* each(5);
      throw new Error('connection lost');
    }
    const { broken, ...tally } = await runOnEach(brokenOff(), () => pause(20), options);
    expect(tally).toMatchObject({ done: 5 });
    expect(broken).toEqual({ error: new Error('connection lost') });
  });

  it('counts what needs no change separately from what refuses', async () => {
    const run = async (id: string) => {
      if (id === '1') throw new AlreadyDoneError('1 is already suspended.');
      if (id === '2') throw new RefusedError('2 is over.');
    };
    const tally = await runOnEach(each(3), run, options);
    expect(tally).toMatchObject({ done: 1, already: 1, refused: 1 });
  });

  it.each<[string, Partial<Tally>, string | undefined]>([
    ['all are done, or needed no change', { done: 7, already: 3 }, undefined],
    ['there are more than were counted', { done: 12 }, undefined],
    ['some moved forward in the list', { done: 8 }, '2 were not reached; run the command again.'],
    [
      'one moved forward, and some refused',
      { done: 7, refused: 2 },
      '2 of 10 agreements refused. 1 was not reached; run the command again.',
    ],
  ])('if %s, its last words say so', (_, tally, sentence) => {
    expect(shortfallOf({ ...counts, ...tally }, 10)).toBe(sentence);
  });
});
