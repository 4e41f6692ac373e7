// The embedded mailbox: MailDev on this machine, which takes every mail, sends none on, and shows them on a page.
import { mkdirSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { resolve } from 'node:path';
import { startChild } from '../engine/child.ts';
import { assertPortFree } from '../engine/ports.ts';

export type Mailbox = {
  smtpUrl: string;
  webUrl: string;
  stop(): Promise<void>;
};

/**
 * Starts the mailbox on 127.0.0.1. Resolves when it takes mail and shows all that it had taken before.
 * @param order.folder keeps the mails, one .eml file each
 * @param order.log file for its output
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
    // MailDev takes settings from its environment too: it gets none.
    env: { NODE_ENV: 'production' },
    log: order.log,
    ready: async () => (await greets(order.smtpPort)) && (await shown(webUrl)) >= kept,
  });
  return { smtpUrl: `smtp://127.0.0.1:${order.smtpPort}`, webUrl, stop: child.stop };
}

async function shown(webUrl: string): Promise<number> {
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
