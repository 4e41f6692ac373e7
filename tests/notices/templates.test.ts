// An offer's own letters: what they say in place of an edition's, and what is refused before anything is sent.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { simpleParser } from 'mailparser';
import { afterEach, describe, expect, it } from 'vitest';
import type { LetterName } from '../../activities/notices/edition.ts';
import { messagesOf } from '../../activities/notices/message.ts';
import { toHtml, toText } from '../../activities/notices/render.ts';
import { type Template, templateJsonSchema } from '../../activities/notices/template.ts';
import { anywhere, isUnsure, rules } from '../../activities/notices/template-rules.ts';
import { type TagName, tags } from '../../activities/notices/template-tags.ts';
import { loadTemplates, type Templates } from '../../activities/notices/templates.ts';
import { type Content, noticeContent } from '../../activities/notices/wording.ts';
import type { Language } from '../../agreements/agreement.ts';
import { Refusal } from '../../agreements/refusal.ts';
import { preview } from '../../clients/preview.ts';
import { loadCatalogue } from '../../offers/catalogue.ts';
import { begun } from '../domain/given.ts';
import { contracting, order, owner, sender } from './brief.ts';
import { type Example, examples } from './examples.ts';

const catalogue = loadCatalogue();
const offer = 'openai-chatgpt-enterprise';
const recipients = [owner, contracting];

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Templates of a folder with these files. */
function templatesIn(files: Record<string, unknown>): Templates {
  const folder = mkdtempSync(join(tmpdir(), 'onegov-templates-'));
  folders.push(folder);
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return loadTemplates(catalogue, folder);
}

