// Other programs that live as long as this one: started, watched, and stopped with their parent.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const guard = fileURLToPath(new URL('guard.mjs', import.meta.url));

/** Something that can't be started, said in one sentence. */
export class StartError extends Error {
  override name = 'StartError';
}

export type Child = {
  /** Of the program itself, not of its guard. */
  pid: number;
  /** Its exit code; null if its guard was killed. */
  exited: Promise<number | null>;
  /** SIGTERM, and SIGKILL to one that is still there after 10 seconds. Resolves when it is gone. */
  stop(): Promise<void>;
};

export type ChildOrder = {
  /** What a person calls it: `The Temporal server`. */
  name: string;
  command: string;
  args: string[];
  /** File for its output; that of the run before is kept beside it as `.1`. */
  log: string;
  /** Its whole environment; ours, if left out. */
  env?: Record<string, string>;
  /** Asked again and again until it answers true; left out: it counts as up once it runs. */
  ready?: () => Promise<boolean>;
  /** Seconds that it may take to be ready; 60, if left out. */
  patience?: number;
};

/**
 * Starts a program in a process group of its own: Ctrl-C reaches us alone, and whenever we are gone, it is stopped.
 * @throws {StartError} if it is not there, ends before it is ready, or takes too long; names the log and its last line.
 */
export async function startChild(order: ChildOrder): Promise<Child> {
  const child = launch(order);
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const stop = async () => {
    if (child.connected) child.disconnect();
    await exited;
  };
  const [told] = (await Promise.race([once(child, 'message'), exited.then(() => [{ error: 'ended' }])])) as [
    { pid: number } | { error: string },
  ];
  if ('error' in told) {
    const reason = told.error === 'ENOENT' ? 'there is no such program' : told.error;
    throw new StartError(`${order.name} can't be started from ${order.command}: ${reason}.`);
  }
  try {
    await untilReady(order, exited);
  } catch (error) {
    await stop();
    throw error;
  }
  return { pid: told.pid, exited, stop };
}

function launch({ command, args, log, env }: ChildOrder): ChildProcess {
  mkdirSync(dirname(log), { recursive: true });
  if (existsSync(log)) renameSync(log, `${log}.1`);
  const output = openSync(log, 'a');
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
    if (state === 'ended') throw new StartError(`${name} ended while it was starting: ${lastWords(log)}`);
    if (Date.now() > giveUpAt)
      throw new StartError(`${name} is not up after ${patience} seconds: ${lastWords(log)}`);
    await Promise.race([ended, sleep(100)]);
  }
}

/** The last line of a log that says something, with the log's name. */
function lastWords(log: string): string {
  const lines = readFileSync(log, 'utf8').slice(-20_000).split('\n').map(plain).filter(Boolean);
  return `${lines.at(-1)?.slice(0, 300) ?? 'it wrote nothing'} (see ${log}).`;
}

/** A log line without its JSON; empty for the lines of a stack. */
function plain(line: string): string {
  if (/^\s|^goroutine |^[\w./*()-]+\(.*\)$/.test(line)) return '';
  try {
    const { msg, error } = JSON.parse(line);
    return [msg, error].filter((part) => typeof part === 'string').join(': ');
  } catch {
    return line.trim();
  }
}
