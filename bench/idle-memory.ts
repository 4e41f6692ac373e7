// The memory of `npm start` when nothing is left to do: after the tour, and with many open agreements.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectAgreements } from '../clients/api/agreements.ts';
import { inBulk } from '../clients/bulk/bulk.ts';
import { readConfig } from '../config/config.ts';
import { loadCatalog } from '../offers/catalog.ts';
import type { Measurement, Setting } from './measurement.ts';
import { memoryOf } from './memory.ts';
import { npmStart } from './npm-start.ts';
import { ownKeys } from './own-keys.ts';
import { requestAhead } from './request-ahead.ts';

/** Another number: OPEN_AGREEMENTS=15000 npm run bench -- idle-memory */
const openAgreements = { short: 300, full: 1500 };

/** Node gives most memory back in the second minute without work. */
const idleMs = 120_000;

export const measurement: Measurement = {
  about: 'The Node process of npm start, idle, in MB',
  rounds: { short: 1, full: 3 },
  targets: [
    { ...{ name: 'memory of the idle process', figure: 'idle', atMost: 0.6 }, dividedBy: 'the other build' },
    {
      ...{ name: 'memory with open agreements', figure: 'with open agreements', atMost: 1 },
      dividedBy: 'the other build',
    },
  ],

  async run(setting) {
    const count = Number(process.env.OPEN_AGREEMENTS ?? openAgreements[setting.preset]);
    // Two processes, because one wait is long enough.
    const [idle, withMany] = await Promise.all([idleMemory(setting, 0), idleMemory(setting, count)]);
    return {
      idle: idle.resident,
      'idle, its share of what processes share': idle.proportional,
      'with open agreements': withMany.resident,
      'with open agreements, its share of what processes share': withMany.proportional,
      'open agreements': count,
    };
  },
};

/** The memory of a process of its own, with so many open agreements besides the one of the tour. */
async function idleMemory({ folder, interruption, say }: Setting, count: number) {
  const own = join(folder, `with-${count}`);
  const onegov = await npmStart({ folder: own, interruption });
  try {
    await onegov.says('Everything is up.');
    say(`Starting ${count} agreements …`);
    await startMany({ address: onegov.address, folder: own }, count);
    await sleep(idleMs, undefined, { signal: interruption });
    return memoryOf(onegov.pid);
  } finally {
    await onegov.stop();
  }
}

async function startMany({ address, folder }: { address: string; folder: string }, count: number) {
  const { namespace } = readConfig({ ONEGOV_DATA: folder }).temporal;
  const keys = await ownKeys(join(folder, 'keys', 'encryption'));
  const agreements = await connectAgreements({ address, namespace, catalog: loadCatalog(), keys });
  const requests = Array.from({ length: count }, (_, number) => requestAhead(number));
  try {
    for await (const ended of inBulk(requests, agreements.start, { concurrency: 10 }))
      if ('refusal' in ended) throw ended.refusal;
  } finally {
    await agreements.close();
  }
}
