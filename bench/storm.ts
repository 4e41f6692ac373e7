// The nine o'clock storm: very many notices are due, and the workers start cold. Beside it, an empty workflow with a
// timer and an activity, which starts in the same way, and the bare mail client.
import { setTimeout as pause } from 'node:timers/promises';
import nodemailer from 'nodemailer';
import { ownersOf, startAwaiting } from './awaiting-acceptance.ts';
import { stormOfEmpty } from './empty-workflows.ts';
import { type Ground, openGround } from './ground.ts';
import type { Figures, Measurement } from './measurement.ts';
import { percentile, perSecond } from './rates.ts';
import type { Sink, Taken } from './sink.ts';

const counts = { short: 300, full: 10_000 };

/** The second run: so many notices with this limit, in messages a second. Two cores can do more, so that the limit counts. */
const limited = { limit: 8, short: 120, full: 1200 };

/** High enough never to be reached. */
const noLimit = 100_000;

export const measurement: Measurement = {
  about: `The nine o'clock storm: ${counts.full} notices due at once (short preset: ${counts.short}), workers started cold`,
  rounds: { short: 1, full: 1 },
  targets: [
    {
      ...{ name: "notices a second at nine o'clock", figure: 'notices a second', atLeast: 0.6 },
      dividedBy: { figure: 'the lower of both', name: 'an empty workflow or the bare mail client' },
    },
    { name: "notices lost at nine o'clock", figure: 'lost', atMost: 0 },
    { name: "notices sent twice at nine o'clock", figure: 'sent twice', atMost: 0 },
    { name: "memory of the worker at nine o'clock, MB", figure: 'memory of the worker', atMost: 1024 },
    {
      ...{ name: 'notices a second, rate limit on', figure: 'notices a second, limited', atLeast: 0.95 },
      dividedBy: { figure: 'the limit', name: 'the set rate' },
    },
  ],

  async run(setting) {
    const { preset, say } = setting;
    const ground = await openGround(setting);
    try {
      say(`${counts[preset]} empty workflows …`);
      const empty = await stormOfEmpty(ground, counts[preset]);
      const storm = await stormOf(ground, 'storm', counts[preset], noLimit);
      say(`${counts[preset]} messages of the bare mail client …`);
      const bare = await bareClient(ground.sink, counts[preset]);
      const second = await stormOf(ground, 'limited', limited[preset], limited.limit);
      return {
        'notices a second': storm.rate,
        'an empty workflow, a second': empty,
        'the bare mail client, a second': bare,
        'the lower of both': Math.min(empty, bare),
        ...storm.figures,
        'notices a second, limited': second.rate,
        'lost, limited': second.figures.lost ?? Number.NaN,
        'the limit': limited.limit,
      };
    } finally {
      await ground.close();
    }
  },
};

type Storm = { rate: number; figures: Figures };

const minute = 60_000;

/** Starts agreements, stops the workers, lets the notices fall due, starts the workers again, and counts the mail. */
async function stormOf(ground: Ground, name: string, count: number, limit: number): Promise<Storm> {
  ground.say(`Starting ${count} agreements …`);
  const early = ground.startWorker(limit);
  const agreements = await early.isUp.then(() => startAwaiting(ground, name, count)).finally(early.stop);
  ground.say(`${count} notices fall due …`);
  await ground.runAhead(
    agreements.map(({ id }) => id),
    Math.max(...agreements.map(({ dueAt }) => dueAt)) - Date.now() + minute,
  );
  if ((await ground.sink.count(ownersOf(name))) > 0) throw new Error("Notices went out before nine o'clock.");
  const begun = Date.now();
  const worker = ground.startWorker(limit);
  try {
    await untilAllCame(ground, name, count);
    const storm = summary(await ground.sink.taken(ownersOf(name)), count, begun);
    return { ...storm, figures: { ...storm.figures, 'memory of the worker': worker.peakMemory() } };
  } finally {
    await worker.stop();
  }
}

/** Waits for all messages, then a little longer for any that come twice. Gives up if none comes for two minutes. */
async function untilAllCame({ sink, interruption }: Ground, name: string, count: number): Promise<void> {
  let [came, lastCame] = [0, Date.now()];
  while (came < count && Date.now() - lastCame < 2 * minute) {
    await pause(250, undefined, { signal: interruption });
    const now = await sink.count(ownersOf(name));
    if (now > came) [came, lastCame] = [now, Date.now()];
  }
  await pause(5000);
}

/** @param begun when the workers were started: all notices were due by then */
function summary(taken: Taken[], count: number, begun: number): Storm {
  const people = new Set(taken.map(({ to }) => to)).size;
  const times = taken.map(({ at }) => at);
  const lateness = times.map((at) => (at - begun) / 1000);
  return {
    rate: perSecond(times),
    figures: {
      lost: count - people,
      'sent twice': taken.length - people,
      'seconds late, with the start of the worker, median': percentile(lateness, 0.5),
      'seconds late, with the start of the worker, 99th percentile': percentile(lateness, 0.99),
    },
  };
}

/** The last message to as many people, over a pool with its usual settings. */
async function bareClient(sink: Sink, count: number): Promise<number> {
  const transport = nodemailer.createTransport({ url: sink.url, pool: true });
  const from = 'notices@program.example';
  const raw = await sink.lastMessage();
  await Promise.all(
    Array.from({ length: count }, (_, number) =>
      transport.sendMail({ envelope: { from, to: [`${ownersOf('bare')}${number}.example`] }, raw }),
    ),
  );
  transport.close();
  return perSecond((await sink.taken(ownersOf('bare'))).map(({ at }) => at));
}
