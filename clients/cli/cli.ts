// The command line: runs what was typed, and turns errors into a sentence and an exit code.
import { CommanderError } from 'commander';
import { RefusedError } from '../../agreements/validation/errors.ts';
import { ConfigError } from '../../config/error.ts';
import { printed, said } from '../output/terminal.ts';
import { exitCodes, FoundError } from './exit-codes.ts';
import { beginning } from './help.ts';
import { programFor } from './program.ts';

/** Runs one command line. @returns the exit code */
export async function main(argv: string[]): Promise<number> {
  process.stdout.on('error', onOutputError);
  const [, , ...words] = argv;
  try {
    if (words.length === 0) printed(beginning);
    else await (await programFor(words)).parseAsync(words, { from: 'user' });
    return exitCodes.done;
  } catch (error) {
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? exitCodes.done : exitCodes.misunderstood;
    const { name, message } = error as Error;
    if (error instanceof ConfigError) return ended(message, exitCodes.misunderstood);
    if (error instanceof FoundError) return ended(message, error.exitCode);
    if (error instanceof RefusedError || startErrors.includes(name)) return ended(message, exitCodes.refused);
    return ended(`Unexpected error: ${message.split('\n')[0]}`, exitCodes.unexpected);
  }
}

/** Errors of workers/ whose message is a sentence for people. Only their names are known here. */
const startErrors = ['StartError', 'AlreadyRunningError', 'BrokenError'];

/** A reader that stops early, as in `onegov list | head`, is no error. */
function onOutputError(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(exitCodes.done);
  process.exit(ended(`The output can't be written: ${error.message}.`, exitCodes.refused));
}

/** Prints a sentence, which may quote a file. */
function ended(sentence: string, exitCode: number): number {
  said(sentence);
  return exitCode;
}
