// `onegov accept`: the agency accepted the terms.
import type { Command as Program } from 'commander';
import { addAgreementCommand } from '../agreement-command.ts';
import { day, reference } from '../options.ts';
import { flag } from '../typed-flaws.ts';

export function addAccept(program: Program): void {
  addAgreementCommand<{ starts?: string; reference?: string }>(program, {
    type: 'accept',
    says: 'put on record that the agency accepted the terms; the agreement then begins',
    example: 'gsa.gov chatgpt --starts 2027-01-04 --reference "mail of 3 January"',
    done: 'Accepted',
    options: [day('--starts', 'the activation date (default: as asked for, or today)'), reference()],
    fields: ({ starts: startsOn, reference }) => ({ startsOn, reference }),
    typed: () => ({ startsOn: flag('--starts'), reference: flag('--reference') }),
  });
}
