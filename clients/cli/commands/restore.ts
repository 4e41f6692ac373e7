// `onegov restore`: brings the agreements of an export up on a cluster that has lost them.
import { join } from 'node:path';
import { InvalidArgumentError, type Command as Program } from 'commander';
import { counted } from '../../../agreements/reports/shortlist.ts';
import { isInstant, isReached } from '../../../agreements/time/instants.ts';
import { RefusedError } from '../../../agreements/validation/errors.ts';
import { readConfig } from '../../../config/config.ts';
import type { Agreements } from '../../api/agreements.ts';
import { type Manifest, readManifest } from '../../backup/export-folder.ts';
import { type Outcome, restoreAll } from '../../backup/restore.ts';
import { restoreLines } from '../../backup/restore-lines.ts';
import { interruptibly } from '../../bulk/bulk.ts';
import { showProgress } from '../../output/progress.ts';
import { now, show } from '../../output/terminal.ts';
import { connected } from '../connection.ts';
import { examples } from '../help.ts';
import { by, concurrency, json } from '../options.ts';

type Options = {
  dryRun?: boolean;
  lost?: string;
  sent?: string;
  hold?: string;
  sendAgain?: boolean;
  by: string;
  concurrency: number;
  json?: boolean;
};

export function addRestore(program: Program): void {
  program
    .command('restore')
    .description(
      'start the agreements of an export again where they are lost; one that is there, open or over, is left alone; exits with 1 if one can’t be restored',
    )
    .argument('<folder>', 'the folder that "onegov export" wrote')
    .option(
      '--dry-run',
      'change nothing; tell what would be started, what would go out at once, and what may have gone out already',
    )
    .option(
      '--lost <instant>',
      'when the cluster was lost, such as 2027-05-03T14:20Z: what was due later goes out; left out: just now',
      instant,
    )
    .option(
      '--sent <folder>',
      'the copies of sent messages (SENT_FOLDER), as the lost cluster left them: they prove what went out',
    )
    .option('--hold <reason>', 'put all notices on hold; "onegov release" lets them go')
    .option('--send-again', 'send what may have gone out already, instead of leaving that to a person')
    .addOption(by())
    .addOption(concurrency())
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'onegov restore /backups/onegov --dry-run',
        'onegov restore /backups/onegov --lost 2027-05-03T14:20Z --sent /data/sent',
      ),
    )
    .action(async (folder: string, options: Options) => {
      const manifest = readManifest(folder);
      await connected('live', (agreements) => restoreFrom(agreements, folder, manifest, options));
    });
}

/** @throws {RefusedError} if not all was restored. */
async function restoreFrom(
  agreements: Agreements,
  folder: string,
  manifest: Manifest,
  options: Options,
): Promise<void> {
  const { lost: lostAt = now(), sent, dryRun = false, sendAgain: again, hold, by, concurrency } = options;
  const { begunAt: exportedAt } = manifest.exported;
  if (isReached(lostAt, exportedAt))
    throw new RefusedError(
      `The export began at ${exportedAt}, and the cluster can't have been lost before; check --lost.`,
    );
  const { dataFolder, mail } = readConfig();
  // Loaded here, because help and completion need none of it.
  const { readEvidence } = await import('../../backup/evidence.ts');
  const journal = join(dataFolder, 'journal');
  const evidence = await readEvidence({ sent, journal, from: mail.from, exportedAt, now: now() });
  const progress = showProgress(dryRun ? 'Reading' : 'Restoring', manifest.count);
  const outcomes: Outcome[] = [];
  const isWhole = await interruptibly(progress.say, async (signal) => {
    const how = { by, hold, again, dryRun, concurrency, signal };
    for await (const outcome of restoreAll(agreements, manifest, {
      folder,
      evidence,
      lostAt,
      now: now(),
      ...how,
    })) {
      outcomes.push(outcome);
      progress.step();
    }
    return !signal.aborted;
  }).finally(progress.stop);
  outcomes.sort((one, other) => (one.agreement < other.agreement ? -1 : 1));
  show(
    options,
    { dryRun, exported: manifest.exported, lostAt, outcomes },
    restoreLines(outcomes, { dryRun, ...manifest.exported }),
  );
  throwIfPart(outcomes, isWhole);
}

function throwIfPart(outcomes: Outcome[], isWhole: boolean): void {
  const failed = outcomes.filter(({ result }) => result === 'not restored');
  if (failed.length > 0)
    throw new RefusedError(
      [
        `${counted(failed.length, 'agreement')} can't be restored:`,
        ...failed.map(({ agreement, problem }) => `  ${agreement}: ${problem}`),
      ].join('\n'),
    );
  if (!isWhole) throw new RefusedError('Interrupted. Run the command again: it goes on with the rest.');
}

/** An instant with its offset, such as `2027-05-03T14:20Z`. */
function instant(text: string): string {
  if (!isInstant(text))
    throw new InvalidArgumentError('Write an instant such as 2027-05-03T14:20Z or 2027-05-03T10:20-04:00.');
  return new Date(text).toISOString();
}
