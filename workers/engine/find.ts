// Finds the engine: of six ways to get one, the first that works on this machine.
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { StartError } from './child-process.ts';
import type { Reporter } from './progress.ts';
import { builtTool, cached, hasGo, tools } from './source-build.ts';
import { cliVersion, downloadCli, downloadedCli, downloadLog, installedCli } from './temporal-cli.ts';

export type Found =
  | { kind: 'address'; address: string }
  | { kind: 'cli'; path: string }
  /** Without a UI: it is not built yet, and nothing waits for it. */
  | { kind: 'programs'; server: string; ui?: string };

/**
 * Finds an engine: the server at TEMPORAL_ADDRESS, an installed CLI, the cache, the official download, or a build with
 * Go. The first build takes minutes. It builds the server only.
 * @throws {StartError} naming every way to get one
 */
export async function findEngine({ config, ...reporter }: Reporter & { config: Config }): Promise<Found> {
  const { address, cliPath } = config.temporal;
  if (address) return { kind: 'address', address };
  const installed = await installedCli(cliPath, reporter);
  if (installed) return { kind: 'cli', path: installed };
  const cache = engineCache(config);
  const server = cached(cache, tools.server);
  const ui = cached(cache, tools.ui);
  if (server && ui) return { kind: 'programs', server, ui };
  if (server && (await hasGo())) return { kind: 'programs', server };
  const downloaded = downloadedCli(cache) ?? (await downloadCli(cache, reporter));
  if (downloaded) return { kind: 'cli', path: downloaded };
  if (await hasGo()) {
    const built = await builtTool(cache, tools.server, reporter);
    return { kind: 'programs', server: built, ...(ui && { ui }) };
  }
  throw new StartError(
    'No Temporal server is available. Do one of these: install Go 1.26.8 or later, which builds one; ' +
      `install the temporal CLI ${cliVersion} or later, on the PATH or at TEMPORAL_CLI_PATH; ` +
      `let this machine download from temporal.download (${downloadLog(cache)} says why it can't); ` +
      'or set TEMPORAL_ADDRESS to a running server.',
  );
}

/** The folder that keeps the engine's programs. */
export function engineCache(config: Config): string {
  return join(config.cacheFolder, 'engine');
}
