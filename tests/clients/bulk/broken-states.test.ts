// A state of a form that nobody knows is told as such, and stops no command on many agreements.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Command } from '../../../agreements/commands/command.ts';
import { explain } from '../../../agreements/explain/explain.ts';
import { whatIf } from '../../../agreements/explain/what-if.ts';
import type { Agreement } from '../../../agreements/model/agreement.ts';
import { storedAgreement } from '../../../agreements/model/stored.ts';
import type { Agreements } from '../../../clients/api/agreements.ts';
import { readingState } from '../../../clients/api/reading-state.ts';
import { UnansweredError } from '../../../clients/api/unanswered.ts';
import { whatIfEach } from '../../../clients/bulk/bulk-commands.ts';
import { colors } from '../../../clients/output/terminal.ts';
import { agreementLines } from '../../../clients/output/timeline.ts';
import { begun, lived, morning } from '../../agreements/support/given.ts';
import { expectSentence, fewer, spoiled } from '../../support/fuzz.ts';
import { each } from '../../support/iterables.ts';

const hold: Command = { type: 'hold', by: 'a test' };
const ids = ['agreement:x:one.gov', 'agreement:x:broken.gov', 'agreement:x:two.gov'];

function agreementsWith(broken: unknown) {
  const view = async (id: string) =>
    readingState(id, () => storedAgreement(id === ids[1] ? (broken as Agreement) : { ...begun(), id }));
  return { view } as unknown as Agreements;
}

it.each<[string, unknown]>([
  ['nothing', null],
  ['a text', 'nonsense'],
  ['no plan', { ...begun(), plan: undefined }],
  ['no record', { ...begun(), record: undefined }],
])(
  'a command on three agreements, of which one has %s as its state, is foreseen for the others',
  async (_, state) => {
    const { tally } = await whatIfEach(agreementsWith(state), each(ids), hold, {
      concurrency: 2,
      step: () => {},
    });
    expect(tally).toMatchObject({ done: 2, refused: 1 });
    expect(tally.broken).toBeUndefined();
    expect(tally.reasons).toEqual([
      {
        reason:
          "This agreement has a state of a form that this version can't read; see it in the Temporal UI.",
        ...{ agreements: 1, examples: [ids[1]] },
      },
    ]);
  },
);

it('any state is shown, explained and foreseen, or told to be unreadable', async () => {
  const now = morning('2026-10-10');
  const sound = lived(begun(), '2026-10-01', {});
  const screen = { columns: 80, colors };
  await fc.assert(
    fc.asyncProperty(spoiled<unknown>(sound), async (state) => {
      for (const read of [
        (one: Agreement) => agreementLines(one, now, screen),
        (one: Agreement) => explain(one, now, undefined, undefined),
        (one: Agreement) => whatIf(one, hold, now),
      ])
        try {
          readingState('agreement:x:broken.gov', () => read(storedAgreement(state as Agreement)));
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
          if (error instanceof UnansweredError) expectSentence(error.message);
        }
      const { tally } = await whatIfEach(agreementsWith(state), each(ids), hold, {
        ...{ concurrency: 1, step: () => {} },
      });
      expect(tally.done).toBeGreaterThanOrEqual(2);
      expect(tally.broken).toBeUndefined();
    }),
    fewer(4),
  );
});
