// Makes the letter's HTML of its MJML: `npm run letter`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import mjml2html from 'mjml';

const folder = join(import.meta.dirname, '../activities/notices/message');

/**
 * The letter's HTML, still with its Mustache tags: no font comes from elsewhere, no line is indented, and the article
 * that MJML makes is the page's main landmark, which MJML has no place for.
 */
export async function compiledLetter(): Promise<string> {
  const source = readFileSync(join(folder, 'letter.mjml'), 'utf8');
  const { html } = await mjml2html(source, { fonts: {}, validationLevel: 'strict' });
  return `${html
    .replace(/\s*\n\s*/g, '\n')
    .replace(/<div\saria-label/, '<main>\n$&')
    .replace('</body>', '</main>\n$&')
    .trim()}\n`;
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(join(folder, 'letter.html'), await compiledLetter());
}
