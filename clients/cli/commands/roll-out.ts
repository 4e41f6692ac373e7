// `onegov roll-out`: has a version of the code work on the agreements, on all of them or on a few at first.
import { InvalidArgumentError, type Command as Program } from 'commander';
import { unversioned } from '../../../visibility/versions.ts';
import { rollOut } from '../../api/versions.ts';
import { printed } from '../../output/terminal.ts';
import { connected, deploymentOf } from '../connection.ts';
import { examples } from '../help.ts';

export function addRollOut(program: Program): void {
  program
    .command('roll-out')
    .description(
      `have a version work on the agreements, or go back to an older one; its workers must run. "onegov versions" lists them; "${unversioned}" are the workers whose settings name no deployment`,
    )
    .argument('<version>', 'its id')
    .option('--percent <number>', 'on this part of the agreements only; the others stay', percent)
    .addHelpText(
      'after',
      examples('onegov roll-out 0.2.0-9c6d3970 --percent 5', 'onegov roll-out 0.2.0-9c6d3970'),
    )
    .action(async (version: string, options: { percent?: number }) => {
      const deployment = deploymentOf();
      await connected('live', ({ client }) => rollOut(client, deployment, version, options.percent));
      const part = options.percent === undefined ? 'the agreements' : `${options.percent}% of the agreements`;
      printed(`From now on, version ${version} works on ${part}. Each goes on with it when it acts next.`);
    });
}

function percent(text: string): number {
  const number = Number(text);
  if (number > 0 && number < 100) return number;
  throw new InvalidArgumentError('Name a number above 0 and below 100. To roll out to all, leave it out.');
}
