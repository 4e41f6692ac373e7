// `onegov closures`: the days on which federal offices are closed besides weekends and holidays.
import type { Command as Program } from 'commander';
import type { Closure } from '../../../agreements/time/closures.ts';
import { closureInWords } from '../../../agreements/time/day-words.ts';
import { show } from '../../output/terminal.ts';
import { closures } from '../catalog.ts';
import { examples } from '../help.ts';
import { json } from '../options.ts';

export function addClosures(program: Program): void {
  program
    .command('closures')
    .description(
      'the days on which federal offices are closed besides weekends and holidays, with those of the file that CLOSURES_FILE names',
    )
    .addOption(json())
    .addHelpText('after', examples('onegov closures', 'onegov observe-closures --all --dry-run'))
    .action((options: { json?: boolean }) => show(options, { closures: closures() }, closures().map(lineOf)));
}

function lineOf(closure: Closure): string {
  const { area, warnsOnly } = closure;
  return `${closureInWords(closure)}${area ? `, in the area "${area}" only` : ''}${warnsOnly ? ', dates stay' : ''}`;
}
