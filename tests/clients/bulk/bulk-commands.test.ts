// A command on many agreements: its report when some refuse, need no change, or give no answer.
import { describe, expect, it } from 'vitest';
import { AlreadyDoneError, RefusedError } from '../../../agreements/validation/errors.ts';
import { NoWorkerError } from '../../../clients/api/agreements.ts';
import { runOnEach } from '../../../clients/bulk/bulk-commands.ts';

async function* ids(count: number): AsyncIterable<string> {
  for (let number = 0; number < count; number++) yield `agreement:offer:a${number}.gov`;
}

const one = { concurrency: 1, step: () => {} };

describe('an act on many', () => {
  it('counts what was done, what was so already and what refused, each reason once', async () => {
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

  it('tells a reason without the id, wherever the id stands in the sentence', async () => {
    const reasons = async (refuse: (id: string) => string) => {
      const act = async (id: string) => {
        throw new RefusedError(refuse(id));
      };
      return (await runOnEach(ids(2), act, one)).reasons.map(({ reason }) => reason);
    };
    expect(await reasons((id) => `The notices of ${id} are already on hold.`)).toEqual([
      'The notices of this agreement are already on hold.',
    ]);
    expect(await reasons((id) => `${id} is suspended and can't be renewed; reinstate it first.`)).toEqual([
      "This agreement is suspended and can't be renewed; reinstate it first.",
    ]);
    expect(
      await reasons((id) => `welcome of ${id} has not been sent yet; it is due at 2026-09-01T13:00:00Z.`),
    ).toEqual(['welcome of this agreement has not been sent yet; it is due at …']);
  });

  it('goes on past one that gives no answer', async () => {
    const act = async (id: string) => {
      if (id.includes('a2')) throw new NoWorkerError(`${id} is there, but no worker answers for it.`);
    };
    expect(await runOnEach(ids(6), act, one)).toMatchObject({ done: 5, silent: 1 });
  });

  it('ends when nobody answers any more, and tells what was done until then', async () => {
    const asked: string[] = [];
    const act = async (id: string) => {
      asked.push(id);
      if (asked.length > 2) throw new NoWorkerError('no worker answers');
    };
    expect(await runOnEach(ids(100), act, one)).toMatchObject({ done: 2, silent: 3 });
    expect(asked).toHaveLength(5);
  });
});
