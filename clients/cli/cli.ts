// The command line: what operators can type, and how it ends.
import { CommanderError, Command as Program } from 'commander';
import { RefusedError } from '../../agreements/validation/errors.ts';
import { chooseProfile } from '../../config/cluster.ts';
import { ConfigError } from '../../config/error.ts';
import { colors } from '../output/terminal.ts';
import { addActCommands } from './commands/acting.ts';
import { examples } from './commands/common.ts';
import { addCompletingCommand } from './commands/completing.ts';
import { addImportCommand } from './commands/importing.ts';
import { addLedgerCommands } from './commands/ledger.ts';
import { addLookingCommands } from './commands/looking.ts';
import { addOperatingCommands } from './commands/operating.ts';
import { addPreviewCommand } from './commands/previewing.ts';
import { addRecordCommands } from './commands/recording.ts';
import { addRunningCommands } from './commands/running.ts';
import { addStartingCommands } from './commands/starting.ts';

/** Exit codes: what was asked for was done; was refused; was not understood; went wrong unexpectedly. */
const exitCodes = { done: 0, refused: 1, misunderstood: 2, unexpected: 70 } as const;

const exitCodeLines = `Exit codes:
  ${exitCodes.done}   done
  ${exitCodes.refused}   refused, or it can't be: one sentence says why
  ${exitCodes.misunderstood}   not understood: an argument or a setting is wrong
  ${exitCodes.unexpected}  not foreseen`;

/** Runs one command line. @returns the exit code */
export async function main(argv: string[]): Promise<number> {
  process.stdout.on('error', endQuietly);
  try {
    await program().parseAsync(argv);
    return exitCodes.done;
  } catch (error) {
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? exitCodes.done : exitCodes.misunderstood;
    const { name, message } = error as Error;
    if (error instanceof ConfigError) return ended(message, exitCodes.misunderstood);
    if (error instanceof RefusedError || foreseen.includes(name)) return ended(message, exitCodes.refused);
    return ended(`This was not foreseen: ${message.split('\n')[0]}`, exitCodes.unexpected);
  }
}

/** Whoever reads has had enough, as in `onegov list | head`; anything else is told. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(exitCodes.done);
  process.exit(ended(`The output can't be written: ${error.message}.`, exitCodes.refused));
}

/** Errors whose message is a sentence for the person at the keyboard: those of workers/ are known by name only. */
const foreseen = ['StartError', 'AlreadyRunningError'];

/** Without what a terminal would act on: a sentence may quote somebody's file. */
function ended(sentence: string, exitCode: number): number {
  process.stderr.write(`${sentence.replace(/(?!\n)\p{Cc}/gu, '\uFFFD')}\n`);
  return exitCode;
}

/** Every command that there is. */
export function program(): Program {
  const onegov = new Program('onegov')
    .description('Runs federal agencies’ AI agreements as durable Temporal workflows.')
    .option('--profile <name>', 'the cluster, by its profile in Temporal’s own temporal.toml')
    .hook('preAction', (root) => {
      const { profile } = root.opts<{ profile?: string }>();
      if (profile) chooseProfile(profile);
    })
    .exitOverride()
    .showHelpAfterError('(see --help)')
    .configureHelp({ showGlobalOptions: true, styleTitle: colors.bold })
    .addHelpText(
      'after',
      `${examples('onegov up --tour', 'onegov show gsa.gov chatgpt')}\n\n${exitCodeLines}`,
    );
  for (const addCommands of [
    addRunningCommands,
    addStartingCommands,
    addImportCommand,
    addLookingCommands,
    addLedgerCommands,
    addOperatingCommands,
    addPreviewCommand,
    addActCommands,
    addRecordCommands,
    addCompletingCommand,
  ])
    addCommands(onegov);
  return onegov;
}
