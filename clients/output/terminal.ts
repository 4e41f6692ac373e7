// Prints lines for people, or JSON for programs.
import pc from 'picocolors';
import { jsonText } from '../files/json-text.ts';

const hasColors = process.stdout.isTTY === true && pc.isColorSupported;

/** Colors; none if the output is not a terminal or NO_COLOR is set. */
export const colors = pc.createColors(hasColors);

/** The colors above, and what a terminal would obey or what would reorder the text around it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: what colors are made of
const obeyed = /(\u001b\[(?:[12]|22|3\d)m)|(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu;

/**
 * The text as a terminal may show it: other people and programs have written parts of it.
 * @param colored our own colors stay
 */
export function harmless(text: string, colored = hasColors): string {
  return text.replace(obeyed, (_, color?: string) => (colored && color) || '\uFFFD');
}

/** Prints one line. */
export function printed(line: string): void {
  process.stdout.write(`${harmless(line)}\n`);
}

/** Prints one line on stderr, beside the output that a program may read. */
export function said(line: string): void {
  process.stderr.write(`${harmless(line)}\n`);
}

/** Prints a value as JSON if that was asked for, or else its lines. */
export function show(options: { json?: boolean }, value: unknown, lines: string[]): void {
  if (options.json) printed(jsonText(value, 2));
  else for (const line of lines) printed(line);
}

/** The current instant. */
export function now(): string {
  return new Date().toISOString();
}
