// `onegov bounced`: mail bounced.
import type { Command as Program } from 'commander';
import { Option } from 'commander';
import { addAgreementCommand } from '../agreement-command.ts';
import { required } from '../options.ts';
import { flag } from '../typed-flaws.ts';

export function addBounced(program: Program): void {
  addAgreementCommand<{ address: string }>(program, {
    type: 'bounced',
    says: 'record that mail to a contact bounced; it stays an open issue until there is another address',
    example: 'gsa.gov chatgpt --address olive@gsa.gov --reason "550 5.1.1 no such user"',
    done: 'Put on record for',
    options: [required(new Option('--address <mail>', 'the address that the mail bounced from'))],
    fields: ({ address }) => ({ address }),
    typed: () => ({ address: flag('--address') }),
  });
}
