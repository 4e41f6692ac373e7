// Starts the engine: a Temporal server with its Web UI and the namespaces that agreements need.
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import type { Config } from '../../config/config.ts';
import { tlsTrouble } from '../../visibility/tls-trouble.ts';
import { type Child, type ChildOrder, StartError, startChild } from './child-process.ts';
import { markProcess, untilGone } from './data-folder-lock.ts';
import { type Found, findEngine } from './find.ts';
import { prepareNamespace } from './namespaces.ts';
import { assertPortFree } from './ports.ts';
import { cliOrder, serverOrder, uiOrder } from './programs.ts';
import { during, type Reporter } from './progress.ts';
import { type DynamicValues, namespaceRefresh } from './server-settings.ts';
import { startUiLater } from './ui-later.ts';

export type Engine = {
  /** host:port of the gRPC service. */
  address: string;
  uiUrl?: string;
  /** The UI is still being built. The reporter says when it is up. */
  isUiLater?: boolean;
  /** False if the server has no namespace for rehearsals and does not let us create one. */
  rehearsals: boolean;
  /** Rejects with a {BrokenError} if a program of it ends by itself. Left out: the server runs elsewhere. */
  broken?: Promise<never>;
  stop(): Promise<void>;
};

/**
 * Starts the engine on the data folder, or connects to the server at TEMPORAL_ADDRESS. Resolves when workflows can be
 * started.
 * @param fast for tests: any namespace can skip time, and writes don't wait for the disk
 * @param settings for tests: more of the server's dynamic configuration
 * @throws {StartError} saying what to do
 */
export async function startEngine({
  config,
  fast = false,
  settings,
  ...reporter
}: Reporter & {
  config: Config;
  fast?: boolean;
  settings?: DynamicValues;
}): Promise<Engine> {
  const found = await findEngine({ config, ...reporter });
  if (found.kind === 'address') return joinEngine(config, found.address, reporter);
  const { port, uiPort, namespace, rehearsalNamespace } = config.temporal;
  const mark = join(config.dataFolder, 'engine', 'process.json');
  await untilGone(mark, 15);
  await assertPortFree(port, 'TEMPORAL_PORT');
  await assertPortFree(uiPort, 'TEMPORAL_UI_PORT');
  const address = `127.0.0.1:${port}`;
  const orders = await ordersOf(config, found, fast, settings);
  const programs = await during(reporter, 'Starting the Temporal server', async () => {
    const programs = await startAll(orders, mark);
    try {
      await Promise.race([prepare(address, [namespace, rehearsalNamespace]), programs.broken]);
      return programs;
    } catch (error) {
      await programs.stop();
      throw error;
    }
  });
  const engine = { address, uiUrl: `http://127.0.0.1:${uiPort}`, rehearsals: true };
  if (found.kind === 'cli' || found.ui) return { ...engine, ...programs };
  const ui = startUiLater(config, reporter);
  return {
    ...engine,
    isUiLater: true,
    broken: Promise.race([programs.broken, ui.broken]),
    async stop() {
      await ui.stop();
      await programs.stop();
    },
  };
}

/** The programs to start, in order. */
async function ordersOf(
  config: Config,
  found: Exclude<Found, { kind: 'address' }>,
  fast: boolean,
  settings?: DynamicValues,
): Promise<ChildOrder[]> {
  if (found.kind === 'cli') return [cliOrder(config, found.path, settings)];
  const server = await serverOrder(config, found.server, fast, settings);
  return found.ui ? [server, uiOrder(config, found.ui)] : [server];
}

async function prepare(address: string, namespaces: string[]): Promise<void> {
  const connection = await Connection.connect({ address });
  try {
    await Promise.all(namespaces.map((name) => prepareNamespace(connection, name, namespaceRefresh)));
  } finally {
    await connection.close();
  }
}

async function joinEngine({ temporal }: Config, address: string, { say }: Reporter): Promise<Engine> {
  const { apiKey, tls, metadata, namespace, rehearsalNamespace, uiUrl } = temporal;
  const options = { address, tls, ...(apiKey && { apiKey }), ...(metadata && { metadata }) };
  const connection = await Connection.connect(options).catch(async (error) => {
    throw new StartError(
      (await tlsTrouble(address, tls)) ??
        `No Temporal server answers at ${address} (${error.message}); start it, or set TEMPORAL_ADDRESS to another.`,
    );
  });
  let rehearsals = true;
  try {
    await prepareNamespace(connection, namespace);
    await prepareNamespace(connection, rehearsalNamespace).catch((error) => {
      if (!(error instanceof StartError)) throw error;
      rehearsals = false;
      say(`Rehearsals are not available. ${error.message}`);
    });
  } finally {
    await connection.close();
  }
  return { address, rehearsals, ...(uiUrl && { uiUrl }), stop: async () => {} };
}

/** Starts the programs in order, and writes the first one's id to a file. `stop` stops the last one first. */
async function startAll(orders: ChildOrder[], mark: string): Promise<Pick<Child, 'broken' | 'stop'>> {
  const children: Child[] = [];
  const stop = async () => {
    for (const child of [...children].reverse()) await child.stop();
  };
  try {
    for (const order of orders) {
      const child = await startChild(order);
      if (children.length === 0) markProcess(mark, child.pid);
      children.push(child);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  const broken = Promise.race(children.map((child) => child.broken));
  broken.catch(() => {});
  return { broken, stop };
}
