// A Temporal server of a test's own, with other limits than the server that all tests share.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../config/config.ts';
import { freePorts } from '../../workers/engine/ports.ts';
import type { DynamicValues } from '../../workers/engine/server-settings.ts';
import { type Engine, startEngine } from '../../workers/engine/start.ts';

/** Starts a server with these values in its dynamic configuration. */
export async function startOwnServer(settings: DynamicValues): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), 'onegov-limits-'));
  const [port, uiPort] = await freePorts(2);
  const config = readConfig({
    ...process.env,
    TEMPORAL_ADDRESS: '',
    ONEGOV_DATA: folder,
    TEMPORAL_PORT: `${port}`,
    TEMPORAL_UI_PORT: `${uiPort}`,
  });
  const engine = await startEngine({ config, fast: true, settings, say: () => {} });
  return {
    ...engine,
    async stop() {
      await engine.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
