// A short run: a few agreements, and the faults that Temporal notices within seconds.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { chaos } from '../../chaos/chaos.ts';
import { quietRuntime } from '../../workers/replay.ts';

quietRuntime();

it('a short run of faults breaks no promise', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'onegov-chaos-'));
  const order = { seed: 1, seconds: 30, mix: 'quick', database: 'SQLite', atOnce: 8, most: 16 } as const;
  const { findings, counts, faults } = await chaos({ ...order, folder, say: () => {} });
  expect(findings, `The logs are in ${folder}.`).toEqual([]);
  expect(Object.keys(faults).length).toBeGreaterThan(3);
  expect(counts.messages).toBeGreaterThan(10);
  rmSync(folder, { recursive: true, force: true });
}, 400_000);
