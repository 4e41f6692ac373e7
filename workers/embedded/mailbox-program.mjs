// The mailbox's program: MailDev behind a web server of ours, because MailDev's own lets any web page read the mail.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { fromHereOnly, isFromHere } from './from-here.mjs';

const place = createRequire(import.meta.url).resolve('maildev');
const maildev = createRequire(place);
const express = maildev('express');
const { Server: SocketServer } = maildev('socket.io');

const [smtp, webPort, mailDirectory] = process.argv.slice(2);
const mailbox = maildev(place)({ smtp, ip: '127.0.0.1', mailDirectory, silent: true, disableWeb: true });
mailbox.listen();

const app = express();
app
  .disable('x-powered-by')
  .use(fromHereOnly, express.static(fileURLToPath(new URL('app', `file://${place}`))));
maildev('./lib/routes')(app, mailbox, '/');
const server = createServer(app).listen(webPort, '127.0.0.1');

// The page learns of new mail at once.
const sockets = new SocketServer(server, {
  allowRequest: (request, answer) => answer(null, isFromHere(request)),
});
mailbox.on('new', (mail) => sockets.emit('newMail', mail));
mailbox.on('delete', (mail) => sockets.emit('deleteMail', mail));
