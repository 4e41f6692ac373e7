// `onegov offers`: what the catalog has.
import type { Command as Program } from 'commander';
import { screen } from '../../output/layout.ts';
import { offerLines } from '../../output/offer-lines.ts';
import { now, show } from '../../output/terminal.ts';
import { catalog } from '../catalog.ts';
import { examples } from '../help.ts';
import { json } from '../options.ts';

export function addOffers(program: Program): void {
  program
    .command('offers')
    .description('show the offers: price, term, the days on which a term may start; asks no server')
    .addOption(json())
    .addHelpText('after', examples('onegov offers', 'onegov offers --json'))
    .action((options: { json?: boolean }) => {
      const offers = [...catalog().values()];
      show(options, offers, offerLines(offers, now().slice(0, 10), screen()));
    });
}
