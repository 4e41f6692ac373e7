// The Temporal UI that is built while everything else already runs.
import { afterEach, expect, it, vi } from 'vitest';
import { hasGo } from '../../../workers/engine/source-build.ts';
import { startUiLater } from '../../../workers/engine/ui-later.ts';
import { ownConfig, temporaryFolder } from './support.ts';

const go = await hasGo();

afterEach(() => {
  vi.unstubAllEnvs();
});

it.skipIf(!go)('is announced when it is up', { timeout: 600_000 }, async () => {
  const config = await ownConfig({ ONEGOV_CACHE: temporaryFolder() });
  const said: string[] = [];
  const ui = startUiLater(config, { say: (line) => said.push(line) });
  expect(said).toEqual(['Building the Temporal UI (once) …']);
  const url = `http://127.0.0.1:${config.temporal.uiPort}`;
  await vi.waitFor(() => expect(said).toContain(`The Temporal UI is up: ${url}`), 600_000);
  expect((await fetch(url)).ok).toBe(true);
  await ui.stop();
  await expect(fetch(url)).rejects.toThrow();
});

it.skipIf(!go)('is not there if Go cannot build it, and a line says why', async () => {
  vi.stubEnv('GOPROXY', 'off');
  vi.stubEnv('GOMODCACHE', temporaryFolder());
  const config = await ownConfig({ ONEGOV_CACHE: temporaryFolder() });
  const said: string[] = [];
  const ui = startUiLater(config, { say: (line) => said.push(line) });
  await vi.waitFor(() => expect(said).toHaveLength(2), 60_000);
  expect(said[1]).toMatch(/^There is no Temporal UI\. Go can't build github\.com.*\.log says why\.$/);
  await ui.stop();
});

it.skipIf(!go)('stops with everything else while it is built, without a word', async () => {
  vi.stubEnv('GOCACHE', temporaryFolder());
  const config = await ownConfig({ ONEGOV_CACHE: temporaryFolder() });
  const said: string[] = [];
  const ui = startUiLater(config, { say: (line) => said.push(line) });
  await ui.stop();
  expect(said).toEqual(['Building the Temporal UI (once) …']);
});
