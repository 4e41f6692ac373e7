// `onegov preview`: a notice before it is sent.
import { parse } from 'node:path';
import type { Command as Program } from 'commander';
import type { Agreement } from '../../../agreements/model/agreement.ts';
import { obligationName } from '../../../agreements/model/obligation-names.ts';
import { instantInWords } from '../../../agreements/time/date-words.ts';
import { RefusedError } from '../../../agreements/validation/errors.ts';
import { readConfig } from '../../../config/config.ts';
import { capitalized } from '../../../text/sentences.ts';
import type { Preview } from '../../api/preview.ts';
import { writeFile } from '../../files/text-files.ts';
import { now, show } from '../../output/terminal.ts';
import { catalog } from '../catalog.ts';
import { onAgreement } from '../connection.ts';
import { examples } from '../help.ts';
import { idsSays, json } from '../options.ts';

type Options = { today?: boolean; ids?: boolean; html?: string; eml?: string; json?: boolean };

export function addPreview(program: Program): void {
  program
    .command('preview')
    .description('show a notice exactly as it will be sent, worded for the day it is due')
    .usage('[options] <agreement...> <notice>')
    .argument(
      '<agreement...>',
      'agency and offer, such as gsa.gov chatgpt, or its whole id; then the notice: renewal for the next one of that kind, or renewal-P30D for a certain one',
    )
    .option('--today', 'worded for today instead')
    .option('--html <file>', 'write it as HTML')
    .option('--eml <file>', 'write the whole message; with several recipients, a file for each')
    .option('--ids', idsSays)
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'onegov preview gsa.gov chatgpt renewal',
        'onegov preview gsa chatgpt features-ending-P30D --html notice.html',
        'onegov preview gsa chatgpt welcome --eml welcome.eml',
      ),
    )
    .action(async (words: string[], options: Options) => {
      const [notice, ...agreement] = words.toReversed();
      if (notice === undefined || agreement.length === 0)
        throw new RefusedError('Name the agreement and the notice: onegov preview gsa.gov chatgpt renewal.');
      await onAgreement(agreement.toReversed(), async (agreements, id) =>
        showPreview(await agreements.view(id), notice, options),
      );
    });
}

/** Links in a preview look like real ones, but open nothing: only the workers have the real key. */
const nobodysKey = 'the key of previews, which no page believes';

async function showPreview(agreement: Agreement, notice: string, options: Options): Promise<void> {
  const { from, fromName: name, replyTo, operators, links } = readConfig().mail;
  const { today = false } = options;
  const { preview } = await import('../../api/preview.ts');
  const previewed = await preview(
    agreement,
    notice,
    { from, name, replyTo, operators, ...(links && { links: { url: links.url, keys: [nobodysKey] } }) },
    { catalog: catalog(), now: now(), today },
  );
  const written = writeFiles(previewed, options);
  show(
    options,
    jsonOf(previewed),
    written.length > 0
      ? written
      : linesOf(previewed, agreement.agency.timeZone, { hasLinks: links !== undefined, ids: options.ids }),
  );
}

/** @returns a line for each file that was written */
function writeFiles({ html, messages }: Preview, options: Options): string[] {
  const written: string[] = [];
  if (options.html !== undefined) {
    writeFile(options.html, html);
    written.push(`Wrote ${options.html}.`);
  }
  if (options.eml !== undefined) {
    for (const [index, { to, eml }] of messages.entries()) {
      const file = messages.length > 1 ? numbered(options.eml, index + 1) : options.eml;
      writeFile(file, eml);
      written.push(`Wrote ${file}, to ${to}.`);
    }
  }
  return written;
}

/** `renewal.eml` → `renewal-2.eml` */
function numbered(path: string, number: number): string {
  const { ext } = parse(path);
  return `${path.slice(0, path.length - ext.length)}-${number}${ext}`;
}

type Shown = { hasLinks: boolean; ids?: boolean | undefined };

function linesOf(previewed: Preview, timeZone: string, { hasLinks, ids }: Shown): string[] {
  const { obligation, dueAt, sentAt, wordedFor, obstacle, subject, text, messages } = previewed;
  const at = (instant: string) => instantInWords(instant, timeZone);
  return [
    `${ids ? obligation : capitalized(obligationName(obligation))}: ${sentAt ? `sent ${at(sentAt)}` : `due ${at(dueAt)}`}, worded for ${at(wordedFor)}.`,
    ...(obstacle ? [obstacle] : []),
    ...(hasLinks ? ['Its links are examples; the workers make the real ones when they send it.'] : []),
    '',
    ...messages.map(({ to }) => `To: ${to}`),
    `Subject: ${subject}`,
    '',
    text.trimEnd(),
  ];
}

function jsonOf({ messages, ...previewed }: Preview) {
  return { ...previewed, messages: messages.map((message) => ({ ...message, eml: message.eml.toString() })) };
}
