// `onegov switch`: another offer takes the place of this one.
import type { Command as Program } from 'commander';
import { Option } from 'commander';
import { findOffer } from '../../../offers/catalog.ts';
import { type Switch, switchLine, switchOffer } from '../../api/switching.ts';
import { addAgreementCommand, type CommonOptions } from '../agreement-command.ts';
import { periodArgument } from '../arguments.ts';
import { catalog } from '../catalog.ts';
import { offerNamed, required } from '../options.ts';

type Own = { to: string; overlap?: string };

export function addSwitch(program: Program): void {
  addAgreementCommand<Own>(program, {
    type: 'switch',
    says: 'switch to another offer: it starts, and this agreement ends with its term',
    example: 'gsa.gov chatgpt --to xai-grok --overlap P14D',
    done: 'Switched',
    options: [
      required(new Option('--to <offer>', 'the other offer’s id, or a word of it').argParser(offerNamed)),
      new Option(
        '--overlap <period>',
        'start the other offer this long before the term ends, such as P14D',
      ).argParser(periodArgument),
    ],
    fields: ({ to }) => ({ to }),
    carryOut: (agreements, id, options) => switchOffer(agreements, id, switchOf(options)),
    alsoChanges: (agreement, options) => switchLine(agreement, switchOf(options)),
  });
}

function switchOf({ to, overlap, by, reason }: CommonOptions & Own): Switch {
  const offer = findOffer(catalog(), to);
  return { to: offer, by, ...(overlap && { overlap }), ...(reason !== undefined && { reason }) };
}
