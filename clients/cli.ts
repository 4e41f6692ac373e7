// The command line: what operators can type, and how it ends.
import { CommanderError, Command as Program } from 'commander';
import { ConfigError } from '../config.ts';
import { addActCommands } from './commands/acts.ts';
import { addImportCommand } from './commands/importing.ts';
import { addLookingCommands } from './commands/looking.ts';
import { addRunningCommands } from './commands/running.ts';
import { addStartingCommands } from './commands/starting.ts';

/** Exit codes: what was asked for was done; was refused; was not understood; went wrong unexpectedly. */
const exitCodes = { done: 0, refused: 1, misunderstood: 2, unexpected: 70 } as const;

/** Runs one command line. @returns the exit code */
export async function main(argv: string[]): Promise<number> {
  try {
    await program().parseAsync(argv);
    return exitCodes.done;
  } catch (error) {
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? exitCodes.done : exitCodes.misunderstood;
    const { name, message } = error as Error;
    if (error instanceof ConfigError) return ended(message, exitCodes.misunderstood);
    if (foreseen.includes(name)) return ended(message, exitCodes.refused);
    return ended(`This was not foreseen: ${message.split('\n')[0]}`, exitCodes.unexpected);
  }
}

/** Errors whose message is a sentence for the person at the keyboard: those of workers/ are known by name only. */
const foreseen = ['Refusal', 'StartError', 'AlreadyRunning'];

function ended(sentence: string, exitCode: number): number {
  process.stderr.write(`${sentence}\n`);
  return exitCode;
}

function program(): Program {
  const onegov = new Program('onegov')
    .description('Runs federal agencies’ AI agreements as durable Temporal workflows.')
    .exitOverride()
    .showHelpAfterError('(see --help)');
  for (const addCommands of [
    addRunningCommands,
    addStartingCommands,
    addImportCommand,
    addLookingCommands,
    addActCommands,
  ])
    addCommands(onegov);
  return onegov;
}
