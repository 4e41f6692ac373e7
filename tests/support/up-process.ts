// `onegov up` and `onegov worker` as processes of their own, on a data folder and ports of their own.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { portTaken } from '../../workers/engine/ports.ts';
import { ownPorts, portSettings } from './own-ports.ts';

const here = join(import.meta.dirname, '../..');

export type Place = Awaited<ReturnType<typeof ownPlace>>;

export type UpProcess = {
  child: ChildProcess;
  /** All that it has printed. */
  out(): string;
  /** Its exit code, once it has ended. */
  ended: Promise<number | null>;
};

/** A data folder and ports for one test. What still runs on the folder after the test is killed. */
export async function ownPlace(settings: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'onegov-up-'));
  const ports = await ownPorts();
  onTestFinished(async () => {
    for (const { pid } of processesOn(folder)) process.kill(pid, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  });
  const environment: Record<string, string> = {
    ...{ TEMPORAL_ADDRESS: '', XDG_CONFIG_HOME: '/nowhere', ...portSettings(ports), ONEGOV_DATA: folder },
    ...settings,
  };
  return {
    folder,
    ports,
    environment,
    lock: join(folder, 'running.json'),
    isLocked: () => existsSync(join(folder, 'running.json')),
    portsTaken: async () => (await Promise.all(Object.values(ports).map(portTaken))).filter(Boolean).length,
    processes: () => processesOn(folder),
  };
}

/**
 * Starts the command line.
 * @param place.root the folder of other code than this project's; left out: this project
 * @param prefix a program that starts it, such as `unshare`
 */
export function startProcess(
  words: string[],
  { environment, root = here }: Pick<Place, 'environment'> & { root?: string },
  prefix: string[] = [],
): UpProcess {
  const bin = join(root, 'bin/onegov.mjs');
  const [command = '', ...args] = [...prefix, process.execPath, bin, ...words];
  const child = spawn(command, args, { env: { ...process.env, ...environment } });
  let out = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => {
      out += data;
    });
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, out: () => out, ended: once(child, 'exit').then(([code]) => code as number | null) };
}

/** Waits until it has printed these words. @throws if it ends before */
export async function untilSays({ out, child }: UpProcess, words: string, seconds = 90): Promise<void> {
  await vi.waitFor(
    () => {
      if (!out().includes(words)) throw new Error(`"${words}" should be in:\n${out()} (${child.exitCode})`);
    },
    { timeout: seconds * 1000, interval: 100 },
  );
}

type Listed = { pid: number; command: string };

/** The programs that run on the folder: the Temporal server, its UI and the mailbox, without their guards. */
function processesOn(folder: string): Listed[] {
  return execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(folder) && !line.includes('guard.mjs'))
    .map((line) => {
      const [, pid = '', command = ''] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? [];
      return { pid: Number(pid), command };
    });
}
