// `onegov worker`: the workers, for a cluster, a mail server and a directory that run elsewhere.
import type { Command as Program } from 'commander';
import { readConfig } from '../../../config/config.ts';
import { examples } from '../help.ts';

export function addWorker(program: Program): void {
  program
    .command('worker')
    .description('run workers, the pages and the bounce server for services that run elsewhere')
    .option('--no-ports', 'run the workers alone; any number of these can run beside one "onegov serve"')
    .addHelpText(
      'after',
      examples('onegov worker', 'onegov worker --no-ports', 'onegov --profile cloud worker'),
    )
    .action(async ({ ports }: { ports: boolean }) => {
      const { stayUp } = await import('../stay-up.ts');
      await stayUp(readConfig(), { role: ports ? 'onegov worker' : 'onegov worker --no-ports' });
    });
}
