// `onegov determine`: a determination that a clause requires.
import type { Command as Program } from 'commander';
import { Option } from 'commander';
import { addAgreementCommand } from '../agreement-command.ts';
import { reference, required } from '../options.ts';
import { flag } from '../typed-flaws.ts';

export function addDetermine(program: Program): void {
  addAgreementCommand<{ what: string; reference: string; cites?: string }>(program, {
    type: 'determine',
    says: 'put a determination on record that a clause requires before a renewal',
    example: 'gsa.gov chatgpt --what funds --reference "memorandum 2027-14"',
    done: 'Put on record for',
    options: [
      required(new Option('--what <id>', 'which one, such as funds; "onegov show" lists them')),
      required(reference()),
      new Option('--cites <clause>', 'the clause it cites, if not the one that the order cites'),
    ],
    fields: ({ what: determination, reference, cites: clause }) => ({ determination, reference, clause }),
    typed: () => ({ determination: flag('--what'), reference: flag('--reference'), clause: flag('--cites') }),
  });
}
