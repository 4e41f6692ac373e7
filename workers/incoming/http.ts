// The HTTP server that the pages and the bounce hook share.
import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import express, { type RequestHandler } from 'express';
import { RefusedError } from '../../agreements/validation/errors.ts';

export type ListenAddress = { host: string; port: number };

type HttpOrder = ListenAddress & { trustProxy: number };

/**
 * Starts an HTTP server. Each handler passes on the requests that it does not know.
 * @param order.port 0 for any free port
 * @param order.trustProxy the number of proxies in front of the server
 * @param prefix the beginning of the settings' names
 * @throws {RefusedError} if it can't listen there
 */
export async function startHttp(
  order: HttpOrder,
  handlers: RequestHandler[],
  prefix = 'PAGES',
): Promise<{ url: string; stop(): Promise<void> }> {
  const app = express().disable('x-powered-by').set('trust proxy', order.trustProxy).use(handlers);
  const server = app.listen(order.port, order.host);
  const port = await listening(server, order, prefix);
  return {
    url: `http://${order.host}:${port}`,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/**
 * Waits until a server listens, and returns its port.
 * @param prefix the beginning of the settings' names: `PAGES` for PAGES_PORT and PAGES_HOST
 * @throws {RefusedError} naming the settings to change
 */
export async function listening(
  server: Server,
  { host, port }: ListenAddress,
  prefix: string,
): Promise<number> {
  try {
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new RefusedError(
      `Can't listen on port ${port} of ${host} (${code}); set ${prefix}_PORT to a free port, or change ${prefix}_HOST.`,
    );
  }
}
