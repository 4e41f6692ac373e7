// `onegov record`: exports an agreement's whole record as files to keep, and checks whether one was changed.
import { readFileSync } from 'node:fs';
import type { Command as Program } from 'commander';
import { RefusedError } from '../../../agreements/validation/errors.ts';
import { writeFile } from '../../files/text-files.ts';
import { now, printed } from '../../output/terminal.ts';
import { exportRecord, type RecordFile, recordText, verifiedRecord } from '../../record/record.ts';
import { fileInPage, recordPage } from '../../record/record-page.ts';
import { onAgreement } from '../connection.ts';
import { examples } from '../help.ts';
import { by, json } from '../options.ts';

export function addRecord(program: Program): void {
  const record = program
    .command('record')
    .description('export an agreement’s whole record, all terms: JSON, and a page for the contract file')
    .argument('<agreement...>', 'agency and offer, such as gsa.gov chatgpt; or its whole id')
    .option('--out <file>', 'write FILE.json and FILE.html; left out, the JSON is printed')
    .addOption(by())
    .addHelpText(
      'after',
      examples(
        'onegov record gsa.gov chatgpt --out gsa-chatgpt',
        'onegov record gsa > gsa.json',
        'onegov record verify gsa-chatgpt.json',
      ),
    )
    .action(async (words: string[], { out, by }: { out?: string; by: string }) => {
      await onAgreement(words, async (agreements, id) => {
        const file = await exportRecord(agreements, id, { now: now(), by });
        if (out === undefined) process.stdout.write(recordText(file));
        else writeBoth(file, out.replace(/\.(json|html)$/, ''));
      });
    });

  record
    .command('verify')
    .description('say whether an exported record is unchanged; ends with 1 if it is not')
    .argument('<file>', 'the JSON or the page that "onegov record" wrote')
    .addOption(json())
    .addHelpText('after', examples('onegov record verify gsa-chatgpt.json'))
    .action((file: string, options: { json?: boolean }) => {
      const text = read(file);
      const { entries, last, hash } = verifiedRecord(fileInPage(text, file) ?? text, file).seal;
      if (options.json) return printed(JSON.stringify({ entries, last, hash }, null, 2));
      printed(`Unchanged, ${entries} entries, last hash ${last}.`);
      printed(
        'Compare that hash with one that was kept elsewhere: whoever changes a record can also make new hashes.',
      );
    });
}

function writeBoth(file: RecordFile, name: string): void {
  writeFile(`${name}.json`, recordText(file));
  writeFile(`${name}.html`, recordPage(file));
  const { entries, last } = file.seal;
  printed(`Wrote ${name}.json and ${name}.html: ${entries} entries, last hash ${last}.`);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new RefusedError(`${file} can't be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}
