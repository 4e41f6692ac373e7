// `npm start` as a process of its own, with ports and data of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownPorts, portSettings } from '../tests/support/own-ports.ts';
import type { Setting } from './measurement.ts';

const root = join(import.meta.dirname, '../');

export type NpmStart = {
  pid: number;
  /** The address of its engine, once that is up. */
  address: string;
  /** Resolves when it has printed this text. @throws {Error} if it ends before */
  says(text: string): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Does what `npm start` does, without npm, so that its process is known.
 * @param folder where its data goes
 * @param settings more environment variables
 */
export async function npmStart(
  { folder, interruption }: Pick<Setting, 'folder' | 'interruption'>,
  settings: Record<string, string> = {},
): Promise<NpmStart> {
  const ports = await ownPorts();
  const own = { ...portSettings(ports), ONEGOV_DATA: folder, TEMPORAL_ADDRESS: '' };
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const child = spawn('sh', ['-c', `exec ${scripts.start}`], {
    cwd: root,
    env: { ...process.env, ...own, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  let printed = '';
  child.stdout.on('data', (data: Buffer) => {
    printed += data;
  });
  return {
    pid: child.pid ?? 0,
    address: `127.0.0.1:${ports.TEMPORAL_PORT}`,
    async says(text) {
      while (!printed.includes(text)) {
        interruption.throwIfAborted();
        const [isEnd] = await Promise.race([
          ended.then(() => [true]),
          once(child.stdout, 'data').then(() => [false]),
        ]);
        if (isEnd && !printed.includes(text))
          throw new Error(`npm start ended early. It printed:\n${printed}`);
      }
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill();
      await ended;
    },
  };
}
