// npm run scale -- 1000 15000: starts so many agreements on a separate engine, and times the commands that list them.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { dayAt, shiftDate } from '../agreements/time/calendar.ts';
import { type Agreements, connectAgreements } from '../clients/api/agreements.ts';
import { inBulk } from '../clients/bulk/bulk.ts';
import { showProgress } from '../clients/output/progress.ts';
import { readConfig } from '../config/config.ts';
import { openKeys } from '../encryption/keys.ts';
import { loadCatalog } from '../offers/catalog.ts';
import { ownPorts, portSettings } from '../tests/support/own-ports.ts';
import { startEngine } from '../workers/engine/start.ts';
import { up } from '../workers/up.ts';
import type { AgreementRequest } from '../workflows/ports.ts';
import { requestAhead } from './request-ahead.ts';
import { type Timed, timed } from './whole-command.ts';

const from = dayAt(new Date().toISOString(), 'UTC');

/** The commands to time, as an operator types them. */
const commands: string[][] = [
  ['list'],
  ['list', '--csv'],
  ['upcoming'],
  ['upcoming', '--to', shiftDate(from, 'P365D'), '--csv'],
  ['issues'],
  ['watchdog'],
];

const sizes = process.argv.slice(2).map(Number);
if (sizes.length === 0 || sizes.some((size) => !Number.isInteger(size) || size < 1)) {
  console.error(
    'Each argument must be a number of agreements to start, such as: npm run scale -- 1000 15000',
  );
  process.exit(2);
}
await measure(sizes.toSorted((one, other) => one - other));

async function measure(sizes: number[]): Promise<void> {
  const { dataFolder, cacheFolder } = readConfig();
  mkdirSync(dataFolder, { recursive: true });
  const folder = mkdtempSync(join(dataFolder, 'scale-'));
  const env = { ...portSettings(await ownPorts()), ONEGOV_DATA: folder, ONEGOV_CACHE: cacheFolder };
  const say = (line: string) => console.log(line);
  // The data does not have to survive a crash, and agreements start faster if writes don't wait for the disk.
  const engine = await startEngine({ config: readConfig(env), say, fast: true });
  const { address } = engine;
  const { encryption } = readConfig(env);
  const keys = openKeys(encryption);
  const joined = { ...env, TEMPORAL_ADDRESS: address, ENCRYPTION_KEY_FILE: encryption?.keyFile ?? '' };
  const running = await up({ config: readConfig(joined), catalog: loadCatalog(), say });
  const { namespace } = readConfig(env).temporal;
  const agreements = await connectAgreements({ address, namespace, catalog: loadCatalog(), keys });
  try {
    console.log(`${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}`);
    let started = 0;
    for (const size of sizes) {
      await startMany(agreements, started, size);
      started = size;
      console.log(`\n${size} open agreements, load ${loadavg()[0]?.toFixed(1)}`);
      for (const words of commands) console.log(lineOf(words, await timed(words, joined)));
    }
  } finally {
    await agreements.close();
    await running.stop();
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts agreements with a future activation date, so that no mail slows the lists. */
async function startMany(agreements: Agreements, first: number, size: number): Promise<void> {
  // A window for enrollment may be over.
  const offers = [...loadCatalog().values()]
    .filter(({ term, enrollment }) => 'length' in term && !enrollment)
    .map(({ id }) => id);
  const begun = Date.now();
  const progress = showProgress('Starting', size - first);
  const numbers = Array.from({ length: size - first }, (_, index) => first + index);
  const start = (number: number) => agreements.start(requestFor(number, offers));
  for await (const ended of inBulk(numbers, start, { concurrency: 50 })) {
    if ('refusal' in ended) throw ended.refusal;
    progress.step();
  }
  progress.stop();
  const seconds = (Date.now() - begun) / 1000;
  console.log(
    `Started ${size - first} in ${seconds.toFixed(0)} s: ${((size - first) / seconds).toFixed(0)} a second`,
  );
}

/** One in 100 awaits acceptance. */
function requestFor(number: number, offers: string[]): AgreementRequest {
  const request = { ...requestAhead(number), offer: offers[number % offers.length] ?? '' };
  return number % 100 === 0 ? { ...request, acceptance: 'awaited' } : request;
}

function lineOf(words: string[], { seconds, lines, memory }: Timed): string {
  const command = `onegov ${words.join(' ')}`.padEnd(40);
  return `  ${command} ${seconds.toFixed(2).padStart(6)} s  ${`${lines}`.padStart(6)} lines  ${memory} MB`;
}
