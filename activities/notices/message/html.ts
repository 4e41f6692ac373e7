// A message's content as HTML: letter.html, which is made from letter.mjml, filled with the content.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Mustache from 'mustache';
import type { Content } from '../content/content.ts';
import type { Section } from '../letters/letter.ts';

const letter = readFileSync(join(import.meta.dirname, 'letter.html'), 'utf8');

/**
 * One HTML document. It has real headings and lists, and colors that mail programs may turn dark. It loads nothing.
 */
export function toHtml(content: Content): string {
  return Mustache.render(letter, viewOf(content), {}, { escape: escaped });
}

/** What letter.html is filled with. */
function viewOf({ lead: [happens, toDo], sections, language = 'en', ...rest }: Content) {
  return { ...rest, language, happens, toDo, sections: sections.flatMap(sectionViews) };
}

/** A section and those under it, each with the mark of its heading level. */
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

/** All text passes here on its way into HTML. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
