// Starts of agreements whose activation is ahead, many at once, beside an empty workflow that is started and queried once.
import pMap from 'p-map';
import { startsOfEmpty } from './empty-workflows.ts';
import { type Ground, openGround } from './ground.ts';
import type { Figures, Measurement } from './measurement.ts';
import { requestAhead } from './request-ahead.ts';

const counts = { short: 200, full: 2000 };
const concurrency = 50;

export const measurement: Measurement = {
  about: `Starts with activation ahead, ${concurrency} at once`,
  rounds: { short: 1, full: 3 },
  targets: [
    {
      ...{ name: 'starts a second, activation ahead', figure: 'starts a second', atLeast: 0.7 },
      dividedBy: { figure: 'empty workflows a second', name: 'an empty workflow, started and queried once' },
    },
    {
      ...{ name: 'starts a second, activation ahead', figure: 'starts a second', atLeast: 2.3 },
      dividedBy: 'the other build',
    },
    { name: 'starts refused for slowness', figure: 'refused', atMost: 0 },
  ],

  async run(setting) {
    const ground = await openGround(setting);
    try {
      const count = counts[setting.preset];
      const empty = await startsOfEmpty(ground, count, concurrency);
      return { 'empty workflows a second': empty, ...(await starts(ground, count)) };
    } finally {
      await ground.close();
    }
  },
};

async function starts(ground: Ground, count: number): Promise<Figures> {
  const worker = ground.startWorker(1000);
  try {
    await worker.isUp;
    await startOne(ground, count);
    let refused = 0;
    const begun = Date.now();
    const start = (number: number) => startOne(ground, number).catch(() => void refused++);
    await pMap(Array(count).keys(), start, { concurrency });
    return { 'starts a second': (count - refused) / ((Date.now() - begun) / 1000), refused };
  } finally {
    await worker.stop();
  }
}

async function startOne({ agreements, interruption }: Ground, number: number): Promise<void> {
  interruption.throwIfAborted();
  await agreements.start(requestAhead(number));
}
