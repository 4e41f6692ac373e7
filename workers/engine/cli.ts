// The `temporal` command line as an engine: one that is installed, or the official download.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sayElapsed } from './build.ts';
import { StartError, startChild } from './child.ts';

/** The first version whose server can skip time, and the one that is downloaded. */
export const cliVersion = '1.9.1';

/**
 * The CLI at that path, else on the PATH, if it is recent enough.
 * @throws {StartError} if the path is given and there is none
 */
export async function installedCli(
  path: string | undefined,
  say: (line: string) => void,
): Promise<string | undefined> {
  const command = path ?? 'temporal';
  const version = await versionOf(command);
  if (!version) {
    if (path) throw new StartError(`TEMPORAL_CLI_PATH names ${path}, and that is not a temporal CLI.`);
    return undefined;
  }
  if (older(version, cliVersion)) {
    say(`The temporal CLI found (${command}) is ${version}, older than ${cliVersion}, and passed over.`);
    return undefined;
  }
  return command;
}

export function downloadedCli(cache: string): string | undefined {
  const path = join(cache, `temporal-v${cliVersion}`);
  return existsSync(path) ? path : undefined;
}

/**
 * Downloads the CLI into the cache.
 * @returns undefined, and the reason said, if it can't be had or the download hasn't begun after 15 seconds
 */
export async function downloadCli(cache: string, say: (line: string) => void): Promise<string | undefined> {
  mkdirSync(cache, { recursive: true });
  const log = join(cache, 'temporal-cli.log');
  const stopSaying = sayElapsed(`Downloading the temporal CLI ${cliVersion}`, say);
  try {
    const script = fileURLToPath(new URL('download.mjs', import.meta.url));
    const args = [script, cache, `v${cliVersion}`];
    const download = await startChild({ name: 'The download', command: process.execPath, args, log });
    await Promise.race([download.exited, sleep(15_000, undefined, { ref: false })]);
    if (!isUnderWay(cache)) await download.stop();
    await download.exited;
  } finally {
    stopSaying();
  }
  const path = downloadedCli(cache);
  if (!path) say(`The temporal CLI can't be downloaded here (see ${log}).`);
  return path;
}

function isUnderWay(cache: string): boolean {
  return existsSync(join(cache, `temporal-v${cliVersion}.downloading`));
}

async function versionOf(command: string): Promise<string | undefined> {
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
