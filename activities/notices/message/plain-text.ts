// Writes a message's content as plain text.
import type { Content } from '../content/content.ts';
import type { Section } from '../letters/letter.ts';

const columns = 74;

/** The content in lines of at most 74 columns. */
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

/** A paragraph in lines of at most 74 columns. After a mark such as `- `, the later lines are indented. */
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
