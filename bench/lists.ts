// Lists as CSV: how long whole commands take, with the start of Node, and whether their memory stays flat.
import pMap from 'p-map';
import { dayAt, shiftDate } from '../agreements/time/calendar.ts';
import { type Ground, openGround } from './ground.ts';
import type { Figures, Measurement } from './measurement.ts';
import { median } from './median.ts';
import { requestAhead } from './request-ahead.ts';
import { timed } from './whole-command.ts';

/** So many open agreements. Memory is compared with that at a fifth of them. */
const counts = { short: 2000, full: 15_000 };
const runs = { short: 3, full: 5 };

const today = dayAt(new Date().toISOString(), 'UTC');
const commands = {
  list: ['list', '--csv'],
  upcoming: ['upcoming', '--to', shiftDate(today, 'P365D'), '--csv'],
};

export const measurement: Measurement = {
  about: `Lists as CSV of ${counts.full} open agreements (short preset: ${counts.short}), in seconds and MB`,
  rounds: { short: 1, full: 1 },
  targets: Object.keys(commands).flatMap((name) => [
    { ...{ name: `onegov ${name} --csv`, figure: name, atMost: 0.5 }, dividedBy: 'the other build' as const },
    {
      ...{ name: `memory of onegov ${name} --csv`, figure: `memory of ${name}`, atMost: 1.2 },
      dividedBy: { figure: `memory of ${name}, a fifth of them`, name: 'with a fifth of the agreements' },
    },
  ]),

  async run(setting) {
    const ground = await openGround(setting);
    const worker = ground.startWorker(1000);
    try {
      await worker.isUp;
      const count = counts[setting.preset];
      const fifth = Math.round(count / 5);
      await startMany(ground, 0, fifth);
      const few = await figuresOf(ground, runs[setting.preset]);
      await startMany(ground, fifth, count);
      const many = await figuresOf(ground, runs[setting.preset]);
      const ofFew = Object.entries(few).map(([name, figure]) => [`${name}, a fifth of them`, figure]);
      return { ...many, ...Object.fromEntries(ofFew) };
    } finally {
      await worker.stop();
      await ground.close();
    }
  },
};

/** A slow machine loses patience with a start, but by then the agreement is there. */
async function startMany({ agreements, interruption, say }: Ground, first: number, end: number) {
  say(`Starting ${end - first} agreements …`);
  const numbers = Array.from({ length: end - first }, (_, index) => first + index);
  const start = async (number: number) => {
    interruption.throwIfAborted();
    await agreements.start(requestAhead(number)).catch(() => {});
  };
  await pMap(numbers, start, { concurrency: 20 });
}

async function figuresOf({ settings, interruption }: Ground, runs: number): Promise<Figures> {
  const figures: Figures = {};
  for (const [name, words] of Object.entries(commands)) {
    const all = [];
    // The first run may compile the command.
    for (let run = 0; run <= runs; run++) {
      interruption.throwIfAborted();
      all.push(await timed(words, settings));
    }
    const [, ...usual] = all;
    figures[name] = median(usual.map(({ seconds }) => seconds));
    figures[`memory of ${name}`] = median(usual.map(({ memory }) => memory));
    figures[`rows of ${name}`] = (usual[0]?.lines ?? 0) - 1;
  }
  return figures;
}
