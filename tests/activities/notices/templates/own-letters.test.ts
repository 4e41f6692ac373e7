// A letter in an offer's own words: it replaces the built-in letter.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import type { Content } from '../../../../activities/notices/content/content.ts';
import { noticeContent } from '../../../../activities/notices/content/notice-content.ts';
import type { LetterName } from '../../../../activities/notices/letters/letters.ts';
import { toHtml } from '../../../../activities/notices/message/html.ts';
import { messagesOf } from '../../../../activities/notices/message/notice-messages.ts';
import { toText } from '../../../../activities/notices/message/plain-text.ts';
import { loadTemplates } from '../../../../activities/notices/templates/load-templates.ts';
import type { Templates } from '../../../../activities/notices/templates/own-letter.ts';
import { anywhere, rules } from '../../../../activities/notices/templates/rules.ts';
import { type Template, templateJsonSchema } from '../../../../activities/notices/templates/template.ts';
import type { Language } from '../../../../agreements/model/parties.ts';
import { preview } from '../../../../clients/api/preview.ts';
import { findOffer, loadCatalog } from '../../../../offers/catalog.ts';
import { begun } from '../../../agreements/support/given.ts';
import { contracting, order, owner, sender } from '../examples/brief.ts';
import { type Example, examples } from '../examples/examples.ts';
import { barely, catalog, ending, file, offer, refusalOf, renewal, templatesIn } from './template-files.ts';

const recipients = [owner, contracting];

/** An example for each letter. */
const occasions: Record<string, Example> = {
  ...examples,
};

function contentOf(name: string, templates: Templates, language: Language = 'en'): Content {
  const { kind, ...occasion } = occasions[name] as Example;
  return noticeContent(kind, { ...occasion, recipients }, language, templates);
}

