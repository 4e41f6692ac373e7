// Texts that somebody typed, made fit to stand in a sentence, a heading or one line.

/** With a capital letter at its start. */
export function capitalized(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

/** With a capital letter at its start and a period at its end. */
export function sentence(text: string): string {
  return `${capitalized(text)}${/[.!?]$/.test(text) ? '' : '.'}`;
}

const lineBreaks = /[\p{Cc}\p{Zl}\p{Zp}\s]+/gu;
const directionOverrides = /[\u202a-\u202e\u2066-\u2069]/g;
const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** One line, without characters that reorder the text around it and without what mail programs decode (RFC 2047). */
export function oneLine(text: string): string {
  return text.replace(lineBreaks, ' ').replace(directionOverrides, '').replaceAll('=?', '= ?').trim();
}

/** A value in which each text is one line. Right-to-left text is kept from reordering what stands around it. */
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
