// `onegov offers`: what the catalog has.
import type { Command as Program } from 'commander';
import { findOffer } from '../../../offers/catalog.ts';
import { matchOffer } from '../../api/names.ts';
import { screen } from '../../output/layout.ts';
import { offerLines } from '../../output/offer-lines.ts';
import { now, show } from '../../output/terminal.ts';
import { catalog } from '../catalog.ts';
import { examples } from '../help.ts';
import { json } from '../options.ts';

export function addOffers(program: Program): void {
  program
    .command('offers')
    .argument('[offers...]', 'these only, each by its id or a word of it')
    .description('show the offers: price, term, the days on which a term may start; asks no server')
    .addOption(json())
    .addHelpText('after', examples('onegov offers', 'onegov offers copilot', 'onegov offers --json'))
    .action((words: string[], options: { json?: boolean }) => {
      const ids = words.length > 0 ? words.map((word) => matchOffer(catalog(), word)) : catalog().keys();
      const offers = [...new Set(ids)].map((id) => findOffer(catalog(), id));
      show(options, offers, offerLines(offers, now().slice(0, 10), screen()));
    });
}