describe('a letter in an offer’s own words', () => {
  it('replaces the built-in letter, and changes nothing else', () => {
    const templates = templatesIn({ [file('features-ending')]: ending });
    const content = contentOf('features-ending', templates);
    expect(content.subject).toBe(
      'ChatGPT Enterprise, 31 days left with unlimited Deep Research and unlimited Advanced Voice Mode',
    );
    expect(content.lead).toEqual([
      'US Access Board has unlimited Deep Research and unlimited Advanced Voice Mode until midnight at the end of Sunday, November 29, 2026, Eastern Time. You have 31 days left, counting today.',
      'Please ask your people to finish.',
    ]);
    const [stays, helps, toDo, ...around] = content.sections;
    expect(stays).toMatchObject({ heading: 'What stays with ChatGPT Enterprise' });
    expect(stays?.list).toEqual(['ChatGPT Enterprise', 'Our help desk']);
    expect(helps?.list).toEqual(examples['features-ending']?.brief.support);
    expect(toDo?.steps).toEqual(['Finish by Sunday, November 29, 2026.', 'Tell US Access Board.']);
    const builtIn = contentOf('features-ending', new Map());
    expect(around).toEqual(builtIn.sections.slice(-around.length));
    expect(content.preheader).toBe(content.lead[1]);
  });

  it('is escaped once, in the HTML', () => {
    const content = contentOf('features-ending', templatesIn({ [file('features-ending')]: ending }));
    expect(toText(content)).toContain('It comes with "ChatGPT Enterprise":');
    expect(toHtml(content)).toContain('It comes with &quot;ChatGPT Enterprise&quot;:');
  });

  it('does not use a fact as a template', () => {
    const templates = templatesIn({ [file('features-ending')]: ending });
    const { kind, brief, ...occasion } = examples['features-ending'] as Example;
    const agency = { ...brief.agency, name: '{{product}} & {{{vendor}}}' };
    const named = { ...occasion, brief: { ...brief, agency }, recipients };
    expect(noticeContent(kind, named, 'en', templates).sections[2]?.steps?.[1]).toBe(
      'Tell {{product}} & {{{vendor}}}.',
    );
  });

  it('is for its offer, letter and language only', () => {
    const templates = templatesIn({ [file('features-ending')]: ending });
    for (const [name, language] of [
      ['features-ending', 'es'],
      ['features-ended', 'en'],
      ['welcome', 'en'],
    ] as const) {
      expect(contentOf(name, templates, language)).toEqual(contentOf(name, new Map(), language));
    }
    const { kind, brief, ...occasion } = examples['features-ending'] as Example;
    const another = { ...brief, agreement: 'agreement:xai-grok:access-board.gov' };
    expect(
      noticeContent(kind, { ...occasion, brief: another, recipients }, 'en', templates).subject,
    ).not.toContain('with Deep Research, ');
  });

  it('leaves out texts that name an unknown fact', () => {
    const suspended: Template = {
      subject: '{{product}} is suspended',
      lead: ['{{agency}} is without it as of {{happenedOn}}.', 'Please tell your people.'],
      sections: [
        { heading: 'Why', paragraphs: ['The reason given: {{reason}}'] },
        { heading: 'Later', paragraphs: ['We will write.', 'All because of {{reason}}'] },
      ],
    };
    const templates = templatesIn({ [file('suspended')]: suspended });
    const headings = (content: Content) => content.sections.map(({ heading }) => heading).slice(0, 2);
    expect(headings(contentOf('suspended', templates))).toEqual(['Why', 'Later']);
    const { kind, brief, ...occasion } = examples.suspended as Example;
    const { reason: _, ...unexplained } = brief;
    const content = noticeContent(kind, { ...occasion, brief: unexplained, recipients }, 'en', templates);
    expect(content.sections[0]).toEqual({ heading: 'Later', paragraphs: ['We will write.'] });
  });

  it('may name the next training session, and lists all sessions as any letter does', () => {
    const training: Template = {
      subject: '{{product}}: learn it',
      lead: ['{{agency}} can learn {{product}}.', 'Please choose who takes part.'],
      sections: [
        { heading: 'When', paragraphs: ['Next: {{nextSession}}'] },
        { heading: 'What to do', steps: ['Sign up.'] },
      ],
    };
    const templates = templatesIn({ [file('training')]: training });
    const headings = (name: string) => contentOf(name, templates).sections.map(({ heading }) => heading);
    expect(headings('training-with-sessions').slice(0, 3)).toEqual([
      'Scheduled sessions',
      'When',
      'What to do',
    ]);
    expect(headings('training')[0]).toBe('What to do');
  });

  it('is not used after the day that it announces', () => {
    const templates = templatesIn({ [file('renewal')]: renewal });
    expect(contentOf('renewal', templates).subject).toBe('ChatGPT Enterprise: 120 days left to decide');
    const { kind, ...occasion } = examples.renewal as Example;
    const late = { ...occasion, recipients, now: '2027-10-03T13:00:00Z' };
    expect(noticeContent(kind, late, 'en', templates)).toEqual(noticeContent(kind, late));
  });

  it('in Spanish has Spanish days, and marks texts that exist in English only', () => {
    const spanish: Template = {
      subject: '{{product}}: {{countdown}} con {{ending}}',
      lead: ['{{agency}} tiene {{ending}} hasta {{midnight}}.', 'Termine a más tardar el {{lastDay}}.'],
      sections: [
        { heading: 'Ayuda', list: ['{{support}}'] },
        { heading: 'Qué debe hacer', steps: ['Informe a su personal.'] },
      ],
    };
    const templates = templatesIn({ [file('features-ending', 'es')]: spanish });
    const content = contentOf('features-ending', templates, 'es');
    expect(content.lead[1]).toBe('Termine a más tardar el domingo 29 de noviembre de 2026.');
    expect(content.sections[0]?.list).toContainEqual(expect.stringMatching(/^Capacitación introductoria/));
    const { kind, brief, ...occasion } = occasions['features-ending'] as Example;
    const untranslated = { ...occasion, brief: { ...brief, spanish: {} }, recipients };
    const inEnglish = noticeContent(kind, untranslated, 'es', templates);
    expect(inEnglish.sections[0]).toMatchObject({
      paragraphs: ['Este texto solo existe en inglés:'],
      listLanguage: 'en',
    });
    expect(toHtml(inEnglish)).toContain('lang="en"');
  });
});

