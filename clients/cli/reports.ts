// Prints the reports to the operators, or has them mailed.
import type { Client } from '@temporalio/client';
import type { Report } from '../../agreements/reports/report.ts';
import { RefusedError } from '../../agreements/validation/errors.ts';
import { screen, wrapped } from '../output/layout.ts';
import { show } from '../output/terminal.ts';

export type ReportOptions = { send?: boolean; json?: boolean };

/**
 * Runs the schedule of a report now, which mails it.
 * @throws {RefusedError} if the schedule is not there.
 */
export async function sendReport(
  { schedule, options: { namespace } }: Client,
  id: string,
  options: ReportOptions,
): Promise<void> {
  try {
    await schedule.getHandle(id).trigger();
  } catch (error) {
    if ((error as Error).name !== 'ScheduleNotFoundError') throw error;
    throw new RefusedError(
      `No schedule ${id} found in namespace ${namespace}; "onegov up" and "onegov worker" create it when they start.`,
    );
  }
  show(options, { triggered: id }, [`${id} runs now; a worker mails what it finds.`]);
}

/** The report in lines. */
export function reportLines({ lead, sections }: Report): string[] {
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
