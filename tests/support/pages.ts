// The pages on a port of their own, for tests: `onegov up` puts them beside the hook for bounces.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createPages, type PagesOptions } from '../../pages/pages.ts';

export type Pages = {
  /** Where they answer on this machine. */
  url: string;
  stop(): Promise<void>;
};

/**
 * Starts them.
 * @param order.port 0 for any free one
 * @param order.host what to listen on; left out: this machine alone, such as for a proxy on it
 */
export async function startPages({
  port,
  host = '127.0.0.1',
  ...options
}: PagesOptions & { port: number; host?: string | undefined }): Promise<Pages> {
  const server = createPages(options).listen(port, host);
  await once(server, 'listening');
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${bound}`,
    async stop() {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
