// Only one process at a time runs on a data folder.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  AlreadyRunningError,
  lockDataFolder,
  readRunning,
} from '../../../workers/engine/data-folder-lock.ts';
import { ownConfig } from './support.ts';

it('refuses a second start, and prints all addresses', async () => {
  const config = await ownConfig();
  const lock = lockDataFolder(config);
  expect(() => lockDataFolder(config)).toThrow(
    `Already running on ${config.dataFolder} (process ${process.pid}), still starting.`,
  );
  const addresses = { 'Temporal UI': 'http://127.0.0.1:8233', Mailbox: 'http://127.0.0.1:1080' };
  lock.complete({ address: '127.0.0.1:7233', uiUrl: 'http://127.0.0.1:8233', addresses });
  expect(() => lockDataFolder(config)).toThrow(AlreadyRunningError);
  expect(() => lockDataFolder(config)).toThrow(
    ': Temporal UI http://127.0.0.1:8233, Mailbox http://127.0.0.1:1080.',
  );
  expect(readRunning(config)).toMatchObject({ pid: process.pid, address: '127.0.0.1:7233', addresses });
});

it('frees the folder when it stops', async () => {
  const config = await ownConfig();
  lockDataFolder(config).release();
  expect(readRunning(config)).toBeUndefined();
  lockDataFolder(config).release();
});

it.each([
  ['of a process that has ended', { pid: spawnSync('true').pid, born: '1' }],
  ['of a process whose id now belongs to another one', { pid: process.pid, born: '1' }],
  ['that can’t be read', 'half a mar'],
])('replaces a lock %s', async (_, stale) => {
  const config = await ownConfig();
  const file = join(config.dataFolder, 'running.json');
  writeFileSync(file, JSON.stringify(stale).slice(0, -1));
  if (typeof stale === 'object') writeFileSync(file, JSON.stringify(stale));
  expect(readRunning(config)).toBeUndefined();
  const lock = lockDataFolder(config);
  expect(JSON.parse(readFileSync(file, 'utf8')).pid).toBe(process.pid);
  lock.release();
  expect(existsSync(file)).toBe(false);
});
