// `onegov renew`: the agency decided to renew.
import type { Command as Program } from 'commander';
import { Option } from 'commander';
import { addAgreementCommand } from '../agreement-command.ts';
import { length } from '../options.ts';
import { flag } from '../typed-flaws.ts';

export function addRenew(program: Program): void {
  addAgreementCommand<{ price?: string; length?: string }>(program, {
    type: 'renew',
    says: 'decide to renew, at the same price or another',
    example: 'gsa.gov chatgpt --price 25.00 --length P1Y',
    done: 'Renewed',
    options: [
      new Option('--price <amount>', 'the next term’s price in USD, such as 25.00'),
      length('the next term’s length, such as P1Y'),
    ],
    fields: ({ price, length }) => ({ price: price && { amount: price, currency: 'USD' }, length }),
    typed: () => ({ price: flag('--price'), length: flag('--length') }),
  });
}
