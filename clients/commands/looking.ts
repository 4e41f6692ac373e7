// `onegov list` and `onegov show`: agreements as they are, nothing changed.
import type { Command as Program } from 'commander';
import type { Listed } from '../agreements.ts';
import { now, show } from '../terminal.ts';
import { agreementLines, tableLines } from '../words.ts';
import { connected, examples, json, onAgreement } from './common.ts';

export function addLookingCommands(program: Program): void {
  program
    .command('list')
    .description('list agreements')
    .option('--where <query>', 'a visibility query, such as "Phase = \'renewal\'"')
    .option('--rehearsals', 'list rehearsals instead')
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'onegov list',
        "onegov list --where \"Phase = 'renewal' AND OfferId = 'xai-grok'\"",
        'onegov list --where "TermEndsAt < \'2027-03-01T00:00:00Z\'" --json',
      ),
    )
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
    .argument('<agreement...>', 'agency and offer, such as gsa.gov chatgpt; or its whole id')
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'onegov show gsa.gov chatgpt',
        'onegov show gsa',
        'onegov show agreement:openai-chatgpt-enterprise:gsa.gov --json',
      ),
    )
    .action(async (words: string[], options: { json?: boolean }) => {
      await onAgreement(words, async (agreements, id) => {
        const agreement = await agreements.view(id);
        show(options, agreement, agreementLines(agreement, now()));
      });
    });
}
