// One data folder, one that runs on it.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { AlreadyRunningError, claimDataFolder, readRunning } from '../../../workers/engine/running.ts';
import { ownConfig } from './support.ts';

it('given it runs, a second start is refused and told where everything is', async () => {
  const config = await ownConfig();
  const claim = claimDataFolder(config);
  expect(() => claimDataFolder(config)).toThrow(
    `It runs already on ${config.dataFolder} (process ${process.pid}), and is just starting.`,
  );
  const addresses = { 'Temporal UI': 'http://127.0.0.1:8233', Mailbox: 'http://127.0.0.1:1080' };
  claim.complete({ address: '127.0.0.1:7233', uiUrl: 'http://127.0.0.1:8233', addresses });
  expect(() => claimDataFolder(config)).toThrow(AlreadyRunningError);
  expect(() => claimDataFolder(config)).toThrow(
    ': Temporal UI http://127.0.0.1:8233, Mailbox http://127.0.0.1:1080.',
  );
  expect(readRunning(config)).toMatchObject({ pid: process.pid, address: '127.0.0.1:7233', addresses });
});

it('when it has stopped, the folder is free again', async () => {
  const config = await ownConfig();
  claimDataFolder(config).release();
  expect(readRunning(config)).toBeUndefined();
  claimDataFolder(config).release();
});

it.each([
  ['of a process that is gone', { pid: spawnSync('true').pid, born: '1' }],
  ['of a process whose number another one has now', { pid: process.pid, born: '1' }],
  ['that nobody can read', 'half a mar'],
])('a mark %s is replaced', async (_, mark) => {
  const config = await ownConfig();
  const file = join(config.dataFolder, 'running.json');
  writeFileSync(file, JSON.stringify(mark).slice(0, -1));
  if (typeof mark === 'object') writeFileSync(file, JSON.stringify(mark));
  expect(readRunning(config)).toBeUndefined();
  const claim = claimDataFolder(config);
  expect(JSON.parse(readFileSync(file, 'utf8')).pid).toBe(process.pid);
  claim.release();
  expect(existsSync(file)).toBe(false);
});
