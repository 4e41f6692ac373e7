// Makes the HTML of messages from its MJML: `npm run letter`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import mjml2html from 'mjml';

const folder = join(import.meta.dirname, '../activities/notices/message');

/**
 * The HTML, still with its Mustache tags. It loads no fonts and indents no lines. The article that MJML makes becomes the
 * page's main landmark, because MJML can't make one.
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
