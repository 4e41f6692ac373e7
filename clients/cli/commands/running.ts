// `onegov up` and `onegov worker`: what stays up until it is stopped.
import type { Command as Program } from 'commander';
import { readConfig } from '../../../config/config.ts';
import { printed } from '../../output/terminal.ts';
import { examples } from './common.ts';

export function addRunningCommands(program: Program): void {
  program
    .command('up')
    .description('bring up the engine, the mailbox, the directory and the workers, and stay up')
    .option('--tour', 'start one agreement and rehearse another’s year while one watches')
    .addHelpText('after', examples('onegov up', 'onegov up --tour', 'onegov --profile cloud up'))
    .action(async (options: { tour?: boolean }) => stayUp(options));

  program
    .command('worker')
    .description(
      'run the workers only, against TEMPORAL_ADDRESS (or a profile’s), SMTP_URL and SCIM_BASE_URL',
    )
    .addHelpText('after', examples('onegov worker', 'onegov --profile cloud worker'))
    .action(async () => stayUp({ onlyWorkers: true }));
}

async function stayUp(options: { tour?: boolean; onlyWorkers?: boolean }): Promise<void> {
  const up = await import('../up.ts');
  await up.stayUp(readConfig(), options, printed);
}
