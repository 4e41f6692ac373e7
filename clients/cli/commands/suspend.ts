// `onegov suspend`: no access for now.
import type { Command as Program } from 'commander';
import { addAgreementCommand } from '../agreement-command.ts';

export function addSuspend(program: Program): void {
  addAgreementCommand(program, {
    type: 'suspend',
    says: 'take access away for now, and tell the agency',
    example: '--offer anthropic-claude --reason "removed from the schedule"',
    done: 'Suspended',
    takesAccess: true,
  });
}
