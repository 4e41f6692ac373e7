// `onegov extend`: the term ends later.
import type { Command as Program } from 'commander';
import { addAgreementCommand } from '../agreement-command.ts';
import { length, required } from '../options.ts';
import { flag } from '../typed-flaws.ts';

export function addExtend(program: Program): void {
  addAgreementCommand<{ length: string }>(program, {
    type: 'extend',
    says: 'extend the term, up to what its clause allows in all (FAR 52.217-8: six months)',
    example: 'gsa.gov chatgpt --length P30D',
    done: 'Extended',
    options: [required(length('in days or months, such as P30D or P2M'))],
    fields: ({ length }) => ({ length }),
    typed: () => ({ length: flag('--length') }),
  });
}
