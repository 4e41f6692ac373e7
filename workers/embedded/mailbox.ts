// The embedded mailbox: MailDev on this machine. It takes all mail, forwards none, and shows it on a page.
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startChild } from '../engine/child-process.ts';
import { assertPortFree } from '../engine/ports.ts';
import { makePrivateFolder } from '../engine/private-files.ts';

const program = fileURLToPath(new URL('mailbox-program.mjs', import.meta.url));

export type Mailbox = {
  smtpUrl: string;
  webUrl: string;
  /** Rejects with a {BrokenError} if it ends by itself. */
  broken: Promise<never>;
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
  makePrivateFolder(folder);
  const kept = readdirSync(folder).filter((file) => file.endsWith('.eml')).length;
  const webUrl = `http://127.0.0.1:${order.webPort}`;
  const child = await startChild({
    name: 'The mailbox',
    command: process.execPath,
    args: [program, String(order.smtpPort), String(order.webPort), folder],
    env: { NODE_ENV: 'production' },
    log: order.log,
    ready: async () => (await greets(order.smtpPort)) && (await countShown(webUrl)) >= kept,
  });
  return { smtpUrl: `smtp://127.0.0.1:${order.smtpPort}`, webUrl, broken: child.broken, stop: child.stop };
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
