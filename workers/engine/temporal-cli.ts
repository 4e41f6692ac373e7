// The `temporal` CLI as an engine: an installed one, or the official download.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { StartError, startChild } from './child-process.ts';
import { during, type Reporter } from './progress.ts';

/** The version to download, and the first one whose server can skip time. */
export const cliVersion = '1.9.1';

/**
 * The CLI at `path`, or without a path the one on the PATH; undefined if there is none or it is too old.
 * @throws {StartError} if a path is given and it is not a temporal CLI
 */
export async function installedCli(path: string | undefined, { say }: Reporter): Promise<string | undefined> {
  const command = path ?? 'temporal';
  const version = await versionOf(command);
  if (!version) {
    if (path)
      throw new StartError(
        `TEMPORAL_CLI_PATH names ${path}, which is not a temporal CLI; set it to the path of one, or unset it.`,
      );
    return undefined;
  }
  if (older(version, cliVersion)) {
    say(`Not using the temporal CLI at ${command}: it is ${version}, and ${cliVersion} or later is needed.`);
    return undefined;
  }
  return command;
}

/** The path of the CLI that was downloaded before, if there is one. */
export function downloadedCli(cache: string): string | undefined {
  const path = join(cache, `temporal-v${cliVersion}`);
  return existsSync(path) ? path : undefined;
}

/**
 * Downloads the CLI into the cache.
 * @returns undefined if the download fails or does not begin within 15 seconds; the log says why
 */
export async function downloadCli(cache: string, reporter: Reporter): Promise<string | undefined> {
  mkdirSync(cache, { recursive: true });
  const script = fileURLToPath(new URL('download.mjs', import.meta.url));
  const order = {
    name: 'The download',
    command: process.execPath,
    args: [script, cache, `v${cliVersion}`],
    log: downloadLog(cache),
  };
  await during(reporter, `Downloading the temporal CLI ${cliVersion} (once)`, async () => {
    const download = await startChild(order);
    await Promise.race([download.exited, sleep(15_000, undefined, { ref: false })]);
    if (!hasBegun(cache)) await download.stop();
    await download.exited;
  });
  return downloadedCli(cache);
}

/** The log of the last download. */
export function downloadLog(cache: string): string {
  return join(cache, 'temporal-cli.log');
}

function hasBegun(cache: string): boolean {
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
