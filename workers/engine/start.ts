// The engine: a Temporal server with its Web UI, ready for agreements.
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import type { Config } from '../../config/config.ts';
import { type ChildOrder, StartError, startChild } from './child.ts';
import { findEngine } from './find.ts';
import { cliOrders, programOrders } from './launch.ts';
import { prepareNamespace } from './namespaces.ts';
import { assertPortFree } from './ports.ts';
import { markProcess, untilGone } from './running.ts';
import { namespaceRefresh } from './settings.ts';

export type Engine = {
  /** host:port of the gRPC service. */
  address: string;
  uiUrl?: string;
  /** False on somebody's server that has no namespace for rehearsals and won't let us make one. */
  rehearsals: boolean;
  stop(): Promise<void>;
};

type Say = (line: string) => void;

/**
 * Starts the engine on the data folder, or joins the server at TEMPORAL_ADDRESS; resolves when workflows can be started.
 * @param say told what takes long, and later if a part of the engine ends by itself
 * @param fast for tests: any namespace may skip time, and the disk isn't waited for (the last moments may be lost with the machine)
 * @throws {StartError} saying what to do
 */
export async function startEngine({
  config,
  say,
  fast = false,
}: {
  config: Config;
  say: Say;
  fast?: boolean;
}): Promise<Engine> {
  const found = await findEngine({ config, say });
  if (found.kind === 'address') return joinEngine(config, found.address, say);
  const { port, uiPort, namespace, rehearsalNamespace } = config.temporal;
  const mark = join(config.dataFolder, 'engine', 'process.json');
  await untilGone(mark, 15);
  await assertPortFree(port, 'TEMPORAL_PORT');
  await assertPortFree(uiPort, 'TEMPORAL_UI_PORT');
  const address = `127.0.0.1:${port}`;
  const stop = await startAll(
    found.kind === 'cli' ? cliOrders(config, found.path) : await programOrders(config, found, fast),
    mark,
    say,
  );
  const connection = await Connection.connect({ address });
  try {
    await Promise.all(
      [namespace, rehearsalNamespace].map((name) => prepareNamespace(connection, name, namespaceRefresh)),
    );
  } catch (error) {
    await stop();
    throw error;
  } finally {
    await connection.close();
  }
  return { address, uiUrl: `http://127.0.0.1:${uiPort}`, rehearsals: true, stop };
}

async function joinEngine({ temporal }: Config, address: string, say: Say): Promise<Engine> {
  const { apiKey, tls, metadata, namespace, rehearsalNamespace, uiUrl } = temporal;
  const options = { address, tls, ...(apiKey && { apiKey }), ...(metadata && { metadata }) };
  const connection = await Connection.connect(options).catch((error) => {
    throw new StartError(`No Temporal server answers at ${address} (TEMPORAL_ADDRESS): ${error.message}.`);
  });
  let rehearsals = true;
  try {
    await prepareNamespace(connection, namespace);
    await prepareNamespace(connection, rehearsalNamespace).catch((error) => {
      if (!(error instanceof StartError)) throw error;
      rehearsals = false;
      say(`No rehearsals there. ${error.message}`);
    });
  } finally {
    await connection.close();
  }
  return { address, rehearsals, ...(uiUrl && { uiUrl }), stop: async () => {} };
}

/** Starts one after the other, and marks the first. Returns what stops all of them, the last one first. */
async function startAll(orders: ChildOrder[], mark: string, say: Say): Promise<() => Promise<void>> {
  const stops: (() => Promise<void>)[] = [];
  let stopping = false;
  const stop = async () => {
    stopping = true;
    for (const each of [...stops].reverse()) await each();
  };
  try {
    for (const order of orders) {
      const child = await startChild(order);
      if (stops.length === 0) markProcess(mark, child.pid);
      stops.push(child.stop);
      child.exited.then(() => stopping || say(`${order.name} has ended by itself (see ${order.log}).`));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}
