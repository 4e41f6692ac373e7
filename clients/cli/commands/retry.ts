// `onegov retry`: what failed is tried again.
import type { Command as Program } from 'commander';
import { addAgreementCommand } from '../agreement-command.ts';

export function addRetry(program: Program): void {
  addAgreementCommand(program, {
    type: 'retry',
    says: 'try again now what failed or is delayed',
    example: 'gsa.gov chatgpt',
    done: 'Trying again',
  });
}
