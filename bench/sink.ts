// A real SMTP server in a process of its own that counts what it takes, and keeps one message only: tsx bench/sink.ts.
// A mailbox that keeps every message would measure itself.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A message that it took: for whom, and when (milliseconds since 1970). */
export type Taken = { to: string; at: number };

export type Sink = {
  url: string;
  count(): Promise<number>;
  /** All that it took since the last time, oldest first, and the text of one of them. */
  take(): Promise<{ taken: Taken[]; sample: string }>;
  stop(): void;
};

/** Starts the server in a process of its own. */
export async function startSink(): Promise<Sink> {
  const child = fork(import.meta.filename, [], { execArgv: ['--import', 'tsx'] });
  const [port] = (await once(child, 'message')) as [number];
  return {
    url: `smtp://127.0.0.1:${port}`,
    count: () => ask<number>(child, 'count'),
    take: () => ask(child, 'take'),
    stop: () => void child.kill(),
  };
}

async function ask<Answer>(child: ChildProcess, question: 'count' | 'take'): Promise<Answer> {
  child.send(question);
  const [answer] = (await once(child, 'message')) as [Answer];
  return answer;
}

function serve(): void {
  let taken: Taken[] = [];
  let sample = '';
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        sample ||= Buffer.concat(chunks).toString();
        taken.push({ to: envelope.rcptTo.map(({ address }) => address).join(), at: Date.now() });
        done();
      });
    },
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1', () => process.send?.((server.server.address() as AddressInfo).port));
  process.on('message', (question) => {
    if (question === 'count') process.send?.(taken.length);
    else process.send?.({ taken, sample });
    if (question === 'take') [taken, sample] = [[], ''];
  });
  process.on('disconnect', () => process.exit());
}

if (process.argv[1] === import.meta.filename) serve();
