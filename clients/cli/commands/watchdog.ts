// `onegov watchdog`: what should have happened and has not, printed here or mailed now.
import type { Command as Program } from 'commander';
import { RefusedError } from '../../../agreements/validation/errors.ts';
import { readWatchdog } from '../../../visibility/reports.ts';
import { visibilityOf } from '../../../visibility/visibility.ts';
import { reportSchedules } from '../../../workflows/messages.ts';
import { now, show } from '../../output/terminal.ts';
import { connected } from '../connection.ts';
import { examples } from '../help.ts';
import { json } from '../options.ts';
import { type ReportOptions, reportLines, sendReport } from '../reports.ts';

export function addWatchdog(program: Program): void {
  program
    .command('watchdog')
    .description(
      'what should have happened and did not; it needs no worker, and exits with 1 if it finds anything',
    )
    .option('--send', 'have a worker look and mail what it finds to the operators, instead of printing it')
    .addOption(json())
    .addHelpText('after', examples('onegov watchdog', 'onegov watchdog || page-someone'))
    .action(async (options: ReportOptions) => {
      await connected('live', async ({ client }) => {
        if (options.send) return sendReport(client, reportSchedules.watchdog.id, options);
        const report = await readWatchdog(visibilityOf(client), { now: now() });
        show(options, report, reportLines(report));
        if (report.found > 0) throw new RefusedError(report.subject);
      });
    });
}
