// `onegov complete`: a script that a shell sources to complete what is typed after `onegov`.
import { Argument, type Command as Program } from 'commander';
import { printed } from '../../output/terminal.ts';
import { catalog } from '../catalog.ts';
import { completionScript, type Shell, shells } from '../completion.ts';
import { examples } from '../help.ts';

export function addComplete(program: Program, whole: () => Promise<Program>): void {
  program
    .command('complete')
    .description('print a script with which your shell completes commands, options and offers')
    .addArgument(new Argument('<shell>', 'the shell').choices(shells))
    .addHelpText(
      'after',
      examples(
        'source <(onegov complete bash)',
        'source <(onegov complete zsh)',
        'onegov complete fish | source',
      ),
    )
    .action(async (shell: Shell) =>
      printed(completionScript(await whole(), [...catalog().keys()], shell).trimEnd()),
    );
}
