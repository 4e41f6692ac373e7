// Makes text that people typed fit for a sentence, a heading or a single line.

/** The text with a capital first letter. */
export function capitalized(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

/** The text with a capital first letter and a period at its end. */
export function sentence(text: string): string {
  return `${capitalized(text)}${/[.!?]$/.test(text) ? '' : '.'}`;
}

const lineBreaks = /[\p{Cc}\p{Zl}\p{Zp}\s]+/gu;
const directionOverrides = /[\u202a-\u202e\u2066-\u2069]/g;
const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** One line, without characters that reorder text, and without codes that mail programs decode (RFC 2047). */
export function oneLine(text: string): string {
  return text.replace(lineBreaks, ' ').replace(directionOverrides, '').replaceAll('=?', '= ?').trim();
}

/** The value with each text in it on one line. Right-to-left text does not reorder the text around it. */
export function withOneLineTexts<T>(value: T): T {
  if (typeof value === 'string') {
    const line = oneLine(value);
    return (rightToLeft.test(line) ? `\u2068${line}\u2069` : line) as T;
  }
  if (Array.isArray(value)) return value.map(withOneLineTexts) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [withOneLineTexts(key), withOneLineTexts(inner)]),
  ) as T;
}
