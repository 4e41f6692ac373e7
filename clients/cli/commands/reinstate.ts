// `onegov reinstate`: access again after a suspension.
import type { Command as Program } from 'commander';
import { addAgreementCommand } from '../agreement-command.ts';
import { clock } from '../options.ts';

export function addReinstate(program: Program): void {
  addAgreementCommand<{ clock: 'keep' | 'move' }>(program, {
    type: 'reinstate',
    says: 'give access back after a suspension',
    example: '--offer anthropic-claude --clock move',
    done: 'Reinstated',
    options: [clock()],
    fields: ({ clock }) => ({ clock }),
  });
}
