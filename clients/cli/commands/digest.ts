// `onegov digest`: what happened and what is due, printed here or mailed now.
import type { Command as Program } from 'commander';
import { day, later } from '../../../agreements/time/instants.ts';
import { readDigest } from '../../../visibility/reports.ts';
import { visibilityOf } from '../../../visibility/visibility.ts';
import { reportSchedules } from '../../../workflows/messages.ts';
import { now, show } from '../../output/terminal.ts';
import { connected } from '../connection.ts';
import { examples } from '../help.ts';
import { json } from '../options.ts';
import { type ReportOptions, reportLines, sendReport } from '../reports.ts';

export function addDigest(program: Program): void {
  program
    .command('digest')
    .description('what happened in the last week, what is due in the next two, and the open issues')
    .option('--send', 'mail it to the operators now, instead of printing it')
    .addOption(json())
    .addHelpText('after', examples('onegov digest', 'onegov digest --send'))
    .action(async (options: ReportOptions) => {
      await connected('live', async ({ client }) => {
        if (options.send) return sendReport(client, reportSchedules.digest.id, options);
        const at = now();
        const report = await readDigest(visibilityOf(client), { since: later(at, -7 * day), now: at });
        show(options, report, reportLines(report));
      });
    });
}