/** Why they are refused, without the name of the folder. */
function refusalOf(files: Record<string, unknown>): string {
  try {
    templatesIn(files);
  } catch (error) {
    if (error instanceof Refusal) return error.message.replaceAll(/\bonegov-templates-\w+\//g, '');
    throw error;
  }
  throw new Error('They were not refused.');
}

const file = (letter: LetterName, language: Language = 'en') => `${offer}/${letter}.${language}.json`;

function contentOf(name: string, templates: Templates, language: Language = 'en'): Content {
  const { kind, ...occasion } = examples[name] as Example;
  return noticeContent(kind, { ...occasion, recipients }, language, templates);
}

const ending: Template = {
  subject: '{{product}}, {{countdown}} with {{ending}}',
  lead: ['{{agency}} has {{ending}} until {{midnight}}. {{timeLeft}}', 'Please ask your people to finish.'],
  sections: [
    { heading: 'What stays with {{product}}', list: ['{{staying}}', 'Our help desk'] },
    { heading: 'What helps', paragraphs: ['It comes with "{{product}}":'], list: ['{{support}}'] },
    { heading: 'What to do', steps: ['Finish by {{lastDay}}.', 'Tell {{agency}}.'] },
  ],
};

const renewal: Template = {
  subject: '{{product}}: {{countdown}} to decide',
  lead: ['The term of {{product}} ends at {{midnight}}. {{timeLeft}}', 'Please decide.'],
  sections: [
    { heading: 'If nobody decides', paragraphs: ['The last day of access is {{accessLastDay}}.'] },
    { heading: 'What to do', steps: ['Decide.'] },
  ],
};

describe('a letter in the words of its offer', () => {
  it('takes the place of the one that there is, and nothing else changes', () => {
    const templates = templatesIn({ [file('features-ending')]: ending });
    const content = contentOf('features-ending', templates);
    expect(content.subject).toBe(
      'ChatGPT Enterprise, 31 days left with Deep Research and Advanced Voice Mode',
    );
    expect(content.lead).toEqual([
      'US Access Board has Deep Research and Advanced Voice Mode until midnight at the end of Sunday, November 29, 2026, Eastern Time. You have 31 days left, counting today.',
      'Please ask your people to finish.',
    ]);
    const [stays, helps, toDo, ...around] = content.sections;
    expect(stays).toMatchObject({ heading: 'What stays with ChatGPT Enterprise' });
    expect(stays?.list).toEqual(['Frontier models', 'Our help desk']);
    expect(helps?.list).toHaveLength(3);
    expect(toDo?.steps).toEqual(['Finish by Sunday, November 29, 2026.', 'Tell US Access Board.']);
    const builtIn = contentOf('features-ending', new Map());
    expect(around).toEqual(builtIn.sections.slice(-around.length));
    expect(content.preheader).toBe(content.lead[1]);
  });

  it('is escaped once, where it becomes HTML', () => {
    const content = contentOf('features-ending', templatesIn({ [file('features-ending')]: ending }));
    expect(toText(content)).toContain('It comes with "ChatGPT Enterprise":');
    expect(toHtml(content)).toContain('It comes with &quot;ChatGPT Enterprise&quot;:');
  });

  it('does not read what facts say as a template', () => {
    const templates = templatesIn({ [file('features-ending')]: ending });
    const { kind, brief, ...occasion } = examples['features-ending'] as Example;
    const agency = { ...brief.agency, name: '{{product}} & {{{vendor}}}' };
    const named = { ...occasion, brief: { ...brief, agency }, recipients };
    expect(noticeContent(kind, named, 'en', templates).sections[2]?.steps?.[1]).toBe(
      'Tell {{product}} & {{{vendor}}}.',
    );
  });

  it('is for its own offer, letter and language; elsewhere the edition has its own', () => {
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

  it('leaves out what names something that is not known', () => {
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

  it('given a day that has passed, is not said as if the day were to come', () => {
    const templates = templatesIn({ [file('renewal')]: renewal });
    expect(contentOf('renewal', templates).subject).toBe('ChatGPT Enterprise: 120 days left to decide');
    const { kind, ...occasion } = examples.renewal as Example;
    const late = { ...occasion, recipients, now: '2027-10-03T13:00:00Z' };
    expect(noticeContent(kind, late, 'en', templates)).toEqual(noticeContent(kind, late));
  });

  it('in Spanish has Spanish days, and marks the texts that there are in English only', () => {
    const spanish: Template = {
      subject: '{{product}}: {{countdown}} con {{ending}}',
      lead: ['{{agency}} tiene {{ending}} hasta {{midnight}}.', 'Termine a más tardar el {{lastDay}}.'],
      sections: [
        { heading: 'Ayuda', list: ['{{support}}'] },
        { heading: 'Qué debe hacer', steps: ['Informe a su personal.'] },
      ],
    };
    const content = contentOf(
      'features-ending',
      templatesIn({ [file('features-ending', 'es')]: spanish }),
      'es',
    );
    expect(content.lead[1]).toBe('Termine a más tardar el domingo 29 de noviembre de 2026.');
    expect(content.sections[0]).toMatchObject({
      paragraphs: ['Este texto solo existe en inglés:'],
      listLanguage: 'en',
    });
    expect(toHtml(content)).toContain('lang="en"');
  });
});

describe('what is sent', () => {
  it('is in the words of the offer, each part of it, to everybody', async () => {
    const templates = templatesIn({ [file('features-ending')]: ending });
    const messages = await messagesOf(order, { ...sender, templates });
    expect(messages).toHaveLength(2);
    for (const { compose } of messages) {
      const { subject, text, html, attachments } = await simpleParser(await compose());
      expect(subject).toBe('ChatGPT Enterprise, 31 days left with Deep Research and Advanced Voice Mode');
      expect(text).toContain('2. Tell US Access Board.');
      expect(html).toMatch(/<li[^>]*>Our help desk<\/li>/);
      const calendar = attachments.map(({ content }) => content.toString()).join();
      expect(calendar.replaceAll(/\r\n /g, '')).toContain('Please ask your people to finish.');
    }
  });

  it('is what a preview shows', async () => {
    const templates = templatesIn({ [file('renewal')]: renewal });
    const now = '2026-09-02T12:00:00Z';
    const { subject, text } = await preview(begun(), 'renewal', { ...sender, templates }, { now });
    expect(subject).toBe('ChatGPT Enterprise: 120 days left to decide');
    expect(text).toContain('1. Decide.');
  });
});

/** A letter that says what it has to, and no more. */
function barely(letter: LetterName): Template {
  const { lead, somewhere = [], asks } = rules[letter];
  const { [offer]: itsOffer } = Object.fromEntries(catalogue);
  const first = (group: TagName[]) => group.find((name) => itsOffer && !isUnsure(name, letter, itsOffer));
  const sections = somewhere.flatMap((group) => {
    const name = first(group);
    if (!name) return [];
    const text = `{{${name}}}`;
    const isListed = tags[name].several ?? tags[name].english;
    return [{ heading: 'A heading', ...(isListed ? { list: [text] } : { paragraphs: [text] }) }];
  });
  return {
    subject: '{{product}}',
    lead: [
      lead
        .flatMap((group) => first(group) ?? [])
        .map((name) => `{{${name}}}`)
        .join(', ') || 'Something.',
      'Something to do.',
    ],
    sections: [...sections, ...(asks ? [{ heading: 'What to do', steps: ['Something.'] }] : [])],
  };
}

const letters = Object.keys(rules) as LetterName[];

describe('every letter', () => {
  it.each(letters)('%s may be told in other words, in both languages', (letter) => {
    const template = barely(letter);
    const templates = templatesIn({ [file(letter)]: template, [file(letter, 'es')]: template });
    expect(templates.size).toBe(2);
  });

  it.each(letters)('%s may name each of its facts, and says what is known of them', (letter) => {
    const { sections, ...said } = barely(letter);
    const names = [...anywhere, ...rules[letter].names].map((name) => `{{${name}}}`);
    const all = { heading: 'All facts', list: names };
    const templates = templatesIn({ [file(letter)]: { ...said, sections: [...sections, all] } });
    for (const { kind, ...occasion } of Object.values(examples)) {
      const content = noticeContent(kind, { ...occasion, recipients }, 'en', templates);
      expect(toText(content)).not.toMatch(/undefined|null|\{\{|\}\}|\[object/);
    }
  });
});

describe('a template that can not be used', () => {
  const flawed = (
    change: Partial<Template>,
    letter: LetterName = 'features-ending',
    language: Language = 'en',
  ) => refusalOf({ [file(letter, language)]: { ...(letter === 'renewal' ? renewal : ending), ...change } });
  const section = (change: object) => ({
    sections: [...ending.sections, { heading: 'One more', ...change }] as Template['sections'],
  });

  it('is refused with its file, the place in it, and what to do', () => {
    expect(flawed({ subject: 'The features end' })).toBe(
      `${file('features-ending')} can't be used: subject must name {{product}}.`,
    );
  });

  it.each<[string, string, Partial<Template>]>([
    [
      'a fact misspelled',
      'subject has {{prodct}}, which a letter "features-ending" can\'t name; the nearest that it can is {{product}}',
      { subject: '{{prodct}}' },
    ],
    [
      'the fact of another letter',
      'subject has {{safeDay}}, which a letter "features-ending" can\'t name; the nearest that it can is {{startDay}}',
      { subject: '{{product}} {{safeDay}}' },
    ],
    [
      'no day in its first lines',
      'lead must name {{lastDay}} or {{midnight}}',
      { lead: ['{{ending}} will end.', 'Please finish.'] },
    ],
    [
      'one line instead of two',
      'lead must be two texts: what happens when, and what the reader has to do',
      { lead: ['{{ending}} until {{midnight}}'] as never },
    ],
    [
      'nothing to do',
      'sections must have one with steps, for it asks its reader to do something',
      { sections: ending.sections.slice(0, 2) },
    ],
    ['an empty text', 'sections[3].paragraphs[0] must not be empty', section({ paragraphs: [' \n '] })],
    ['nothing under a heading', 'sections[3] must have paragraphs, a list or steps', section({})],
    [
      'a part that there is not',
      'sections[3] has the unknown "text"',
      section({ steps: ['Read.'], text: 'Hello' }),
    ],
    ['a tag left open', "subject has a tag that can't be read (Unclosed tag at 9)", { subject: '{{product' }],
    [
      'a tag with one brace',
      'subject has a brace that belongs to no tag; tags are written {{product}}',
      { subject: '{product}' },
    ],
    [
      'three braces',
      'subject has {{{product}}}, and tags are plain names such as {{product}}',
      { subject: '{{{product}}}' },
    ],
    [
      'a partial',
      'subject has {{> footer}}, and tags are plain names such as {{product}}',
      { subject: '{{> footer}}' },
    ],
    [
      'other delimiters',
      'subject has {{=<% %>=}}, and tags are plain names such as {{product}}',
      { subject: '{{=<% %>=}}<% product %>' },
    ],
    [
      'what is not always known, in a line that has to be there',
      'lead[1] has {{price}}, which is not always known; put it into a paragraph, a list or a step',
      { lead: ['{{ending}} until {{midnight}}', 'Pay {{price}}.'] },
    ],
    [
      'several texts within one',
      'sections[3].paragraphs[0] has {{support}}, which stands for several texts; make it an entry of a list, alone',
      section({ paragraphs: ['Help: {{support}}'] }),
    ],
  ])('%s', (_, sentence, change) => {
    expect(flawed(change)).toBe(`${file('features-ending')} can't be used: ${sentence}.`);
  });

  it('for a fact that only a line names which may be left out', () => {
    const sections = [
      { heading: 'Then', paragraphs: ['{{accessLastDay}}, at {{price}}'], steps: ['Decide.'] },
    ];
    expect(flawed({ sections }, 'renewal')).toBe(
      `${file('renewal')} can't be used: must name {{accessLastDay}} somewhere.`,
    );
  });

  it('for a section that this offer leaves empty', () => {
    const sections = [...renewal.sections, { heading: 'After it', paragraphs: ['{{grace}} more'] }];
    expect(flawed({ sections }, 'renewal')).toBe(
      `${file('renewal')} can't be used: sections[2] would be left empty: the offer has nothing for it.`,
    );
  });

  it('for English within a Spanish text', () => {
    const sections = [{ heading: 'Ayuda', list: ['{{support}}', 'Nuestra ayuda'], steps: ['Lea.'] }];
    expect(flawed({ sections }, 'features-ending', 'es')).toBe(
      `${file('features-ending', 'es')} can't be used: sections[0].list has {{support}}, whose text is English, among others; give it a section of its own.`,
    );
  });

  it('for what its name says', () => {
    expect(refusalOf({ 'acme/renewal.en.json': renewal })).toMatch(
      /^acme\/renewal\.en\.json can't be used: there is no offer "acme"; there are .*xai-grok\.$/,
    );
    expect(refusalOf({ [`${offer}/renewals.en.json`]: renewal })).toContain(
      'there is no letter "renewals"; there are ',
    );
    expect(refusalOf({ [`${offer}/renewal.fr.json`]: renewal })).toContain(
      'there is no language "fr"; there are en, es.',
    );
    for (const name of ['renewal.en.json', `${offer}/renewal.json`, `${offer}/notes.txt`]) {
      expect(refusalOf({ [name]: renewal })).toBe(
        `${name} can't be used: it must be a <offer>/<letter>.<language>.json.`,
      );
    }
    expect(refusalOf({ [file('renewal')]: '{' })).toContain('is not JSON');
  });

  it('is named with all others that can not be, five at most', () => {
    const wrong = { ...renewal, subject: 'Renew' };
    const names: LetterName[] = [
      'renewal',
      'welcome',
      'training',
      'community',
      'declined',
      'suspended',
      'terminated',
    ];
    const files = (count: number) =>
      Object.fromEntries(names.slice(0, count).map((name) => [file(name), wrong]));
    expect(refusalOf(files(2)).match(/can't be used/g)).toHaveLength(2);
    const told = refusalOf(files(7));
    expect(told.match(/can't be used/g)).toHaveLength(5);
    expect(told).toMatch(/ So it is with 2 more\.$/);
  });
});

describe('the folder of templates', () => {
  const folder = join(import.meta.dirname, '../../offers/templates');

  it('holds none that is refused', () => {
    expect(loadTemplates(catalogue)).toBeInstanceOf(Map);
  });

  it('has the JSON Schema that these checks are made of', () => {
    const schema = JSON.parse(readFileSync(join(folder, 'template.schema.json'), 'utf8'));
    expect(schema).toEqual(JSON.parse(JSON.stringify(templateJsonSchema())));
  });

  it('takes no notice of its schema and of hidden files', () => {
    expect(
      templatesIn({ 'template.schema.json': '{}', '.DS_Store': '', [`${offer}/.hidden`]: '' }).size,
    ).toBe(0);
  });
});
