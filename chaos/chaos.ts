// A run: many agreements go through their lives while faults happen. Then all faults end, what was left undone is done,
// and the judge looks at the logs and the histories.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pMap from 'p-map';
import { type Agreements, connectAgreements } from '../clients/api/agreements.ts';
import { readConfig } from '../config/config.ts';
import { loadCatalog } from '../offers/catalog.ts';
import { bundleWorkflows } from '../workers/bundle.ts';
import { faultsOf, type Mix } from './faults.ts';
import { gather } from './gather.ts';
import { type Database, type Ground, openGround } from './ground.ts';
import { harm } from './harm.ts';
import type { Evidence, Finding } from './judge/evidence.ts';
import { judge } from './judge/judge.ts';
import { begin, insist, type Living, live } from './live.ts';
import { lifeOf } from './lives.ts';

export type Order = {
  seed: number;
  seconds: number;
  mix: Mix;
  /** What the Temporal server keeps its data in. */
  database: Database;
  /** How many agreements live at once, and how many there are at most. */
  atOnce: number;
  most: number;
  /** For all data and logs. */
  folder: string;
  say: (line: string) => void;
};

export type Outcome = {
  findings: Finding[];
  /** What was done, by kind. */
  faults: Record<string, number>;
  counts: Record<string, number>;
};

const day = 86_400_000;

export async function chaos(order: Order): Promise<Outcome> {
  const { seed, seconds, mix, database, folder } = order;
  mkdirSync(folder, { recursive: true });
  const say = (line: string) => {
    appendFileSync(join(folder, 'run.log'), `${new Date().toISOString()} ${line}\n`);
    order.say(line);
  };
  say('Starting the Temporal server, two workers, a mail server and a directory …');
  const ground = await openGround(folder, order.database);
  try {
    const { address, namespace } = ground.engine;
    // Nothing is encrypted, because the judge reads histories by itself.
    const agreements = await connectAgreements({ address, namespace, catalog: loadCatalog(), keys: [] });
    const harming = harm(ground, faultsOf(seed, seconds, mix), say);
    const living = await liveAll(agreements, order);
    const faults = await harming;
    say(`All faults have passed. ${living.length} agreements settle …`);
    await settle(agreements, living);
    await reconcile(ground, living, say);
    say('The judge looks at the logs and histories …');
    const bundlePath = join(folder, 'workflows.js');
    writeFileSync(bundlePath, (await bundleWorkflows(readConfig().cacheFolder)).code);
    const { evidence, replays } = await gather(ground, living, bundlePath);
    const findings = [...judge(evidence), ...replays];
    const outcome = { findings, faults, counts: countsOf(evidence) };
    writeFileSync(join(folder, 'evidence.json'), JSON.stringify(evidence));
    writeFileSync(
      join(folder, 'outcome.json'),
      JSON.stringify({ seed, seconds, mix, database, ...outcome }, null, 2),
    );
    await agreements.close();
    return outcome;
  } finally {
    await ground.close();
  }
}

/** Some agreements at a time, until the time is over. Then they stay where they are. */
async function liveAll(agreements: Agreements, { seed, seconds, atOnce, most }: Order): Promise<Living[]> {
  const endsAt = Date.now() + seconds * 1000;
  const isOver = () => Date.now() > endsAt;
  const all: Living[] = [];
  let number = 0;
  const liveOnes = async () => {
    while (!isOver() && number < most) {
      number += 1;
      const living = await begin(agreements, lifeOf(seed, number));
      all.push(living);
      await live(agreements, living, isOver);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, liveOnes));
  return all;
}

/** Eight days by their own clocks: what waits, or is put off, is done by then. What has failed is tried again, as a person would. */
async function settle(agreements: Agreements, all: Living[]): Promise<void> {
  await runOn(all, 8 * day);
  const failed = await pMap(
    all,
    async ({ id }) => {
      const { issues } = await insist(() => agreements.view(id));
      return issues.some(({ kind }) => kind === 'failed') ? [id] : [];
    },
    { concurrency: 8 },
  );
  await pMap(failed.flat(), (id) =>
    insist(() => agreements.decide(id, { type: 'retry', by: 'the chaos run' })).catch(() => {}),
  );
  await runOn(all, day);
}

function runOn(all: Living[], milliseconds: number): Promise<unknown> {
  const giveUpAt = Date.now() + 900_000;
  return pMap(
    all,
    async (living) => living.runTo((await living.now()) + milliseconds, () => Date.now() > giveUpAt),
    { concurrency: 16 },
  );
}

/** Has drift mended until none is left, three times at most. */
async function reconcile(ground: Ground, all: Living[], say: Order['say']): Promise<void> {
  for (let times = 0; times < 3; times++) {
    const said = await onegov(ground, ['reconcile']);
    for (const line of said.split('\n')) if (line.trim() !== '') say(`  ${line}`);
    await runOn(all, 2 * 3_600_000);
    if (!/mends? access now/.test(said)) return;
  }
}

async function onegov({ environment }: Ground, words: string[]): Promise<string> {
  const bin = join(import.meta.dirname, '../bin/onegov.mjs');
  const child = spawn(process.execPath, [bin, ...words], { env: { ...process.env, ...environment } });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => {
      said += data;
    });
  await once(child, 'close');
  return said;
}

function countsOf({ agreements, mail }: Evidence): Record<string, number> {
  const record = agreements.flatMap(({ view }) => view.record);
  const settled = record.filter(({ type }) => type === 'settled');
  const outcomes = (outcome: string) => settled.filter((entry) => entry.outcome === outcome).length;
  return {
    agreements: agreements.length,
    events: agreements.reduce((sum, { events }) => sum + events.length, 0),
    obligations: settled.length,
    'carried out': outcomes('carried-out'),
    superseded: outcomes('superseded'),
    suppressed: outcomes('suppressed'),
    skipped: outcomes('skipped'),
    failed: outcomes('failed'),
    delays: record.filter(({ type }) => type === 'delayed').length,
    messages: mail.length,
    'second copies': mail.length - new Set(mail.map(({ messageId }) => messageId)).size,
  };
}
