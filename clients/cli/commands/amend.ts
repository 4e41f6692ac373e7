// `onegov amend`: other dates, notices, clauses or training sessions.
import type { Command as Program } from 'commander';
import { Option } from 'commander';
import { RefusedError } from '../../../agreements/validation/errors.ts';
import { rulesOf } from '../../../offers/clauses.ts';
import { jsonFile } from '../../files/text-files.ts';
import { addAgreementCommand } from '../agreement-command.ts';
import { clauses } from '../catalog.ts';
import { clause, day } from '../options.ts';
import { flag, inFile } from '../typed-flaws.ts';

type Own = {
  termEnds?: string;
  featuresEnd?: string;
  notices?: string;
  clause?: string[];
  training?: string;
};

export function addAmend(program: Program): void {
  addAgreementCommand<Own>(program, {
    type: 'amend',
    says: 'change the end of the term or of the features, the notices or the training, or add clauses of the order',
    example: 'gsa.gov chatgpt --features-end 2027-03-01 --dry-run',
    done: 'Amended',
    options: [
      day('--term-ends', 'the first day after the term'),
      day('--features-end', 'the first day without the time-limited features'),
      new Option('--notices <file>', 'a JSON file of the notices to send from now on, as in an offer'),
      clause(),
      new Option(
        '--training <file>',
        'a JSON file of all training sessions from now on: id, title, starts, timeZone, minutes, place',
      ),
    ],
    fields: ({ termEnds: termEndsOn, featuresEnd: featuresEndOn, notices, clause, training }) => {
      if (!(termEndsOn ?? featuresEndOn ?? notices ?? clause ?? training))
        throw new RefusedError(
          'Say what to amend: --term-ends, --features-end, --notices, --clause or --training.',
        );
      return {
        termEndsOn,
        featuresEndOn,
        notices: notices && jsonFile(notices),
        rules: clause && rulesOf(clause, clauses()),
        sessions: training && jsonFile(training),
      };
    },
    typed: ({ notices = '', training = '' }) => ({
      termEndsOn: flag('--term-ends'),
      featuresEndOn: flag('--features-end'),
      notices: inFile(notices),
      rules: flag('--clause'),
      sessions: inFile(training),
    }),
  });
}
