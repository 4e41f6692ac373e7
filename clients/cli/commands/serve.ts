// `onegov serve`: the pages and the bounce server, beside workers that run in other processes.
import type { Command as Program } from 'commander';
import { readConfig } from '../../../config/config.ts';
import { examples } from '../help.ts';

export function addServe(program: Program): void {
  program
    .command('serve')
    .description('serve the pages and take bounces, beside workers that run as "onegov worker --no-ports"')
    .addHelpText('after', examples('onegov serve', 'onegov --profile cloud serve'))
    .action(async () => {
      const { stayUp } = await import('../stay-up.ts');
      await stayUp(readConfig(), { role: 'onegov serve' });
    });
}
