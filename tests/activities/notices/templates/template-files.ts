// Template files in a folder, and example templates.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from 'vitest';
import type { LetterName } from '../../../../activities/notices/letters/letters.ts';
import { loadTemplates } from '../../../../activities/notices/templates/load-templates.ts';
import type { Templates } from '../../../../activities/notices/templates/own-letter.ts';
import { isUnsure, rules } from '../../../../activities/notices/templates/rules.ts';
import { type TagName, tags } from '../../../../activities/notices/templates/tags.ts';
import type { Template } from '../../../../activities/notices/templates/template.ts';
import type { Language } from '../../../../agreements/model/parties.ts';
import type { Offer } from '../../../../agreements/offer/schema.ts';
import { RefusedError } from '../../../../agreements/validation/errors.ts';
import { type Catalog, findOffer, loadCatalog } from '../../../../offers/catalog.ts';

export const catalog = loadCatalog();
export const offer = 'openai-chatgpt-enterprise';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** The templates of a folder with these files. */
export function templatesIn(files: Record<string, unknown>, offers: Catalog = catalog): Templates {
  const folder = mkdtempSync(join(tmpdir(), 'onegov-templates-'));
  folders.push(folder);
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return loadTemplates(offers, folder);
}

/** The reasons why the files are refused, without the name of the folder. */
export function refusalOf(files: Record<string, unknown>): string {
  try {
    templatesIn(files);
  } catch (error) {
    if (error instanceof RefusedError) return error.message.replaceAll(/\S+\/onegov-templates-\w+\//g, '');
    throw error;
  }
  throw new Error('They were not refused.');
}

export const file = (letter: LetterName, language: Language = 'en') => `${offer}/${letter}.${language}.json`;

export const ending: Template = {
  subject: '{{product}}, {{countdown}} with {{ending}}',
  lead: ['{{agency}} has {{ending}} until {{midnight}}. {{timeLeft}}', 'Please ask your people to finish.'],
  sections: [
    { heading: 'What stays with {{product}}', list: ['{{staying}}', 'Our help desk'] },
    { heading: 'What helps', paragraphs: ['It comes with "{{product}}":'], list: ['{{support}}'] },
    { heading: 'What to do', steps: ['Finish by {{lastDay}}.', 'Tell {{agency}}.'] },
  ],
};

export const renewal: Template = {
  subject: '{{product}}: {{countdown}} to decide',
  lead: ['The term of {{product}} ends at {{midnight}}. {{timeLeft}}', 'Please decide.'],
  sections: [
    { heading: 'If nobody decides', paragraphs: ['The last day of access is {{accessLastDay}}.'] },
    { heading: 'What to do', steps: ['Decide.'] },
  ],
};

/** A template that names only the required tags. */
export function barely(letter: LetterName, of: Offer = findOffer(catalog, offer)): Template {
  const { lead, somewhere = [], asks } = rules[letter];
  const first = (group: TagName[]) => group.find((name) => !isUnsure(name, letter, of));
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
