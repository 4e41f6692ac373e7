// The embedded directory: what a request takes with few and with many users in it, one at a time and many at once.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pMap from 'p-map';
import { type Directory, startDirectory } from '../workers/embedded/directory.ts';
import type { Figures, Measurement, Setting } from './measurement.ts';
import { median } from './median.ts';

const sizes = [10, 1000, 10_000, 100_000];
const smallest = 10;
const largest = 100_000;
const creates = 1000;

/** Requests that leave the directory as it was. Only what `timed` is given is timed. */
const requests: Record<string, (ask: Ask, timed: Timed, round: number) => Promise<void>> = {
  async create(ask, timed, round) {
    const { id } = await timed(() => ask('POST', '/Users', userOf(`new-${round}`)));
    await ask('DELETE', `/Users/${id}`);
  },
  async 'find by externalId'(ask, timed) {
    await timed(() => ask('GET', `/Users?filter=${encodeURIComponent('externalId eq "external:user-1"')}`));
  },
  async 'find by userName'(ask, timed) {
    await timed(() => ask('GET', `/Users?filter=${encodeURIComponent('userName eq "user-1@gsa.gov"')}`));
  },
  async 'add a member'(ask, timed) {
    await timed(() => patch(ask, '/Groups/g-11', { op: 'add', path: 'members', value: [{ value: 'u-9' }] }));
    await patch(ask, '/Groups/g-11', { op: 'remove', path: 'members[value eq "u-9"]' });
  },
  async deactivate(ask, timed) {
    await timed(() => patch(ask, '/Users/u-8', { op: 'replace', path: 'active', value: false }));
    await patch(ask, '/Users/u-8', { op: 'replace', path: 'active', value: true });
  },
};

export const measurement: Measurement = {
  about: `Requests to the embedded directory with ${sizes.map((size) => size.toLocaleString('en')).join(', ')} users`,
  rounds: { short: 1, full: 1 },
  targets: Object.keys(requests).map((name) => ({
    ...{ name: `${name}, ${largest} users`, figure: figureOf(name, largest, 'CPU'), atMost: 1.5 },
    dividedBy: { figure: figureOf(name, smallest, 'CPU'), name: `with ${smallest}` },
  })),

  async run(setting) {
    const opened: { size: number; directory: Directory }[] = [];
    try {
      for (const size of sizes) opened.push({ size, directory: await openFilled(setting, size) });
      return { ...(await timeEach(opened, setting)), ...(await timeTogether(opened, setting)) };
    } finally {
      for (const { directory } of opened) await directory.stop();
    }
  },
};

/** Time passes while the disk and other programs are busy; the processor's time says what the work costs. */
function figureOf(request: string, size: number, of: 'time' | 'CPU'): string {
  return `${request}, ${size} users, ${of === 'CPU' ? 'CPU seconds' : 'seconds'}`;
}

/** A directory with so many users, and a group of five for every ten. Each build reads the files of the first one. */
async function openFilled({ folder, say }: Setting, size: number): Promise<Directory> {
  say(`Filling a directory with ${size} users …`);
  const own = join(folder, `directory-${size}`);
  mkdirSync(own);
  const meta = { created: '2026-01-01T00:00:00.000Z', lastModified: '2026-01-01T00:00:00.000Z' };
  const users: object[] = [];
  const groups: object[] = [];
  let next = 1;
  for (let user = 1; user <= size; user++) {
    users.push({ id: `u-${next++}`, meta, active: true, ...userOf(`user-${user}`) });
    if (user % 10 > 0) continue;
    const members = [10, 9, 8, 7, 6].map((before) => `u-${next - before}`);
    groups.push({ id: `g-${next++}`, meta, displayName: `group ${user}`, members });
  }
  writeFileSync(join(own, 'agencies.json'), JSON.stringify({ next, users, groups }));
  return startDirectory({ port: 0, folder: own });
}

function userOf(name: string) {
  return { userName: `${name}@gsa.gov`, externalId: `external:${name}`, displayName: name };
}

type Ask = (method: string, path: string, body?: object) => Promise<{ id: string }>;
type Timed = typeof timed;

function asker(base: string): Ask {
  return async (method, path, body) => {
    const response = await fetch(base + path, {
      method,
      headers: { 'content-type': 'application/scim+json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}: ${text}`);
    return text === '' ? {} : JSON.parse(text);
  };
}

function patch(ask: Ask, path: string, operation: object): Promise<unknown> {
  const schemas = ['urn:ietf:params:scim:api:messages:2.0:PatchOp'];
  return ask('PATCH', path, { schemas, Operations: [operation] });
}

const cost = { time: 0, CPU: 0 };

async function timed<Result>(work: () => Promise<Result>): Promise<Result> {
  const [from, used] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(used);
  Object.assign(cost, { time: (performance.now() - from) / 1000, CPU: (user + system) / 1e6 });
  return result;
}

/** Medians of each request, with the client's part. The sizes take turns. */
async function timeEach(
  opened: { size: number; directory: Directory }[],
  { preset, say, interruption }: Setting,
): Promise<Figures> {
  const taken = new Map<string, number[]>();
  const rounds = preset === 'short' ? 10 : 50;
  say(`Asking one at a time, ${rounds} rounds …`);
  for (let round = -3; round < rounds; round++) {
    for (const { size, directory } of opened) {
      interruption.throwIfAborted();
      const ask = asker(directory.url('agencies'));
      for (const [name, request] of Object.entries(requests)) {
        await request(ask, timed, round);
        // The first rounds warm up.
        if (round < 0) continue;
        for (const of of ['time', 'CPU'] as const) {
          const figure = figureOf(name, size, of);
          taken.set(figure, [...(taken.get(figure) ?? []), cost[of]]);
        }
      }
    }
  }
  return Object.fromEntries([...taken].map(([figure, values]) => [figure, median(values)]));
}

/** Creates users, 50 at once. The largest size is left out: builds that rewrite a file for each take minutes. */
async function timeTogether(
  opened: { size: number; directory: Directory }[],
  { say }: Setting,
): Promise<Figures> {
  const figures: Figures = {};
  for (const { size, directory } of opened.filter(({ size }) => size <= 10_000)) {
    say(`Creating ${creates} users beside ${size}, 50 at once …`);
    const ask = asker(directory.url('agencies'));
    const names = Array.from({ length: creates }, (_, index) => `more-${index}`);
    await timed(() => pMap(names, (name) => ask('POST', '/Users', userOf(name)), { concurrency: 50 }));
    figures[`creates a second, 50 at once, ${size} users`] = creates / cost.time;
  }
  return figures;
}
