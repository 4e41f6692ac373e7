// A rival from npm on PostgreSQL. It runs as it comes, on a Node that it allows.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readConfig } from '../config/config.ts';
import { startPostgres } from '../tests/support/postgres.ts';
import { binOf, findPostgres } from '../tests/support/postgres-programs.ts';
import { freePorts } from '../workers/engine/ports.ts';
import type { Contender, Notice, Opened } from './contender.ts';
import type { MailServer } from './mail-server.ts';

const folderOfRivals = join(import.meta.dirname, 'rivals');

/** All of them need a newer Node than the product's floor. */
const node = execFileSync('npx', ['--yes', 'node@24', '-p', 'process.execPath'], { encoding: 'utf8' }).trim();

export function rival(name: string): Contender {
  return { name, open: (mail, folder) => open(name, mail, folder) };
}

/** Time for a client to plan everything before the day comes, in milliseconds. */
const ahead = 20_000;

async function open(name: string, mail: MailServer, folder: string): Promise<Opened> {
  if (!existsSync(join(folderOfRivals, 'node_modules')))
    execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folderOfRivals, stdio: 'inherit' });
  const { found, missing } = findPostgres(readConfig());
  if (!found) throw new Error(missing);
  const [port = 0] = await freePorts(1);
  const postgres = await startPostgres(binOf(found.postgres, folder), folder, port, 'secret', {
    fsync: true,
  });
  const database = `postgres://temporal:secret@127.0.0.1:${port}/postgres`;
  const begin = (role: 'prepare' | 'client' | 'worker') =>
    spawn(node, ['program.mjs', name, role, database, mail.url], {
      cwd: folderOfRivals,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });

  await once(begin('prepare'), 'exit');
  const client = begin('client');
  await once(client, 'message');
  const ask = asking(client);
  let dueAt = 0;

  return {
    async plan(count) {
      dueAt = Date.now() + ahead;
      const notices = Array.from({ length: count }, (_, number) => ({
        ...{ id: `agency-${number}`, jobId: randomUUID(), to: `owner@agency-${number}.example` },
      }));
      for (const notice of notices) await ask('plan', { ...notice, dueAt });
      return notices;
    },
    cancel: (notice) => ask('cancel', notice),
    answer: (notice) => ask('answer', notice),
    comeDue: () => pause(Math.max(0, dueAt - Date.now())),
    startWorker: () => begin('worker'),
    isNotice: () => true,
    async close() {
      client.disconnect();
      await postgres.stop();
    },
  };
}

/** Asks the client's process to do something, and waits until it is done. */
function asking(client: ChildProcess) {
  const waiting: ((error?: string) => void)[] = [];
  client.on('message', ({ number, error }: { number: number; error?: string }) => waiting[number]?.(error));
  return (what: 'plan' | 'cancel' | 'answer', notice: Notice & { dueAt?: number }) =>
    new Promise<void>((done, fail) => {
      const number = waiting.push((error) => (error === undefined ? done() : fail(new Error(error)))) - 1;
      client.send({ number, what, notice });
    });
}
