// The docs show a picture of each letter in both languages.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rules } from '../../../../activities/notices/templates/rules.ts';

const docs = join(import.meta.dirname, '../../../../docs');

it.each([...Object.keys(rules), 'together'])('docs/notices.md shows %s in both languages', (letter) => {
  const text = readFileSync(join(docs, 'notices.md'), 'utf8');
  for (const language of ['en', 'es']) {
    const picture = `notices/${language}/${letter}.png`;
    expect(text).toContain(`(${picture})`);
    expect(existsSync(join(docs, picture)), picture).toBe(true);
  }
});
