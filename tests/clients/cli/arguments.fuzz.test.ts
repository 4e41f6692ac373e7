// Anything that somebody types as an argument is understood, or one sentence says how to write it.
import { InvalidArgumentError } from 'commander';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  contactArgument,
  countArgument,
  decisionOnDayArgument,
  periodArgument,
} from '../../../clients/cli/arguments.ts';
import { dayArgument } from '../../../clients/cli/day-argument.ts';
import { expectLinear, expectSentence, fuzz, hostileText } from '../../support/fuzz.ts';

const today = '2027-01-31';
const kinds: Record<string, (text: string) => unknown> = {
  contact: (text) => contactArgument(text),
  count: (text) => countArgument(text),
  decision: (text) => decisionOnDayArgument(text),
  period: (text) => periodArgument(text),
  day: (text) => dayArgument(text, today),
};
const typed = fc.oneof(
  hostileText,
  fc
    .array(
      fc.oneof(
        hostileText,
        fc.constantFrom(
          '+',
          '-',
          '9999',
          'y',
          'd',
          'P',
          'Y',
          '@',
          '<',
          '>',
          'renew',
          'constructor',
          '300d',
          'owner',
          ' ',
        ),
      ),
      { maxLength: 6 },
    )
    .map((parts) => parts.join('')),
);

describe.each(Object.entries(kinds))('an argument for a %s', (_, read) => {
  it('is understood, or one sentence says how to write it', () => {
    fc.assert(
      fc.property(typed, (text) => {
        try {
          read(text);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidArgumentError);
          expectSentence((error as Error).message);
        }
      }),
      fuzz,
    );
  });

  it('takes no longer than its length explains', async () => {
    for (const unit of ['a', ' ', '<', '>', 'a <', '\n', 'P', '9', '\r', '@', ','])
      for (const end of ['', 'x', '<', '> owner'])
        await expectLinear((length) => {
          try {
            read(unit.repeat(length / unit.length) + end);
          } catch {
            // It is refused.
          }
        });
  });
});

it('a day of a year that has no four digits, or is not ours, is no day', () => {
  for (const text of ['+9999y', '-2000y', '0001-01-01', '9999-12-31', '+010000-01-01'])
    expect(() => dayArgument(text, today)).toThrow(InvalidArgumentError);
});
