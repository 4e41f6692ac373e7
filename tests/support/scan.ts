// Looks for texts in files, as they are and in the encodings in which they could hide.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where one of the texts was found. */
export type Hit = { file: string; text: string; as: string };

/** The files under a folder, except in some of its own folders. */
export function filesIn(folder: string, without: string[] = []): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !without.includes(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesIn(path);
      return entry.isFile() ? [path] : [];
    });
}

/** Where the texts are in some files. */
export function scanFiles(files: string[], texts: string[]): Hit[] {
  return files.flatMap((file) => scan(file, readFileSync(file), texts));
}

/** Where the texts are in some bytes. Capitals don't matter where the text stands as it is. */
export function scan(file: string, bytes: Buffer, texts: string[]): Hit[] {
  const exact = bytes.toString('latin1');
  const small = exact.toLowerCase();
  return texts.flatMap((text) =>
    Object.entries(formsOf(text))
      .filter(([as, forms]) => forms.some((form) => (as === 'plain' ? small : exact).includes(form)))
      .map(([as]) => ({ file, text, as })),
  );
}

function formsOf(text: string): Record<string, string[]> {
  const bytes = Buffer.from(text);
  const hex = bytes.toString('hex');
  return {
    plain: [bytes.toString('latin1').toLowerCase()],
    utf16: [Buffer.from(text, 'utf16le').toString('latin1')],
    base64: [0, 1, 2].map((before) => withinBase64(bytes, before)),
    hex: [hex, hex.toUpperCase()],
    'in a URL': encodeURIComponent(text) === text ? [] : [encodeURIComponent(text)],
  };
}

/** What is sure to stand in the base64 of a longer text, in which so many bytes (modulo 3) stand before. */
function withinBase64(bytes: Buffer, before: number): string {
  const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
  const known = Math.floor(((before + bytes.length) * 8) / 6);
  return encoded.slice(Math.ceil((before * 8) / 6), known);
}
