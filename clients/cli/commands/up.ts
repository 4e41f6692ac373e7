// `onegov up`: everything on this machine, until it is stopped.
import type { Command as Program } from 'commander';
import { readConfig } from '../../../config/config.ts';
import { examples } from '../help.ts';

export function addUp(program: Program): void {
  program
    .command('up')
    .description('start the engine, the mailbox, the directory and the workers, and stay up')
    .option('--tour', 'start one agreement, and rehearse the year of another while you watch')
    .addHelpText('after', examples('onegov up', 'onegov up --tour', 'onegov --profile cloud up'))
    .action(async (options: { tour?: boolean }) => {
      const { stayUp } = await import('../stay-up.ts');
      await stayUp(readConfig(), { role: 'onegov up', ...options });
    });
}
