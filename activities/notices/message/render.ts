// A notice's content as plain text and as HTML.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Mustache from 'mustache';
import type { Content, Section } from '../content/content.ts';

const columns = 74;

/** Plain text, wrapped. */
export function toText({ banner, lead, answer, sections }: Content): string {
  const blocks = [
    ...(banner ? [wrapped(banner)] : []),
    ...lead.map((line) => wrapped(line)),
    ...(answer ? [`${wrapped(`${answer.label}:`)}\n${answer.url}`, wrapped(answer.note)] : []),
    ...sections.flatMap(sectionText),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function sectionText({ heading, paragraphs = [], list = [], steps = [], sections }: Section): string[] {
  const title = wrapped(heading);
  const width = Math.max(...title.split('\n').map((line) => line.length));
  return [
    `${title}\n${(sections ? '=' : '-').repeat(width)}`,
    ...paragraphs.map((paragraph) => wrapped(paragraph)),
    ...(list.length ? [list.map((item) => wrapped(item, '- ')).join('\n')] : []),
    ...(steps.length ? [steps.map((step, index) => wrapped(step, `${index + 1}. `)).join('\n')] : []),
    ...(sections ?? []).flatMap(sectionText),
  ];
}

/** A paragraph in lines of at most 74 columns, the later ones indented under the first one's mark. */
function wrapped(text: string, mark = ''): string {
  const indent = ' '.repeat(mark.length);
  const lines: string[] = [];
  let line = mark;
  for (const word of text.split(' ')) {
    const joined = line.length > indent.length ? `${line} ${word}` : `${line}${word}`;
    if (joined.length <= columns || line.length <= indent.length) line = joined;
    else {
      lines.push(line);
      line = indent + word;
    }
  }
  return [...lines, line].join('\n');
}

const letter = readFileSync(join(import.meta.dirname, 'letter.html'), 'utf8');

/** One HTML document: real headings and lists, colors that mail programs may turn dark, nothing from elsewhere. */
export function toHtml(content: Content): string {
  return Mustache.render(letter, viewOf(content), {}, { escape: escaped });
}

/** What letter.html is filled in with. */
function viewOf({ lead: [happens, toDo], sections, language = 'en', ...rest }: Content) {
  return { ...rest, language, happens, toDo, sections: sections.flatMap(sectionViews) };
}

/** A section, and those under it: each with the mark of its heading. */
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

/** The only way that text comes into the HTML. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
