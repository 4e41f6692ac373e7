// `onegov explain`: why a notice was sent when it was, why not yet, or why never.
import type { Command as Program } from 'commander';
import { explain } from '../../../agreements/explain/explain.ts';
import { obligationName } from '../../../agreements/model/obligation-names.ts';
import { resolveWithNotice } from '../../api/notice-names.ts';
import { readingState } from '../../api/reading-state.ts';
import { type Screen, screen, wrapped } from '../../output/layout.ts';
import { now, show } from '../../output/terminal.ts';
import { catalog } from '../catalog.ts';
import { connected, namespaceOf } from '../connection.ts';
import { examples } from '../help.ts';
import { idsSays, json } from '../options.ts';

export function addExplain(program: Program): void {
  program
    .command('explain')
    .description(
      'why a notice was sent when it was, why not yet, or why never; or everything about an agreement',
    )
    .usage('[options] <agreement...> [notice]')
    .argument(
      '<agreement...>',
      'agency and offer, such as gsa.gov chatgpt, or its whole id; then a notice, such as renewal for all of that kind, or renewal-P30D for a certain one',
    )
    .option('--ids', idsSays)
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'onegov explain gsa.gov chatgpt',
        'onegov explain gsa.gov chatgpt renewal',
        'onegov explain gsa chatgpt features-ending-P30D',
      ),
    )
    .action(async (words: string[], options: { ids?: boolean; json?: boolean }) => {
      await connected(namespaceOf(words), async (agreements) => {
        const { id, notice } = await resolveWithNotice(agreements, words, catalog());
        const nameOf = options.ids || options.json ? undefined : obligationName;
        const agreement = await agreements.view(id);
        const paragraphs = readingState(id, () => explain(agreement, now(), notice, nameOf));
        show(options, paragraphs, explainedLines(paragraphs, screen()));
      });
    });
}

/** A heading ends with a colon. */
function explainedLines(paragraphs: string[], { columns, colors }: Screen): string[] {
  return paragraphs.flatMap((text) =>
    text.endsWith(':') ? [colors.bold(text)] : wrapped('  ', text, columns),
  );
}
