// `onegov worker`: the workers alone, for a cluster, a mail server and a directory that run elsewhere.
import type { Command as Program } from 'commander';
import { readConfig } from '../../../config/config.ts';
import { examples } from '../help.ts';

export function addWorker(program: Program): void {
  program
    .command('worker')
    .description('run only the workers, for TEMPORAL_ADDRESS (or a profile), SMTP_URL and SCIM_BASE_URL')
    .addHelpText('after', examples('onegov worker', 'onegov --profile cloud worker'))
    .action(async () => {
      const { stayUp } = await import('../stay-up.ts');
      await stayUp(readConfig(), { onlyWorkers: true });
    });
}
