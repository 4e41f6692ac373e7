// `onegov digest` and `onegov watchdog`: the reports to the operators, looked at here or mailed now.
import type { Client } from '@temporalio/client';
import type { Command as Program } from 'commander';
import type { Report } from '../../../agreements/reports/report.ts';
import { day, later } from '../../../agreements/time/instants.ts';
import { RefusedError } from '../../../agreements/validation/errors.ts';
import { readDigest, readWatchdog } from '../../../visibility/reports.ts';
import { visibilityOf } from '../../../visibility/rows.ts';
import { reportSchedules } from '../../../workflows/messages.ts';
import { screen, wrapped } from '../../output/layout.ts';
import { now, show } from '../../output/terminal.ts';
import { connected, examples, json } from './common.ts';

type Options = { send?: boolean; json?: boolean };

export function addOperatingCommands(program: Program): void {
  program
    .command('digest')
    .description('what happened in the last week, what is due in the next two, what needs attention')
    .option('--send', 'mail it to the operators now, instead of printing it')
    .addOption(json())
    .addHelpText('after', examples('onegov digest', 'onegov digest --send'))
    .action(async (options: Options) => {
      await connected('live', async ({ client }) => {
        if (options.send) return send(client, reportSchedules.digest.id, options);
        const at = now();
        const report = await readDigest(visibilityOf(client), { since: later(at, -7 * day), now: at });
        show(options, report, reportLines(report));
      });
    });

  program
    .command('watchdog')
    .description('what should have happened and has not; needs no worker, and ends with 1 if there is any')
    .option('--send', 'have a worker look and mail the operators what it finds, instead of printing it')
    .addOption(json())
    .addHelpText('after', examples('onegov watchdog', 'onegov watchdog || page-somebody'))
    .action(async (options: Options) => {
      await connected('live', async ({ client }) => {
        if (options.send) return send(client, reportSchedules.watchdog.id, options);
        const report = await readWatchdog(visibilityOf(client), { now: now() });
        show(options, report, reportLines(report));
        if (report.found > 0) throw new RefusedError(report.subject);
      });
    });
}

/** @throws {RefusedError} if the schedule is not there. */
async function send(
  { schedule, options: { namespace } }: Client,
  id: string,
  options: Options,
): Promise<void> {
  try {
    await schedule.getHandle(id).trigger();
  } catch (error) {
    if ((error as Error).name !== 'ScheduleNotFoundError') throw error;
    throw new RefusedError(
      `There is no schedule ${id} in namespace ${namespace}; "onegov up" and "onegov worker" create it as they start.`,
    );
  }
  show(options, { triggered: id }, [`${id} runs now; what it has to tell is mailed by a worker.`]);
}

function reportLines({ lead, sections }: Report): string[] {
  const { columns, colors } = screen();
  return [
    ...lead.flatMap((text) => wrapped('', text, columns)),
    ...sections.flatMap(({ heading, list }) => [
      '',
      colors.bold(heading),
      ...list.flatMap((item) => wrapped('  ', item, columns)),
    ]),
  ];
}
