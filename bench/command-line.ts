// The command line: how long whole commands take, with the start of Node.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type Ground, openGround } from './ground.ts';
import type { Measurement } from './measurement.ts';
import { median } from './median.ts';

const bin = join(import.meta.dirname, '../bin/onegov.mjs');
const runs = { short: 5, full: 20 };

export const measurement: Measurement = {
  about: 'The command line: whole commands, with the start of Node, in seconds',
  rounds: { short: 1, full: 3 },
  targets: [
    { ...{ name: 'onegov list', figure: 'list', atMost: 0.5 }, dividedBy: 'the other build' },
    { ...{ name: 'onegov show', figure: 'show', atMost: 0.5 }, dividedBy: 'the other build' },
  ],

  async run(setting) {
    const ground = await openGround(setting);
    const worker = ground.startWorker(1000);
    try {
      await worker.isUp;
      const id = await startOne(ground);
      const times = { list: [] as number[], show: [] as number[], node: [] as number[] };
      for (let run = 0; run <= runs[setting.preset]; run++) {
        setting.interruption.throwIfAborted();
        times.list.push(timed(ground, [bin, 'list']));
        times.show.push(timed(ground, [bin, 'show', id]));
        times.node.push(timed(ground, ['-e', '0']));
      }
      // The first run of a command may compile it.
      const usual = (all: number[]) => median(all.slice(1));
      return { list: usual(times.list), show: usual(times.show), 'node -e 0': usual(times.node) };
    } finally {
      await worker.stop();
      await ground.close();
    }
  },
};

async function startOne({ agreements }: Ground): Promise<string> {
  const agency = 'agency-1.gov';
  await agreements.start({
    offer: 'openai-chatgpt-enterprise',
    agency: { id: agency, name: 'Agency', timeZone: 'America/New_York' },
    contacts: [{ name: 'Owner', email: `owner@${agency}.example`, roles: ['owner'] }],
    acceptance: 'awaited',
    by: 'the bench',
  });
  return agency;
}

/** Runs a command, in seconds. @throws {Error} if it fails */
function timed({ settings }: Ground, words: string[]): number {
  const env = { ...process.env, ...settings };
  const begun = performance.now();
  const { status, stderr } = spawnSync(process.execPath, words, { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${words.join(' ')} failed: ${stderr}`);
  return (performance.now() - begun) / 1000;
}
