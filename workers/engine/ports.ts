// Ports of 127.0.0.1: which are free, and a clear error when one is not.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { StartError } from './child-process.ts';

const host = '127.0.0.1';

/** Is this port in use, or not allowed? */
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
 * @param variable the setting that chooses another port
 * @throws {StartError} naming the port and that variable, if the port is in use
 */
export async function assertPortFree(port: number, variable: string): Promise<void> {
  if (await portTaken(port)) {
    throw new StartError(`Another program uses port ${port}; stop it, or set ${variable} to a free port.`);
  }
}

/**
 * Finds that many different free ports. Opens a connection to each port, and closes the connection from that port's
 * side: for a minute, Linux then gives the port only to a program that asks for it by number.
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
