// The frame of every page.
import { expect, it } from 'vitest';
import { layout } from '../../../pages/views/layout.ts';
import { en } from '../../../pages/words/en.ts';
import { html } from '../../../text/html.ts';

it.each([
  ['help@onegov.example', 'mailto:help@onegov.example'],
  ['r&d/help?bcc=x@onegov.example', 'mailto:r%26d%2Fhelp%3Fbcc%3Dx@onegov.example'],
])('links to %s, and to no other header of a mail', (help, link) => {
  const page = layout(
    { language: 'en', words: en, base: '', assets: '', help },
    { heading: 'H', body: html`` },
  );
  expect(page).toContain(`href="${link}"`);
});
