// Starts other programs, and stops them when this process ends.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const guard = fileURLToPath(new URL('guard.mjs', import.meta.url));

/** Something can't be started. The message says why, and what to do. */
export class StartError extends Error {
  override name = 'StartError';
}

/** A part that everything else needs has ended by itself. */
export class BrokenError extends Error {
  override name = 'BrokenError';
}

export type Child = {
  /** The id of the program itself, not of its guard. */
  pid: number;
  /** Settles with its exit code; null if its guard was killed. */
  exited: Promise<number | null>;
  /** Rejects with a {BrokenError} if the program ends although nobody stopped it. Else it never settles. */
  broken: Promise<never>;
  /** Sends SIGTERM, and SIGKILL after 10 seconds. Resolves when the program is gone. */
  stop(): Promise<void>;
};

export type ChildOrder = {
  /** Its name in a sentence: `The Temporal server`. */
  name: string;
  command: string;
  args: string[];
  /** The file for its output. The file of the run before is kept as `.1`. */
  log: string;
  /** Its whole environment; left out: ours. */
  env?: Record<string, string>;
  /** Called until it returns true; left out: the program is ready once it runs. */
  ready?: () => Promise<boolean>;
  /** How many seconds it may take to be ready; left out: 60. */
  patience?: number;
};

/**
 * Starts a program in its own process group, so that Ctrl-C reaches only this process. The program stops when this
 * process ends for any reason. Only this account can read what it writes.
 * @throws {StartError} if it is missing, ends before it is ready, or takes too long; quotes the last line of its log
 */
export async function startChild(order: ChildOrder): Promise<Child> {
  const child = launch(order);
  const exited = once(child, 'exit').then(([code]) => {
    if (code === null) killGroup(child);
    return code as number | null;
  });
  let isStopping = false;
  const stop = async () => {
    isStopping = true;
    if (child.connected) child.disconnect();
    await exited;
  };
  const [message] = (await Promise.race([
    once(child, 'message'),
    exited.then(() => [{ error: 'ended' }]),
  ])) as [{ pid: number } | { error: string }];
  if ('error' in message) {
    const reason = message.error === 'ENOENT' ? 'no such program' : message.error;
    throw new StartError(`${order.name} can't be started (${reason}: ${order.command}).`);
  }
  try {
    await untilReady(order, exited);
  } catch (error) {
    await stop();
    throw error;
  }
  const broken = new Promise<never>((_, fail) => {
    exited.then(() => isStopping || fail(brokenBy(order)));
  });
  broken.catch(() => {});
  return { pid: message.pid, exited, broken, stop };
}

function brokenBy({ name, log }: ChildOrder): BrokenError {
  return new BrokenError(
    `${name} ended by itself, so everything is stopped. Look into ${log}, then start it again.`,
  );
}

/** If the guard was killed, its program goes on in the guard's process group. */
function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing is left of the group.
  }
}

function launch({ command, args, log, env }: ChildOrder): ChildProcess {
  mkdirSync(dirname(log), { recursive: true, mode: 0o700 });
  if (existsSync(log)) renameSync(log, `${log}.1`);
  const output = openSync(log, 'a', 0o600);
  try {
    return spawn(process.execPath, [guard, command, ...args], {
      detached: true,
      stdio: ['ignore', output, output, 'ipc'],
      ...(env && { env }),
    });
  } finally {
    closeSync(output);
  }
}

async function untilReady(
  { name, log, ready, patience = 60 }: ChildOrder,
  exited: Promise<number | null>,
): Promise<void> {
  if (!ready) return;
  const giveUpAt = Date.now() + patience * 1000;
  const ended = exited.then(() => 'ended' as const);
  while (true) {
    const state = await Promise.race([ended, ready().catch(() => false)]);
    if (state === true) return;
    if (state === 'ended') throw new StartError(`${name} stopped while it was starting: ${lastWords(log)}`);
    if (Date.now() > giveUpAt)
      throw new StartError(`${name} was not ready after ${patience} seconds: ${lastWords(log)}`);
    await Promise.race([ended, sleep(100)]);
  }
}

/** The last meaningful line of a log, with the log's name. */
function lastWords(log: string): string {
  const lines = readFileSync(log, 'utf8').slice(-20_000).split('\n').map(plain).filter(Boolean);
  return `${lines.at(-1)?.slice(0, 300) ?? 'its log is empty'} (see ${log}).`;
}

/** A log line without its JSON; empty for the lines of a stack trace. */
function plain(line: string): string {
  if (/^\s|^goroutine |^[\w./*()-]+\(.*\)$/.test(line)) return '';
  try {
    const { msg, error } = JSON.parse(line);
    return [msg, error].filter((part) => typeof part === 'string').join(': ');
  } catch {
    return line.trim();
  }
}
