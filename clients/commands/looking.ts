// `onegov list` and `onegov show`: agreements as they are, nothing changed.
import type { Command as Program } from 'commander';
import type { Listed } from '../agreements.ts';
import { now, show } from '../terminal.ts';
import { agreementLines, tableLines } from '../words.ts';
import { connected, idOf, json } from './common.ts';

export function addLookingCommands(program: Program): void {
  program
    .command('list')
    .description('list agreements')
    .option('--where <query>', 'a visibility query, such as "Phase = \'renewal\'"')
    .option('--rehearsals', 'list rehearsals instead')
    .addOption(json())
    .action(async (options: { where?: string; rehearsals?: boolean; json?: boolean }) => {
      await connected(options.rehearsals ? 'rehearsal' : 'live', async (agreements) => {
        const rows: Listed[] = [];
        for await (const row of agreements.list(options.where)) rows.push(row);
        show(options, rows, rows.length > 0 ? tableLines(rows) : ['There are no agreements yet.']);
      });
    });

  program
    .command('show')
    .description('show an agreement: how it stands, what happened, what is due')
    .argument('<agency>', 'the agency’s domain, or an agreement’s whole id')
    .argument('[offer]', 'the offer’s id')
    .addOption(json())
    .action(async (agency: string, offer: string | undefined, options: { json?: boolean }) => {
      const id = idOf(agency, offer);
      await connected(id.includes('@') ? 'rehearsal' : 'live', async (agreements) => {
        const agreement = await agreements.view(id);
        show(options, agreement, agreementLines(agreement, now()));
      });
    });
}
