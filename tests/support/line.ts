// A line between a client and a server. A test can freeze it (connections stay open, and nothing passes) or cut it.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** @param target the server's host and port, such as `127.0.0.1:25` */
export async function openLine(target: string) {
  const [host = '', port = ''] = target.split(':');
  const sockets = new Set<Socket>();
  let frozen = false;
  let isCut = false;
  let opened = 0;
  const server = createServer((near) => {
    opened += 1;
    if (isCut) return near.destroy();
    const far = connect(Number(port), host);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (data) => to.write(data));
      from.on('close', () => to.destroy());
      from.on('error', () => to.destroy());
      if (frozen) from.pause();
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const freezeOpen = () => {
    for (const socket of sockets) socket.pause();
  };
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    isFrozen: () => frozen,
    /** How many connections clients have opened. */
    opened: () => opened,
    /** Freezes the connections that are open. New ones work. */
    freezeOpen,
    freeze() {
      frozen = true;
      freezeOpen();
    },
    thaw() {
      frozen = false;
      for (const socket of sockets) socket.resume();
    },
    /** Ends the open connections, and each new one at once. */
    cut() {
      isCut = true;
      for (const socket of sockets) socket.destroy();
      sockets.clear();
    },
    mend() {
      isCut = false;
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
