// Prints lines for people, or JSON for programs.
import pc from 'picocolors';

/** Colors; none if the output is not a terminal or NO_COLOR is set. */
export const colors = pc.createColors(process.stdout.isTTY === true && pc.isColorSupported);

/** Prints one line. */
export function printed(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Prints a value as JSON if that was asked for, or else its lines. */
export function show(options: { json?: boolean }, value: unknown, lines: string[]): void {
  if (options.json) printed(JSON.stringify(value, null, 2));
  else for (const line of lines) printed(line);
}

/** The current instant. */
export function now(): string {
  return new Date().toISOString();
}