describe('a message', () => {
  it('has the own words of the offer in each part, for everybody', async () => {
    const templates = templatesIn({ [file('features-ending')]: ending });
    const messages = await messagesOf(order, { ...sender, templates });
    expect(messages).toHaveLength(2);
    for (const { compose } of messages) {
      const { subject, text, html, attachments } = await simpleParser(await compose());
      expect(subject).toMatch(/^ChatGPT Enterprise, 31 days left with unlimited Deep Research/);
      expect(text).toContain('2. Tell US Access Board.');
      expect(html).toMatch(/<li[^>]*>Our help desk<\/li>/);
      const calendar = attachments.map(({ content }) => content.toString()).join();
      expect(calendar.replaceAll(/\r\n /g, '')).toContain('until midnight at the end of this day');
    }
  });

  it('has the same words in a preview', async () => {
    const templates = templatesIn({ [file('renewal')]: renewal });
    const now = '2026-09-02T12:00:00Z';
    const { subject, text } = await preview(
      begun(),
      'renewal',
      { ...sender, templates },
      { catalog: loadCatalog(), now },
    );
    expect(subject).toBe('ChatGPT Enterprise: 120 days left to decide');
    expect(text).toContain('1. Decide.');
  });
});

const letters = Object.keys(rules) as LetterName[];

describe('every letter', () => {
  it.each(letters)('%s may have own words, for each offer and in both languages', (letter) => {
    const files = [...catalog].flatMap(([id, of]) =>
      ['en', 'es'].map((language) => [`${id}/${letter}.${language}.json`, barely(letter, of)]),
    );
    expect(templatesIn(Object.fromEntries(files)).size).toBe(2 * catalog.size);
  });

  it('has to name the last day to accept the terms, if the offer has one', () => {
    const { acceptance: _, ...anyTime } = findOffer(catalog, offer);
    const undated = barely('terms', anyTime);
    const offers = new Map([[offer, anyTime]]);
    expect(templatesIn({ [file('terms')]: undated }, offers).size).toBe(1);
    expect(refusalOf({ [file('terms')]: undated })).toBe(
      `${file('terms')} can't be used: lead must name {{lastDay}} or {{midnight}}; must name {{daysLeft}} or {{timeLeft}} or {{countdown}} somewhere.`,
    );
  });

  it.each(letters)('%s may name each of its tags, and shows the known facts', (letter) => {
    const { sections, ...said } = barely(letter);
    const names = [...anywhere, ...rules[letter].names].map((name) => `{{${name}}}`);
    const all = { heading: 'All facts', list: names };
    const templates = templatesIn({ [file(letter)]: { ...said, sections: [...sections, all] } });
    const told = Object.keys(occasions).map((name) => toText(contentOf(name, templates)));
    expect(told.filter((text) => text.includes(all.heading))).not.toEqual([]);
    for (const text of told) expect(text).not.toMatch(/undefined|null|\{\{|\}\}|\[object/);
  });
});

describe('the folder of templates', () => {
  const folder = join(import.meta.dirname, '../../../../offers/templates');

  it('has no template that can’t be used', () => {
    expect(loadTemplates(catalog)).toBeInstanceOf(Map);
  });

  it('has the JSON Schema of these checks (if not: npm run schema)', () => {
    const schema = JSON.parse(readFileSync(join(folder, 'template.schema.json'), 'utf8'));
    expect(schema).toEqual(JSON.parse(JSON.stringify(templateJsonSchema())));
  });

  it('may have its schema and hidden files', () => {
    expect(
      templatesIn({ 'template.schema.json': '{}', '.DS_Store': '', [`${offer}/.hidden`]: '' }).size,
    ).toBe(0);
  });
});
