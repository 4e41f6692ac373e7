// Writes a message's content as HTML. It fills letter.html, which `npm run letter` makes from letter.mjml.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Mustache from 'mustache';
import type { Content } from '../content/content.ts';
import type { Section } from '../letters/letter.ts';

const letter = readFileSync(join(import.meta.dirname, 'letter.html'), 'utf8');

/**
 * One HTML document. It has real headings and lists, its colors work in dark mode, and it loads nothing.
 */
export function toHtml(content: Content): string {
  return Mustache.render(letter, viewOf(content), {}, { escape: escaped });
}

/** The values for letter.html. */
function viewOf({ lead: [happens, toDo], sections, language = 'en', ...rest }: Content) {
  return { ...rest, language, happens, toDo, sections: sections.flatMap(sectionViews) };
}

/** A section and the sections under it, each with the mark of its heading level. */
function sectionViews(section: Section): object[] {
  const { sections } = section;
  if (!sections) return [sectionView(section, 'isSection')];
  return [sectionView(section, 'isPart'), ...sections.map((inner) => sectionView(inner, 'isInPart'))];
}

function sectionView(
  { heading, paragraphs, list = [], listLanguage: lang, steps = [] }: Section,
  mark: 'isSection' | 'isPart' | 'isInPart',
): object {
  return {
    [mark]: true,
    heading,
    paragraphs,
    ...(list.length > 0 && { list: { items: list, lang } }),
    ...(steps.length > 0 && { steps: { items: steps } }),
  };
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes text for HTML. Every text in a message goes through here. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
