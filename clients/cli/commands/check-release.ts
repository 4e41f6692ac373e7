// `onegov check-release`: what this version of the code would change for the agreements that run, before it runs them.
import type { Command as Program } from 'commander';
import type { ReleaseReport } from '../../../agreements/explain/release-report.ts';
import { readConfig } from '../../../config/config.ts';
import { running } from '../../../visibility/queries.ts';
import { checkRelease } from '../../../workers/check-release.ts';
import type { Agreements } from '../../api/agreements.ts';
import { inBulk } from '../../bulk/bulk.ts';
import { historyFiles, readHistory } from '../../files/history-files.ts';
import { showProgress } from '../../output/progress.ts';
import { releaseLines } from '../../output/release-lines.ts';
import { now, show } from '../../output/terminal.ts';
import { closures } from '../catalog.ts';
import { connected } from '../connection.ts';
import { exitCodes, FoundError } from '../exit-codes.ts';
import { examples } from '../help.ts';
import { keys, keysIfAny } from '../keys.ts';
import { concurrency, json } from '../options.ts';

type Options = { histories?: string; rehearsals?: boolean; concurrency: number; json?: boolean };

export function addCheckRelease(program: Program): void {
  program
    .command('check-release')
    .description(
      `replay the agreements that run on this version of the code, and tell which dates and notices ahead it would change; reads only, and changes nothing; exits with ${exitCodes.wouldChange} if something would change, and with ${exitCodes.doesNotReplay} if a history can’t be replayed`,
    )
    .option('--histories <folder>', 'those in a folder, exported with "temporal workflow show --output json"')
    .option('--rehearsals', 'check rehearsals instead')
    .addOption(concurrency())
    .addOption(json())
    .addHelpText('after', examples('onegov check-release', 'onegov check-release --histories exported'))
    .action(async (options: Options) => {
      if (options.histories !== undefined) return checkFolder(options.histories, options);
      await connected(options.rehearsals ? 'rehearsal' : 'live', (agreements) =>
        checkAll(agreements, options),
      );
    });
}

async function checkFolder(folder: string, options: Options): Promise<void> {
  const files = historyFiles(folder);
  await check(files.length, { histories: read(), keys: keysIfAny() }, options);

  async function* read() {
    for (const file of files) yield readHistory(file);
  }
}

async function checkAll(agreements: Agreements, options: Options): Promise<void> {
  await check(await agreements.count(running), { histories: histories(), keys: keys() }, options);

  async function* histories() {
    const fetched = inBulk(agreements.list(running), ({ id }) => agreements.history(id), options);
    for await (const ended of fetched) {
      if ('refusal' in ended) throw ended.refusal;
      yield { id: ended.item.id, history: ended.value };
    }
  }
}

type Source = Pick<Parameters<typeof checkRelease>[0], 'histories' | 'keys'>;

/** @throws {FoundError} if something would change, or a history does not replay. */
async function check(total: number, source: Source, options: Options): Promise<void> {
  const { step, stop } = showProgress('Replaying', total);
  const cache = readConfig().cacheFolder;
  const report = await checkRelease({ cache, ...source, closures: closures(), now: now(), step }).finally(
    stop,
  );
  show(options, report, releaseLines(report));
  throwIfFound(report);
}

function throwIfFound({ histories, failures, changes, otherwise }: ReleaseReport): void {
  if (failures.length > 0) {
    const message = `Do not roll this code out: ${failures.length} of ${histories} histories can't be replayed on it. An agreement whose history does not replay stands still; put the change behind "patched()" (docs/design.md).`;
    throw new FoundError(message, exitCodes.doesNotReplay);
  }
  if (changes.length + otherwise.length > 0)
    throw new FoundError('Something would change: see above.', exitCodes.wouldChange);
}
