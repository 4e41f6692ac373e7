// `onegov release`: notices again after a hold.
import type { Command as Program } from 'commander';
import { addAgreementCommand } from '../agreement-command.ts';

export function addRelease(program: Program): void {
  addAgreementCommand(program, {
    type: 'release',
    says: 'end a hold; notices that fell due meanwhile are looked at again',
    example: '--offer anthropic-claude',
    done: 'Released',
  });
}
