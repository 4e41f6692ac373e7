// The lock on a data folder: a file that names the process that uses it, so that nothing is started twice.
import { linkSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../../config/config.ts';
import { makePrivateFolder, writePrivateFile } from './private-files.ts';

/** A process: its id, and when it began, because a later process can get the same id. */
type Process = { pid: number; born: string | undefined };

export type Running = Process & {
  /** The Temporal server's host:port; left out while everything is still starting. */
  address?: string;
  uiUrl?: string;
  /** The addresses to print, by name. */
  addresses?: Record<string, string>;
};

export class AlreadyRunningError extends Error {
  override name = 'AlreadyRunningError';
  readonly running: Running;
  constructor(folder: string, running: Running) {
    const addresses = Object.entries(running.addresses ?? {}).map(([name, address]) => `${name} ${address}`);
    const where = addresses.length > 0 ? `: ${addresses.join(', ')}` : ', still starting';
    super(`Already running on ${folder} (process ${running.pid})${where}. Stop it first to start it again.`);
    this.running = running;
  }
}

export type DataFolderLock = {
  /** Writes the addresses into the lock. */
  complete(where: Required<Pick<Running, 'address' | 'addresses'>> & Pick<Running, 'uiUrl'>): void;
  release(): void;
};

/**
 * Locks the data folder until `release`, or until this process ends.
 * @throws {AlreadyRunningError} if another process has it
 */
export function lockDataFolder({ dataFolder }: Config): DataFolderLock {
  makePrivateFolder(dataFolder);
  const lock = join(dataFolder, 'running.json');
  const mine = { pid: process.pid, born: born(process.pid) };
  const draft = `${lock}.${process.pid}`;
  writePrivateFile(draft, JSON.stringify(mine));
  try {
    // Creating a link is atomic: only one process can do it.
    while (!link(draft, lock)) {
      const other = readLock(lock);
      if (other && isAlive(other)) throw new AlreadyRunningError(dataFolder, other);
      if (other) removeStale(lock, other);
    }
  } finally {
    rmSync(draft);
  }
  return {
    complete: (where) => {
      writePrivateFile(draft, JSON.stringify({ ...mine, ...where }, null, 2));
      renameSync(draft, lock);
    },
    release: () => {
      if (same(readLock(lock), mine)) rmSync(lock);
    },
  };
}

/** The process that uses the data folder now; undefined if there is none. */
export function readRunning({ dataFolder }: Config): Running | undefined {
  const running = readLock(join(dataFolder, 'running.json'));
  return running && isAlive(running) ? running : undefined;
}

/** Removes a stale lock. Puts the lock back if another process made it in the meantime. */
function removeStale(lock: string, stale: Running): void {
  const aside = `${lock}.stale.${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  if (!same(readLock(aside), stale)) link(aside, lock);
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

/** The process in a lock file; undefined if there is no file. If the file can't be read, the process has the id 0. */
function readLock(file: string): Running | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : { pid: 0, born: undefined };
  }
}

function same(one: Running | undefined, other: Process): boolean {
  return one?.pid === other.pid && one.born === other.born;
}

/** Writes a process's id, and when it began, to a file. */
export function markProcess(file: string, pid: number): void {
  writePrivateFile(file, JSON.stringify({ pid, born: born(pid) }));
}

/** Waits until the process in a file has ended, at most so many seconds. If we crash, the server takes a moment to stop. */
export async function untilGone(file: string, seconds: number): Promise<void> {
  const giveUpAt = Date.now() + seconds * 1000;
  const before = readLock(file);
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

/** When a process began, in ticks since the machine started; unknown without /proc. */
function born(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')[19];
  } catch {
    return undefined;
  }
}
