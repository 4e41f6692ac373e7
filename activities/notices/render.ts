// A notice's content as plain text and as HTML.
import type { Language } from '../../agreements/agreement.ts';
import type { Content, Section } from './wording.ts';

const columns = 74;

/** Plain text, wrapped. */
export function toText({ banner, lead, sections }: Content): string {
  const blocks = [...(banner ? [wrapped(banner)] : []), ...lead.map((line) => wrapped(line))];
  for (const { heading, paragraphs = [], list = [], steps = [] } of sections) {
    blocks.push(
      [
        `${heading}\n${'-'.repeat(heading.length)}`,
        ...paragraphs.map((paragraph) => wrapped(paragraph)),
        ...(list.length ? [list.map((item) => wrapped(item, '- ')).join('\n')] : []),
        ...(steps.length ? [steps.map((step, index) => wrapped(step, `${index + 1}. `)).join('\n')] : []),
      ].join('\n\n'),
    );
  }
  return `${blocks.join('\n\n')}\n`;
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

const font = 'font-family:system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif';

/** One HTML document: real headings and lists, colors that mail programs may turn dark, nothing from elsewhere. */
export function toHtml({ subject, preheader, banner, lead, sections, language = 'en' }: Content): string {
  const [happens, toDo] = lead;
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(subject)}</title>
<style>
:root { color-scheme: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background-color: #111827 !important; color: #f3f4f6 !important; }
  .line { border-color: #4b5563 !important; }
}
</style>
</head>
<body class="page" style='margin:0;padding:0;background-color:#ffffff;color:#1b1b1b;${font}'>
<div style="display:none;max-height:0;overflow:hidden">${escaped(preheader)}</div>
<main class="page" style="max-width:640px;margin:0 auto;padding:24px 16px;font-size:16px;line-height:1.5">
${banner ? `<p class="line" style="border:2px solid #6b7280;padding:8px 12px;margin:0 0 16px"><strong>${escaped(banner)}</strong></p>\n` : ''}<h1 style="font-size:24px;line-height:1.25;margin:0 0 16px">${escaped(subject)}</h1>
<p style="font-size:18px;margin:0 0 12px"><strong>${escaped(happens)}</strong></p>
<p style="font-size:18px;margin:0 0 12px">${escaped(toDo)}</p>
${sections.map(section).join('\n')}
</main>
</body>
</html>
`;
}

function section({ heading, paragraphs = [], list = [], listLanguage, steps = [] }: Section): string {
  return [
    `<h2 class="line" style="font-size:18px;line-height:1.3;margin:24px 0 8px;padding-top:16px;border-top:1px solid #d1d5db">${escaped(heading)}</h2>`,
    ...paragraphs.map((paragraph) => `<p style="margin:0 0 8px">${escaped(paragraph)}</p>`),
    ...items('ul', list, listLanguage),
    ...items('ol', steps),
  ].join('\n');
}

function items(tag: 'ul' | 'ol', texts: string[], language?: Language): string[] {
  if (!texts.length) return [];
  const inner = texts.map((text) => `<li style="margin:0 0 4px">${escaped(text)}</li>`).join('\n');
  const lang = language ? ` lang="${language}"` : '';
  return [`<${tag}${lang} style="margin:0 0 8px;padding-left:24px">\n${inner}\n</${tag}>`];
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
