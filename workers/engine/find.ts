// Where the engine comes from: the first of six ways that works here.
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { builtTool, cached, hasGo, tools } from './build.ts';
import { StartError } from './child.ts';
import { cliVersion, downloadCli, downloadedCli, installedCli } from './cli.ts';

export type Found =
  | { kind: 'address'; address: string }
  | { kind: 'cli'; path: string }
  | { kind: 'programs'; server: string; ui: string };

/**
 * Finds an engine, or gets one: somebody's server, an installed CLI, the cache, the download, a build with Go.
 * @param say told what is done and how long it has taken; a first build takes minutes
 * @throws {StartError} naming every way to get one
 */
export async function findEngine({
  config,
  say,
}: {
  config: Config;
  say: (line: string) => void;
}): Promise<Found> {
  const { address, cliPath } = config.temporal;
  if (address) return { kind: 'address', address };
  const installed = await installedCli(cliPath, say);
  if (installed) return { kind: 'cli', path: installed };
  const cache = engineCache(config);
  const server = cached(cache, tools.server);
  const ui = cached(cache, tools.ui);
  if (server && ui) return { kind: 'programs', server, ui };
  const downloaded = downloadedCli(cache) ?? (await downloadCli(cache, say));
  if (downloaded) return { kind: 'cli', path: downloaded };
  if (await hasGo()) {
    return {
      kind: 'programs',
      ui: await builtTool(cache, tools.ui, say),
      server: await builtTool(cache, tools.server, say),
    };
  }
  throw new StartError(
    'There is no Temporal server to be had: set TEMPORAL_ADDRESS to one that runs, ' +
      `or put the temporal CLI ${cliVersion} or later on the PATH or at TEMPORAL_CLI_PATH, ` +
      'or let this machine reach temporal.download, or install Go 1.26.8 or later, which builds it.',
  );
}

export function engineCache(config: Config): string {
  return join(config.cacheFolder, 'engine');
}
