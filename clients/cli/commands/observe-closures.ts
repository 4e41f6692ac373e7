// `onegov observe-closures`: agreements follow the closures of federal offices as they are known now.
import type { Command as Program } from 'commander';
import { addAgreementCommand } from '../agreement-command.ts';
import { closures } from '../catalog.ts';

export function addObserveClosures(program: Program): void {
  addAgreementCommand(program, {
    type: 'observe-closures',
    says: 'follow the closures of federal offices as "onegov closures" lists them: notices and safe days move to business days',
    example: '--all --dry-run',
    done: 'Brought up to date',
    canBeAll: true,
    fields: () => ({ closures: closures() }),
  });
}
