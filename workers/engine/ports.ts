// Ports of this machine's loopback address: which are free, and a clear word when one is not.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { StartError } from './child.ts';

const host = '127.0.0.1';

/** Does another program hold this port of 127.0.0.1, or may we not have it? */
export async function portTaken(port: number): Promise<boolean> {
  try {
    const server = await listen(port);
    server.close();
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

/**
 * That many different ports that are free right now.
 * Each has had a connection that its own side closed: for a minute Linux gives such a port to those only who ask for it.
 */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listen(0)));
  return await Promise.all(servers.map(reserve));
}

async function reserve(server: Server): Promise<number> {
  const { port } = server.address() as AddressInfo;
  const visitor = connect(port, host);
  const [visit] = (await once(server, 'connection')) as [Socket];
  visit.end();
  await once(visitor.resume(), 'end');
  server.close();
  return port;
}

async function listen(port: number): Promise<Server> {
  const server = createServer().listen({ port, host, exclusive: true });
  await once(server, 'listening');
  return server;
}
