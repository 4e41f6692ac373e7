// What answers over HTTP, on one port: the pages, and the hook for bounces beside them.
import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import express, { type RequestHandler } from 'express';
import { RefusedError } from '../agreements/validation/errors.ts';

export type Where = { host: string; port: number };

/**
 * Starts what answers; each passes on what is none of its own.
 * @param order.port 0 for any free one
 * @param order.trustProxy how many proxies stand in front
 * @throws {RefusedError} if it may not listen there
 */
export async function startWeb(
  order: Where & { trustProxy: number },
  handlers: RequestHandler[],
): Promise<{ url: string; stop(): Promise<void> }> {
  const app = express().disable('x-powered-by').set('trust proxy', order.trustProxy).use(handlers);
  const server = app.listen(order.port, order.host);
  const port = await listening(server, order, 'PAGES');
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
 * The port that a server listens on, once it does.
 * @throws {RefusedError} naming the settings, which begin with `prefix`
 */
export async function listening(server: Server, { host, port }: Where, prefix: string): Promise<number> {
  try {
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new RefusedError(
      `Nothing can listen on port ${port} of ${host} (${code}); set ${prefix}_PORT to a free one, or ${prefix}_HOST.`,
    );
  }
}
