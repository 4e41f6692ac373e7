#!/usr/bin/env bash
# A pool of one connection is idle. The server, which has gone silent, does not answer its QUIT. Then there is mail.
source "$(dirname "$0")/support/start.sh"
npm_packages nodemailer@10.6.0

echo "guess: after idleTimeout the connection is gone, and the next message opens a new one."
cat > quit.mjs <<'JS'
import { createServer } from 'node:net';
import nodemailer from 'nodemailer';
let connections = 0;
const server = createServer((socket) => {
  connections += 1;
  let content = false;
  socket.on('error', () => {}).setEncoding('latin1').write('220 test\r\n');
  socket.on('data', (text) => {
    if (content && text.endsWith('\r\n.\r\n')) return (content = false), socket.write('250 kept\r\n');
    if (content || text.startsWith('QUIT')) return;
    content = text.startsWith('DATA');
    socket.write(content ? '354 go on\r\n' : '250 ok\r\n');
  });
}).listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  const options = { host: '127.0.0.1', port, pool: true, maxConnections: 1, idleTimeout: 200, socketTimeout: 3000 };
  const pool = nodemailer.createTransport(options);
  const mail = { from: 'a@example.org', to: 'b@example.org', text: 'x' };
  await pool.sendMail(mail);
  await new Promise((resolve) => setTimeout(resolve, 500));
  const began = Date.now();
  await pool.sendMail(mail);
  const took = Date.now() - began;
  console.log(`${connections} connections; waited ${took > 2000 ? 'for the socketTimeout' : 'for nothing'}`);
  process.exit();
});
JS
found "the second message" "2 connections; waited for the socketTimeout" "$(node quit.mjs)"
