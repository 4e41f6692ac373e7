// `onegov terminate`: the agreement ends now.
import type { Command as Program } from 'commander';
import { addAgreementCommand } from '../agreement-command.ts';

export function addTerminate(program: Program): void {
  addAgreementCommand(program, {
    type: 'terminate',
    says: 'end the agreement now',
    example: 'gsa.gov chatgpt --reason "ordered by mistake"',
    done: 'Terminated',
    takesAccess: true,
  });
}
