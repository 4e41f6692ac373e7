// The HTML of messages: made by MJML, filled with text, and without anything to load.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { alertContent } from '../../../../activities/notices/content/alert-content.ts';
import { noticeContent } from '../../../../activities/notices/content/notice-content.ts';
import { toHtml } from '../../../../activities/notices/message/html.ts';
import { messagesOf } from '../../../../activities/notices/message/notice-messages.ts';
import { compiledLetter } from '../../../../scripts/letter.ts';
import { brief, contracting, now, owner, sender } from '../examples/brief.ts';
import { examples } from '../examples/examples.ts';

const recipients = [owner, contracting];
const languages = ['en', 'es'] as const;

const all = Object.entries(examples).flatMap(([name, { kind, ...occasion }]) =>
  languages.map((language) => ({
    name,
    language,
    html: toHtml(noticeContent(kind, { ...occasion, recipients }, language)),
  })),
);

describe('letter.html', () => {
  it('is what MJML makes of letter.mjml (if not: npm run letter)', async () => {
    const file = join(import.meta.dirname, '../../../../activities/notices/message/letter.html');
    expect(readFileSync(file, 'utf8')).toBe(await compiledLetter());
  });
});

describe.each(all)('the HTML of $name ($language)', ({ html, language }) => {
  it('is in its language, with one title, one main heading and no skipped heading level', () => {
    expect(html).toContain(`<html lang="${language}"`);
    expect(html.match(/<title>/g)).toHaveLength(1);
    expect(html.match(/<main>/g)).toHaveLength(1);
    const levels = [...html.matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toEqual([1]);
    for (const [index, level] of levels.entries())
      expect(level).toBeLessThanOrEqual((levels[index - 1] ?? 0) + 1);
  });

  it('loads nothing: no image, no font, no script, no other address', () => {
    expect(html).not.toMatch(/<(img|script|link|iframe|object|form)\b|@import|@font-face|url\(|background=/i);
    const addresses = html.match(/\w+:\/\/[^\s"'<]+/g) ?? [];
    expect(addresses).toEqual(['http://www.w3.org/1999/xhtml']);
  });

  it('has tables for Outlook on Windows that other programs do not see', () => {
    expect(html.match(/<!--\[if mso/g)?.length).toBeGreaterThan(1);
    expect(html.match(/<!--\[if /g)?.length).toBe(html.match(/<!\[endif\]-->/g)?.length);
    expect(html).toContain('width="640"');
  });

  it('has tables for layout only, no unfilled tag, and no unclosed element', () => {
    const tables = html.match(/<table[^>]*>/g) ?? [];
    for (const table of tables) expect(table).toContain('role="presentation"');
    expect(html).not.toMatch(/\{\{|\}\}/);
    for (const tag of ['table', 'tr', 'td', 'div', 'ul', 'ol', 'li', 'h2', 'p', 'main']) {
      const count = (pattern: string) => html.match(new RegExp(pattern, 'g'))?.length;
      expect(count(`<${tag}[ >\n]`), tag).toBe(count(`</${tag}>`));
    }
  });
});

describe('a whole message', () => {
  it('stays far below the 102 KB at which Gmail clips a message', async () => {
    const orders = Object.values(examples).map(({ kind, brief, now, ...days }) => ({
      brief,
      now,
      notices: [{ obligation: kind, notice: kind, recipients: [owner], ...days }],
      alerts: [],
    }));
    for (const order of orders) {
      for (const message of await messagesOf(order, sender)) {
        expect((await message.compose()).length).toBeLessThan(60_000);
      }
    }
  });
});

describe('template syntax that someone typed', () => {
  it.each(['{{subject}}', '{{{preheader}}}', '{{#sections}}x{{/sections}}', '{{=<% %>=}}', '{{> letter}}'])(
    '%s is shown as text',
    (typed) => {
      const html = toHtml(alertContent(typed, { brief: { ...brief, product: typed }, now }));
      const shown = typed.replaceAll('>', '&gt;').replaceAll('<', '&lt;');
      expect(html).toContain(`<strong>${shown}</strong>`);
      expect(html).toContain(shown);
    },
  );
});
