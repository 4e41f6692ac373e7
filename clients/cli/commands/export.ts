// `onegov export`: every agreement's state and record as plain files, to bring them up again on another cluster.
import type { Command as Program } from 'commander';
import { counted } from '../../../agreements/reports/shortlist.ts';
import { RefusedError } from '../../../agreements/validation/errors.ts';
import type { Agreements } from '../../api/agreements.ts';
import { exportAll } from '../../backup/export.ts';
import type { Manifest } from '../../backup/export-folder.ts';
import { interruptibly } from '../../bulk/bulk.ts';
import { showProgress } from '../../output/progress.ts';
import { show } from '../../output/terminal.ts';
import { connected } from '../connection.ts';
import { examples } from '../help.ts';
import { by, concurrency, json } from '../options.ts';

type Options = { out: string; by: string; concurrency: number; json?: boolean };

export function addExport(program: Program): void {
  program
    .command('export')
    .description(
      'write every agreement’s state and record to a folder, a file each, for "onegov restore"; the files name people; exits with 1 if a state can’t be read',
    )
    .requiredOption(
      '--out <folder>',
      'where to; an export that is there is replaced once this one is complete',
    )
    .addOption(by())
    .addOption(concurrency())
    .addOption(json())
    .addHelpText('after', examples('onegov export --out /backups/onegov'))
    .action(async (options: Options) => {
      await connected('live', (agreements) => exportTo(agreements, options));
    });
}

/** @throws {RefusedError} if not all was exported. */
async function exportTo(agreements: Agreements, options: Options): Promise<void> {
  const { out: folder, by, concurrency } = options;
  const { namespace } = agreements.client.options;
  const progress = showProgress('Exporting', await agreements.count());
  const manifest = await interruptibly(progress.say, (signal) =>
    exportAll(agreements, { folder, namespace, by, concurrency, signal, step: progress.step }),
  ).finally(progress.stop);
  if (!manifest)
    throw new RefusedError(
      `Interrupted: the export is not complete. If ${folder} had one before, that one is unchanged.`,
    );
  const broken = manifest.agreements.filter(({ problem }) => problem !== undefined);
  show(options, { folder, ...summaryOf(manifest), broken }, linesOf(folder, manifest));
  if (broken.length > 0)
    throw new RefusedError(
      [
        `The state of ${counted(broken.length, 'agreement')} can't be read. What else is known is in the files:`,
        ...broken.map(({ agreement, file, problem }) => `  ${agreement} (${file}): ${problem}`),
      ].join('\n'),
    );
}

function summaryOf({ count, exported, seal, agreements }: Manifest) {
  const of = (standing: string) => agreements.filter((one) => one.standing === standing).length;
  return { count, open: of('open'), closed: of('closed'), stopped: of('stopped'), ...exported, seal };
}

function linesOf(folder: string, manifest: Manifest): string[] {
  const { count, open, closed, stopped, seal } = summaryOf(manifest);
  const kinds = [
    `${open} open`,
    `${closed} over`,
    ...(stopped > 0 ? [`${stopped} stopped in Temporal`] : []),
  ];
  return [
    `Exported ${counted(count, 'agreement')} to ${folder}: ${kinds.join(', ')}.`,
    `Hash of all of it: ${seal}`,
  ];
}
