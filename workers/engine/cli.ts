// The `temporal` command line as an engine: one that is installed, or the official download.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { sayElapsed } from './build.ts';
import { StartError } from './child.ts';

/** The first version whose server can skip time, and the one that is downloaded. */
const wanted = '1.9.1';

/**
 * The CLI at that path, else on the PATH, if it is recent enough.
 * @throws {StartError} if the path is given and there is none
 */
export async function installedCli(
  path: string | undefined,
  say: (line: string) => void,
): Promise<string | undefined> {
  const command = path ?? 'temporal';
  const version = await cliVersion(command);
  if (!version) {
    if (path) throw new StartError(`TEMPORAL_CLI_PATH names ${path}, and that is not a temporal CLI.`);
    return undefined;
  }
  if (older(version, wanted)) {
    say(`The temporal CLI found (${command}) is ${version}, older than ${wanted}, and passed over.`);
    return undefined;
  }
  return command;
}

export function downloadedCli(cache: string): string | undefined {
  const path = join(cache, `temporal-v${wanted}`);
  return existsSync(path) ? path : undefined;
}

/**
 * Downloads the CLI into the cache.
 * @returns undefined, and the reason said, if it can't be had or the download hasn't begun after 15 seconds
 */
export async function downloadCli(cache: string, say: (line: string) => void): Promise<string | undefined> {
  mkdirSync(cache, { recursive: true });
  const stopSaying = sayElapsed(`Downloading the temporal CLI ${wanted}`, say);
  try {
    const failure = await Promise.race([
      fetchCli(cache).then(
        () => undefined,
        () => 'it failed',
      ),
      sleep(15_000).then(() => (isUnderWay(cache) ? new Promise<never>(() => {}) : 'no answer')),
    ]);
    if (failure) say(`The temporal CLI can't be downloaded here (${failure}).`);
  } finally {
    stopSaying();
  }
  return downloadedCli(cache);
}

/** The SDK knows where the CLI is to be had; it starts what it has fetched, so that has to be stopped again. */
async function fetchCli(cache: string): Promise<void> {
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  const environment = await TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'cached-download', downloadDir: cache, version: `v${wanted}` },
      log: { format: 'pretty', level: 'never' },
    },
  });
  await environment.teardown();
}

function isUnderWay(cache: string): boolean {
  return existsSync(join(cache, `temporal-v${wanted}.downloading`));
}

async function cliVersion(command: string): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)(command, ['--version'], { timeout: 10_000 });
    return /^temporal version v?(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
  } catch {
    return undefined;
  }
}

function older(version: string, than: string): boolean {
  return version.localeCompare(than, 'en', { numeric: true }) < 0;
}
