// `onegov reconcile`: where the directory differs from what agreements say. It is shown, and then mended.
import type { Command as Program } from 'commander';
import { isMendable, reconciliationReport } from '../../../agreements/reports/reconciliation.ts';
import { counted } from '../../../agreements/reports/shortlist.ts';
import { RefusedError } from '../../../agreements/validation/errors.ts';
import type { Mended } from '../../../workflows/reconcile.ts';
import { compareDirectory, mendDrift } from '../../api/reconciling.ts';
import { screen, wrapped } from '../../output/layout.ts';
import { printed, show } from '../../output/terminal.ts';
import { connected } from '../connection.ts';
import { examples } from '../help.ts';
import { by, json } from '../options.ts';
import { reportLines } from '../reports.ts';

type Options = { dryRun?: boolean; json?: boolean; by: string };

export function addReconcile(program: Program): void {
  program
    .command('reconcile')
    .description(
      'show where the directory differs from what agreements say, and have them mend what this software made; exits with 1 if anything is left',
    )
    .option('--dry-run', 'only show the differences')
    .addOption(by())
    .addOption(json())
    .addHelpText('after', examples('onegov reconcile --dry-run', 'onegov reconcile'))
    .action(async (options: Options) => {
      await connected('live', ({ client }) => reconcile(client, options));
    });
}

type Client = Parameters<typeof compareDirectory>[0];

async function reconcile(client: Client, options: Options): Promise<void> {
  const comparison = await compareDirectory(client, options.by);
  const mendable = options.dryRun ? [] : comparison.drift.filter(isMendable);
  const left = comparison.drift.filter((one) => !mendable.includes(one));
  const report = reconciliationReport(comparison, {
    mended: mendable,
    left,
    ...(options.dryRun && { why: 'Nothing was changed.' }),
  });
  if (!options.json) reportLines(report).forEach(printed);
  const mended = mendable.length > 0 ? await mendDrift(client, options.by, mendable) : undefined;
  if (options.json) show(options, { ...comparison, ...mended }, []);
  else if (mended) linesOf(mended).forEach(printed);
  if (left.length > 0) throw new RefusedError(`${counted(left.length, 'difference')} not mended.`);
  if (mended && mended.refused.length > 0)
    throw new RefusedError(`${counted(mended.refused.length, 'agreement')} not mended.`);
}

function linesOf({ mended, refused }: Mended): string[] {
  const { columns } = screen();
  return [
    '',
    ...(mended > 0
      ? wrapped(
          '',
          `${counted(mended, 'agreement')} mend${mended === 1 ? 's' : ''} access now; "onegov show" and "onegov record" tell how it went.`,
          columns,
        )
      : []),
    ...refused.flatMap((why) => wrapped('  ', why, columns)),
  ];
}
