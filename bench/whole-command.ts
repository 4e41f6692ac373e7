// A whole command of `onegov` in a process of its own: how long it takes, what it prints, and its peak memory.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { peakMemory } from './memory.ts';

const bin = join(import.meta.dirname, '../bin/onegov.mjs');

/** Seconds with the start of Node, the lines that it printed, and its peak memory in MB. */
export type Timed = { seconds: number; lines: number; memory: number };

/** Runs a command. @throws {Error} if it fails */
export async function timed(words: string[], env: Record<string, string>): Promise<Timed> {
  const begun = performance.now();
  const child = spawn(process.execPath, [bin, ...words], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let [lines, memory] = [0, 0];
  child.stdout.on('data', (chunk: Buffer) => {
    lines += chunk.toString().split('\n').length - 1;
  });
  const watching = setInterval(() => {
    memory = Math.max(memory, peakMemory(child.pid));
  }, 20);
  const [code] = await once(child, 'close').finally(() => clearInterval(watching));
  if (code !== 0) throw new Error(`onegov ${words.join(' ')} failed.`);
  return { seconds: (performance.now() - begun) / 1000, lines, memory };
}
