// The mark of what runs on a data folder, so that it is not started twice.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../../config/config.ts';

/** A process, told from a later one with the same number by the moment it began. */
type Process = { pid: number; born: string | undefined };

export type Running = Process & {
  /** Temporal's host:port; left out while it is still starting. */
  address?: string;
  uiUrl?: string;
  /** Everything with an address, by the name that a person calls it. */
  addresses?: Record<string, string>;
};

export class AlreadyRunningError extends Error {
  override name = 'AlreadyRunningError';
  readonly running: Running;
  constructor(folder: string, running: Running) {
    const addresses = Object.entries(running.addresses ?? {}).map(([name, address]) => `${name} ${address}`);
    super(
      `It runs already on ${folder} (process ${running.pid})${addresses.length ? `: ${addresses.join(', ')}` : ', and is just starting'}.`,
    );
    this.running = running;
  }
}

export type Claim = {
  /** Writes into the mark where everything is. */
  complete(where: Required<Pick<Running, 'address' | 'addresses'>> & Pick<Running, 'uiUrl'>): void;
  release(): void;
};

/**
 * Makes the data folder ours until `release`, or until we are gone.
 * @throws {AlreadyRunningError} if another process has it
 */
export function claimDataFolder({ dataFolder }: Config): Claim {
  mkdirSync(dataFolder, { recursive: true });
  const mark = join(dataFolder, 'running.json');
  const mine = { pid: process.pid, born: born(process.pid) };
  const draft = `${mark}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(mine));
  try {
    // A link is made whole or not at all, and by one process only.
    while (!link(draft, mark)) {
      const other = readMark(mark);
      if (other && isAlive(other)) throw new AlreadyRunningError(dataFolder, other);
      if (other) takeAway(mark, other);
    }
  } finally {
    rmSync(draft);
  }
  return {
    complete: (where) => {
      writeFileSync(draft, JSON.stringify({ ...mine, ...where }, null, 2));
      renameSync(draft, mark);
    },
    release: () => {
      if (same(readMark(mark), mine)) rmSync(mark);
    },
  };
}

/** What runs on the data folder now. */
export function readRunning({ dataFolder }: Config): Running | undefined {
  const running = readMark(join(dataFolder, 'running.json'));
  return running && isAlive(running) ? running : undefined;
}

/** Removes a stale mark, but puts back one that somebody else made meanwhile. */
function takeAway(mark: string, stale: Running): void {
  const aside = `${mark}.stale.${process.pid}`;
  try {
    renameSync(mark, aside);
  } catch {
    return;
  }
  if (!same(readMark(aside), stale)) link(aside, mark);
  rmSync(aside);
}

function link(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Undefined if there is none; nobody's if it can't be read. */
function readMark(file: string): Running | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : { pid: 0, born: undefined };
  }
}

function same(one: Running | undefined, other: Process): boolean {
  return one?.pid === other.pid && one.born === other.born;
}

/** Notes in a file which process it is. */
export function markProcess(file: string, pid: number): void {
  writeFileSync(file, JSON.stringify({ pid, born: born(pid) }));
}

/** Waits some seconds for the process noted in a file to end: after a crash of ours, what we started takes a moment. */
export async function untilGone(file: string, seconds: number): Promise<void> {
  const giveUpAt = Date.now() + seconds * 1000;
  const before = readMark(file);
  while (before && isAlive(before) && Date.now() < giveUpAt) await sleep(100);
}

function isAlive(candidate: Process): boolean {
  if (candidate.pid < 1) return false;
  try {
    process.kill(candidate.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return born(candidate.pid) === candidate.born;
}

/** When a process began, in ticks since the machine did; unknown where there is no /proc. */
function born(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')[19];
  } catch {
    return undefined;
  }
}
