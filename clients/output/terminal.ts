// What is printed: lines for people, or JSON for programs.
import pc from 'picocolors';

/** Colors for people: none if the output is not a terminal, or NO_COLOR is set. */
export const colors = pc.createColors(process.stdout.isTTY === true && pc.isColorSupported);

/** One line on the screen. */
export function printed(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A value as JSON if that was asked for, else as lines. */
export function show(options: { json?: boolean }, value: unknown, lines: string[]): void {
  if (options.json) printed(JSON.stringify(value, null, 2));
  else for (const line of lines) printed(line);
}

/** This instant. */
export function now(): string {
  return new Date().toISOString();
}
