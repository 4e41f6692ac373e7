// Texts of the help beside the options.

/** The examples at the end of a command's help, one command line each. */
export function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`;
}

/** What `onegov` alone prints. */
export const beginning = `Runs federal agencies’ AI agreements as durable Temporal workflows.

Three commands to begin with:
  onegov up --tour      start everything on this machine, and watch a year pass
  onegov start --help   start an agreement with an agency, with examples
  onegov list           list the agreements that there are

"onegov --help" shows every command, and "onegov COMMAND --help" its options with examples.`;
