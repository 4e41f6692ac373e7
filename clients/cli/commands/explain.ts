// `onegov explain`: why a notice was sent when it was, why not yet, or why never.
import type { Command as Program } from 'commander';
import { explain } from '../../../agreements/explain/explain.ts';
import { kindIn } from '../../../agreements/model/ids.ts';
import { type Screen, screen, wrapped } from '../../output/layout.ts';
import { now, show } from '../../output/terminal.ts';
import { onAgreement } from '../connection.ts';
import { examples } from '../help.ts';
import { json } from '../options.ts';

export function addExplain(program: Program): void {
  program
    .command('explain')
    .description('why a notice was sent when it was, why not yet, why never; or all of an agreement')
    .usage('[options] <agreement...> [notice]')
    .argument(
      '<agreement...>',
      'agency and offer, such as gsa.gov chatgpt, or its whole id; then a notice: its id as "onegov show" prints it, or a kind such as renewal',
    )
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'onegov explain gsa.gov chatgpt',
        'onegov explain gsa.gov chatgpt renewal',
        'onegov explain gsa chatgpt features-ending-P30D:2027-03-06',
      ),
    )
    .action(async (words: string[], options: { json?: boolean }) => {
      const last = words.length > 1 ? words.at(-1) : undefined;
      const notice = last !== undefined && isObligation(last) ? last : undefined;
      const agreement = notice === undefined ? words : words.slice(0, -1);
      await onAgreement(agreement, async (agreements, id) => {
        const paragraphs = explain(await agreements.view(id), now(), notice);
        show(options, paragraphs, explainedLines(paragraphs, screen()));
      });
    });
}

/** `renewal`, `renewal-P30D`, `renewal-P30D:2027-03-06`: what no agency and no offer is called. */
function isObligation(word: string): boolean {
  return kindIn(word) !== undefined;
}

/** A heading ends with a colon. */
function explainedLines(paragraphs: string[], { columns, colors }: Screen): string[] {
  return paragraphs.flatMap((text) =>
    text.endsWith(':') ? [colors.bold(text)] : wrapped('  ', text, columns),
  );
}
