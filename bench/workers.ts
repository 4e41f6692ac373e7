// npx tsx bench/workers.ts 1000 1 2 3: production on PostgreSQL with one, two and three workers: how many agreements a
// second start, how many messages a second go out when many are due at once, and how large an agreement is in the
// database.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { dayAt, shiftDate } from '../agreements/time/calendar.ts';
import { type Agreements, connectAgreements } from '../clients/api/agreements.ts';
import { madeUpContacts } from '../clients/api/made-up-contacts.ts';
import { inBulk } from '../clients/bulk/bulk.ts';
import { readConfig } from '../config/config.ts';
import { openKeys } from '../encryption/keys.ts';
import { loadCatalog } from '../offers/catalog.ts';
import { lastBusinessDay } from '../tests/support/days.ts';
import { startPostgresEngine } from '../tests/support/postgres.ts';
import { findPostgres } from '../tests/support/postgres-programs.ts';
import { type SmtpServer, startSmtpServer } from '../tests/support/smtp.ts';
import { startDirectory } from '../workers/embedded/directory.ts';
import type { AgreementRequest } from '../workflows/ports.ts';
import { peakMemory } from './memory.ts';

const bin = join(import.meta.dirname, '../bin/onegov.mjs');
const today = dayAt(new Date().toISOString(), 'UTC');

const [count = 1000, ...workerCounts] = process.argv.slice(2).map(Number);
const numbers = Array.from({ length: count }, (_, index) => index);
/** Two contacts of each agency are welcomed and invited, each by one message. */
const messages = 2 * count;
const { found: programs, missing } = findPostgres(readConfig());
if (!programs) {
  console.error(`${missing}.`);
  process.exit(1);
}
const { dataFolder } = readConfig();
mkdirSync(dataFolder, { recursive: true });
const folder = mkdtempSync(join(dataFolder, 'workers-'));
const keyFile = join(folder, 'keys', 'encryption');
const keys = openKeys({ keyFile, isOurs: true });
const engine = await startPostgresEngine(programs);
const smtp = await startSmtpServer();
const directory = await startDirectory({ port: 0, folder: join(folder, 'directory') });
try {
  console.log(
    `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}, PostgreSQL without fsync`,
  );
  for (const workers of workerCounts.length > 0 ? workerCounts : [1, 2, 3]) await measure(workers);
} finally {
  await directory.stop();
  await smtp.stop();
  await engine.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Measures with so many workers, in a namespace of their own. */
async function measure(workers: number): Promise<void> {
  const namespace = `workers-${workers}`;
  const first = startWorkers(workers, namespace);
  await first.up;
  const { address } = engine;
  const agreements = await connectAgreements({ address, namespace, catalog: loadCatalog(), keys });
  const before = await databaseBytes();
  const startSeconds = await timed(() => startAhead(agreements));
  const bytes = ((await databaseBytes()) - before) / count;
  const memory = first.memory();
  await first.stop();

  await startDue(agreements);
  smtp.mails.length = 0;
  const second = startWorkers(workers, namespace);
  await arrived(smtp, 1);
  const mailSeconds = await timed(() => arrived(smtp, messages));
  await second.stop();
  await agreements.close();
  const rate = (all: number, seconds: number) => `${(all / seconds).toFixed(0)}/s`.padStart(6);
  console.log(
    `${workers} workers: starts ${rate(count, startSeconds)}, messages ${rate(messages, mailSeconds)}, ${Math.round(bytes / 1024)} kB each, memory ${memory.join(', ')} MB, load ${loadavg()[0]?.toFixed(1)}`,
  );
}

/** Starts the processes of workers as in production. */
function startWorkers(workers: number, namespace: string) {
  const env = {
    ...process.env,
    TEMPORAL_ADDRESS: engine.address,
    ENCRYPTION_KEY_FILE: keyFile,
    TEMPORAL_NAMESPACE: namespace,
    SMTP_URL: smtp.url,
    MAIL_FROM: 'notices@onegov.example',
    OPERATORS_MAIL: 'operators@onegov.example',
    SCIM_BASE_URL: directory.url('agencies'),
    ONEGOV_DATA: folder,
    NOTICES_PER_SECOND: '10000',
    PROVISIONING_PER_SECOND: '10000',
  };
  const children = Array.from({ length: workers }, () =>
    spawn(process.execPath, [bin, 'worker', '--no-ports'], { env, stdio: ['ignore', 'pipe', 'inherit'] }),
  );
  const isUp = children.map(async ({ stdout }) => {
    for await (const line of createInterface(stdout)) if (line.includes('Everything is up.')) return;
  });
  return {
    up: Promise.all(isUp),
    /** The peak memory of each, in MB. */
    memory: () => children.map(({ pid }) => peakMemory(pid)),
    async stop(): Promise<void> {
      for (const child of children) child.kill('SIGTERM');
      await Promise.all(children.map((child) => child.exitCode ?? once(child, 'exit')));
    },
  };
}

/** Starts agreements with a future activation date: no message and no access yet. */
async function startAhead(agreements: Agreements): Promise<void> {
  const start = (number: number) =>
    agreements.start({ ...requestFor(`ahead-${number}.gov`), startsOn: shiftDate(today, 'P30D') });
  for await (const ended of inBulk(numbers, start, { concurrency: 50 }))
    if ('refusal' in ended) throw ended.refusal;
}

/** Puts agreements into Temporal while no workers run. Access and the welcome of each are due when workers come. */
async function startDue({ client }: Agreements): Promise<void> {
  const start = (number: number) => {
    const request = { ...requestFor(`due-${number}.gov`), startsOn: lastBusinessDay };
    const workflowId = `agreement:${request.offer}:due-${number}.gov`;
    return client.workflow.start('agreement', { workflowId, taskQueue: 'agreements', args: [request] });
  };
  for await (const ended of inBulk(numbers, start, { concurrency: 50 }))
    if ('refusal' in ended) throw ended.refusal;
}

function requestFor(id: string): AgreementRequest {
  return {
    offer: 'openai-chatgpt-enterprise',
    agency: { id, name: `Agency ${id}`, timeZone: 'America/New_York' },
    contacts: madeUpContacts(id),
    by: 'the bench',
  };
}

async function arrived({ mails }: SmtpServer, wanted: number): Promise<void> {
  while (mails.length < wanted) await sleep(20);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = Date.now();
  await work();
  return (Date.now() - begun) / 1000;
}

/** The size of all databases on the disk, once their pages are written. */
async function databaseBytes(): Promise<number> {
  await sleep(5000);
  return readdirSync(engine.databases, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(engine.databases, name), { throwIfNoEntry: false })?.size ?? 0)
    .reduce((sum, size) => sum + size, 0);
}
