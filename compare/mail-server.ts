// A real SMTP server in a process of its own, which notes when each message began and when it was taken. It takes its time
// for each message, so that a worker can be killed in the middle of one.
import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';

/**
 * A message that it took. Times are milliseconds since 1970: `begun` at MAIL FROM, `taken` when it answered 250. `hash`:
 * SHA-256 of the message.
 */
export type Mail = { to: string; subject: string; hash: string; begun: number; taken: number };

/** How long it thinks about each message, in milliseconds. */
const thinks = 50;

export type MailServer = { url: string; mails: Mail[]; stop(): void };

/** Starts the server. `mails` grows as messages come. */
export async function startMailServer(): Promise<MailServer> {
  const child: ChildProcess = fork(import.meta.filename, [], { execArgv: ['--import', 'tsx'] });
  const [port] = (await once(child, 'message')) as [number];
  const mails: Mail[] = [];
  child.on('message', (mail: Mail) => mails.push(mail));
  return { url: `smtp://127.0.0.1:${port}`, mails, stop: () => void child.kill() };
}

function serve(): void {
  const begun = new Map<string, number>();
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    onMailFrom(_from, { id }, done) {
      begun.set(id, Date.now());
      done();
    },
    async onData(stream, { id, envelope }, done) {
      // A worker that is killed leaves a message in the middle.
      const chunks: Buffer[] | undefined = await stream.toArray().catch(() => undefined);
      if (!chunks) return done(new Error('The connection broke.'));
      const message = Buffer.concat(chunks);
      const subject = /^Subject: (.*)/m.exec(message.toString())?.[1]?.trim() ?? '';
      const hash = createHash('sha256').update(message).digest('hex');
      await pause(thinks);
      const to = envelope.rcptTo.map(({ address }) => address).join();
      process.send?.({ to, subject, hash, begun: begun.get(id) ?? 0, taken: Date.now() });
      done();
    },
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1', () => process.send?.((server.server.address() as AddressInfo).port));
  process.on('disconnect', () => process.exit());
}

if (process.argv[1] === import.meta.filename) serve();
