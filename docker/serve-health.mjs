// The health check of `onegov serve`: does each port that it should listen on take connections?
import { once } from 'node:events';
import { connect } from 'node:net';
import { register } from 'tsx/esm/api';

register();
const { readConfig } = await import('../config/config.ts');

const { mail, pages, bounceServer } = readConfig();
const needsHttp = mail.links || bounceServer.hookSecretFile;
const ports = [needsHttp && pages.port, mail.bounces && bounceServer.port].filter(Boolean);
for (const port of ports) {
  const socket = connect(port, '127.0.0.1');
  // If it can't connect, the error ends this process with exit code 1.
  await once(socket, 'connect');
  socket.destroy();
}
