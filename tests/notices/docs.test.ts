// The docs show every notice as it is: each kind, in both languages.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { noticeKinds } from '../../agreements/offer.ts';

const docs = join(import.meta.dirname, '../../docs');

it.each([...noticeKinds, 'together'])('docs/notices.md shows %s in both languages', (kind) => {
  const text = readFileSync(join(docs, 'notices.md'), 'utf8');
  for (const language of ['en', 'es']) {
    const picture = `notices/${language}/${kind}.png`;
    expect(text).toContain(`(${picture})`);
    expect(existsSync(join(docs, picture)), picture).toBe(true);
  }
});
