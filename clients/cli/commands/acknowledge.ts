// `onegov acknowledge`: the agency acknowledged a notice.
import type { Command as Program } from 'commander';
import { Option } from 'commander';
import { addAgreementCommand } from '../agreement-command.ts';
import { flag } from '../typed-flaws.ts';

export function addAcknowledge(program: Program): void {
  addAgreementCommand<{ notice?: string }>(program, {
    type: 'acknowledge',
    says: 'put on record that the agency acknowledged a notice',
    example: 'gsa.gov chatgpt --notice renewal-P30D --reason "by phone"',
    done: 'Put on record for',
    options: [new Option('--notice <id>', 'which one, such as renewal-P30D (default: the last one sent)')],
    fields: ({ notice }) => ({ notice }),
    typed: () => ({ notice: flag('--notice') }),
  });
}
