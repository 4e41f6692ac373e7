// The embedded mailbox: MailDev on this machine. It takes all mail, forwards none, and shows it on a page.
import { mkdirSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { resolve } from 'node:path';
import { startChild } from '../engine/child-process.ts';
import { assertPortFree } from '../engine/ports.ts';

export type Mailbox = {
  smtpUrl: string;
  webUrl: string;
  stop(): Promise<void>;
};

/**
 * Starts the mailbox on 127.0.0.1. Resolves when it takes mail and shows the mail of earlier runs.
 * @param order.folder keeps the mail, one .eml file for each message
 * @param order.log the file for its output
 * @throws {StartError} if a port is in use, or it does not start
 */
export async function startMailbox(order: {
  smtpPort: number;
  webPort: number;
  folder: string;
  log: string;
}): Promise<Mailbox> {
  await assertPortFree(order.smtpPort, 'MAILBOX_SMTP_PORT');
  await assertPortFree(order.webPort, 'MAILBOX_PORT');
  const folder = resolve(order.folder);
  mkdirSync(folder, { recursive: true });
  const kept = readdirSync(folder).filter((file) => file.endsWith('.eml')).length;
  const webUrl = `http://127.0.0.1:${order.webPort}`;
  const child = await startChild({
    name: 'The mailbox',
    command: process.execPath,
    args: [
      createRequire(import.meta.url).resolve('maildev/bin/maildev'),
      ...['--smtp', String(order.smtpPort), '--web', String(order.webPort), '--ip', '127.0.0.1'],
      ...['--mail-directory', folder, '--silent'],
    ],
    // MailDev also reads settings from its environment, so it gets an empty one.
    env: { NODE_ENV: 'production' },
    log: order.log,
    ready: async () => (await greets(order.smtpPort)) && (await countShown(webUrl)) >= kept,
  });
  return { smtpUrl: `smtp://127.0.0.1:${order.smtpPort}`, webUrl, stop: child.stop };
}

/** How many messages its page shows. */
async function countShown(webUrl: string): Promise<number> {
  const answer = await fetch(`${webUrl}/email`);
  return ((await answer.json()) as unknown[]).length;
}

/** Does a mail server answer there? */
function greets(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => done(false));
    socket.once('data', (data) => {
      socket.end('QUIT\r\n');
      done(data.toString().startsWith('220'));
    });
  });
}
