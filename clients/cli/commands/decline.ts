// `onegov decline`: the agency decided not to renew, or does not want the terms.
import type { Command as Program } from 'commander';
import { addAgreementCommand } from '../agreement-command.ts';

export function addDecline(program: Program): void {
  addAgreementCommand(program, {
    type: 'decline',
    says: 'decide not to renew, or decline terms that were offered',
    example: 'gsa.gov chatgpt --reason "moved to another offer"',
    done: 'Declined',
    takesAccess: true,
  });
}
