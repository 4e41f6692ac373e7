// Makes the letter's HTML of its MJML: `npm run letter`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import mjml2html from 'mjml';

const folder = join(import.meta.dirname, '../activities/notices');

/** The letter's HTML, still with its Mustache tags. No font comes from elsewhere, and no line is indented. */
export async function compiledLetter(): Promise<string> {
  const source = readFileSync(join(folder, 'letter.mjml'), 'utf8');
  const { html } = await mjml2html(source, { fonts: {}, validationLevel: 'strict' });
  return `${html.replace(/\s*\n\s*/g, '\n').trim()}\n`;
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(join(folder, 'letter.html'), await compiledLetter());
}
