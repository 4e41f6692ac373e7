// `onegov resend`: a notice goes out again.
import type { Command as Program } from 'commander';
import { Option } from 'commander';
import { addAgreementCommand } from '../agreement-command.ts';
import { required } from '../options.ts';
import { flag } from '../typed-flaws.ts';

export function addResend(program: Program): void {
  addAgreementCommand<{ notice: string }>(program, {
    type: 'resend',
    says: 'send a notice again to those who are contacts now, worded for today',
    example: 'gsa.gov chatgpt --notice renewal-P30D',
    done: 'Sending again for',
    options: [required(new Option('--notice <id>', 'which one, such as renewal-P30D'))],
    fields: ({ notice }) => ({ notice }),
    typed: () => ({ notice: flag('--notice') }),
  });
}
