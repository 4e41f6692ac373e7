// Ports of this machine's loopback address: which are free, and a clear word when one is not.
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { StartError } from './child.ts';

/** Does another program hold this port of 127.0.0.1, or may we not have it? */
export async function portTaken(port: number): Promise<boolean> {
  try {
    await listen(port).then((server) => server.close());
    return false;
  } catch {
    return true;
  }
}

/**
 * @param variable the setting that names another port
 * @throws {StartError} naming the port and that variable
 */
export async function assertPortFree(port: number, variable: string): Promise<void> {
  if (await portTaken(port)) {
    throw new StartError(`Port ${port} is taken by another program; set ${variable} to a free one.`);
  }
}

/** That many different ports that are free right now. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listen(0)));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => server.close() && once(server, 'close')));
  return ports;
}

async function listen(port: number) {
  const server = createServer().listen({ port, host: '127.0.0.1', exclusive: true });
  await once(server, 'listening');
  return server;
}
