// What a command's help says beside its options.

/** The examples at the end of a command's help, one command line each. */
export function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`;
}
