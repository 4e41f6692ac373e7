// `onegov show`: one agreement as it is, what happened, and what is due.
import type { Command as Program } from 'commander';
import { readingState } from '../../api/reading-state.ts';
import { screen } from '../../output/layout.ts';
import { now, show } from '../../output/terminal.ts';
import { agreementLines } from '../../output/timeline.ts';
import { onAgreement } from '../connection.ts';
import { examples } from '../help.ts';
import { idsSays, json } from '../options.ts';

export function addShow(program: Program): void {
  program
    .command('show')
    .description('show an agreement: how it stands, what happened, what is due')
    .argument('<agreement...>', 'agency and offer, such as gsa.gov chatgpt; or its whole id')
    .option('--ids', idsSays)
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'onegov show gsa.gov chatgpt',
        'onegov show gsa --ids',
        'onegov show agreement:openai-chatgpt-enterprise:gsa.gov --json',
      ),
    )
    .action(async (words: string[], options: { ids?: boolean; json?: boolean }) => {
      await onAgreement(words, async (agreements, id) => {
        const agreement = await agreements.view(id);
        const lines = readingState(id, () => agreementLines(agreement, now(), screen(), options.ids));
        show(options, agreement, lines);
      });
    });
}
