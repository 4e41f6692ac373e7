// A real SMTP server in a process of its own that counts what it takes, and keeps the last message only: tsx
// bench/sink.ts. A mailbox that keeps every message would measure itself.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A message that it took: for whom, and when (milliseconds since 1970). */
export type Taken = { to: string; at: number };

/** Recipients are named by the beginning of their addresses. Ask one question at a time. */
export type Sink = {
  url: string;
  /** How many messages it took for these recipients. */
  count(recipients: string): Promise<number>;
  /** All that it took for these recipients, oldest first. */
  taken(recipients: string): Promise<Taken[]>;
  /** The text of the last message that it took. */
  lastMessage(): Promise<string>;
  stop(): void;
};

/** Starts the server in a process of its own. */
export async function startSink(): Promise<Sink> {
  const child = fork(import.meta.filename, [], { execArgv: ['--import', 'tsx'] });
  const [port] = (await once(child, 'message')) as [number];
  return {
    url: `smtp://127.0.0.1:${port}`,
    count: (recipients) => ask(child, { what: 'count', recipients }),
    taken: (recipients) => ask(child, { what: 'taken', recipients }),
    lastMessage: () => ask(child, { what: 'lastMessage' }),
    stop: () => void child.kill(),
  };
}

type Question = { what: 'count' | 'taken'; recipients: string } | { what: 'lastMessage' };

async function ask<Answer>(child: ChildProcess, question: Question): Promise<Answer> {
  child.send(question);
  const [answer] = (await once(child, 'message')) as [Answer];
  return answer;
}

function serve(): void {
  const all: Taken[] = [];
  let lastMessage = '';
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        lastMessage = Buffer.concat(chunks).toString();
        all.push({ to: envelope.rcptTo.map(({ address }) => address).join(), at: Date.now() });
        done();
      });
    },
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1', () => process.send?.((server.server.address() as AddressInfo).port));
  const answerTo = (question: Question) => {
    if (question.what === 'lastMessage') return lastMessage;
    const taken = all.filter(({ to }) => to.startsWith(question.recipients));
    return question.what === 'count' ? taken.length : taken;
  };
  process.on('message', (question) => process.send?.(answerTo(question as Question)));
  process.on('disconnect', () => process.exit());
}

if (process.argv[1] === import.meta.filename) serve();
