// The engine on this machine: what it offers, and how it starts and stops.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Config } from '../../../config/config.ts';
import { findEngine } from '../../../workers/engine/find.ts';
import { portTaken } from '../../../workers/engine/ports.ts';
import { type Engine, startEngine } from '../../../workers/engine/start.ts';
import { taskQueues } from '../../../workflows/messages.ts';
import { clientOf, configOn, found, ownConfig, skip60Days, startLabelled } from './support.ts';

Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });

const run = promisify(execFile);
const say = () => {};

// The CLI can't turn on time skipping for one namespace only, and hides its inner ports.
const isBuilt = (await findEngine({ config: await configOn(''), say })).kind === 'programs';

describe('an engine that is up', () => {
  let config: Config;
  let engine: Engine;
  beforeAll(async () => {
    config = await configOn(mkdtempSync(join(tmpdir(), 'onegov-engine-')));
    engine = await startEngine({ config, say });
  });
  afterAll(async () => {
    await engine?.stop();
    rmSync(config.dataFolder, { recursive: true, force: true });
  });

  it.each(['onegov', 'onegov-rehearsal'])(
    'stores and finds every search attribute in %s',
    async (namespace) => {
      const client = await clientOf(engine.address, namespace);
      await startLabelled(client, 'labelled');
      const query =
        "AgencyId = 'access-board.gov' AND OfferId = 'openai-chatgpt-enterprise' AND Phase = 'promotional' " +
        "AND Decision = 'renew' AND Attention IN ('late') AND NextDueAt < '2027-02-01T00:00:00Z' " +
        'AND FeaturesEndAt IS NOT NULL AND TermEndsAt IS NOT NULL';
      expect(await found(client, query)).toEqual(['labelled']);
    },
  );

  it.each(['onegov', 'onegov-rehearsal'])('keeps closed workflows in %s for ten years', async (namespace) => {
    const client = await clientOf(engine.address, namespace);
    const { config: kept } = await client.workflowService.describeNamespace({ namespace });
    expect(Number(kept?.workflowExecutionRetentionTtl?.seconds)).toBe(3650 * 86_400);
  });

  it('skips time in the namespace for rehearsals', async () => {
    const connection = await NativeConnection.connect({ address: engine.address });
    onTestFinished(() => connection.close());
    const worker = await Worker.create({
      ...{ connection, namespace: 'onegov-rehearsal', taskQueue: 'sleepers' },
      workflowsPath: fileURLToPath(new URL('workflow.ts', import.meta.url)),
    });
    const client = await clientOf(engine.address, 'onegov-rehearsal');
    await worker.runUntil(async () => {
      const handle = await client.workflow.start('sleep60Days', {
        taskQueue: 'sleepers',
        workflowId: 'sleeper',
      });
      await skip60Days(client, 'sleeper');
      expect(await handle.result()).toBe(60);
    });
  });

  it.runIf(isBuilt)('refuses to skip time in the namespace for agreements', async () => {
    const client = await clientOf(engine.address, 'onegov');
    await client.workflow.start('any', { taskQueue: 'nobody', workflowId: 'real' });
    await expect(skip60Days(client, 'real')).rejects.toThrow(/time.?skipping/i);
  });

  it('lets the worker’s health check see whether a worker polls', async () => {
    const check = () =>
      run(process.execPath, [fileURLToPath(new URL('../../../docker/worker-health.mjs', import.meta.url))], {
        env: { TEMPORAL_ADDRESS: engine.address },
      }).then(
        () => 'healthy',
        () => 'not healthy',
      );
    expect(await check()).toBe('not healthy');
    const connection = await NativeConnection.connect({ address: engine.address });
    onTestFinished(() => connection.close());
    const worker = await Worker.create({
      ...{ connection, namespace: 'onegov', taskQueue: taskQueues.agreements },
      workflowsPath: fileURLToPath(new URL('workflow.ts', import.meta.url)),
    });
    await worker.runUntil(() => vi.waitFor(async () => expect(await check()).toBe('healthy'), 10_000));
  });

  it('shows its Web UI', async () => {
    const page = await fetch(`${engine.uiUrl}/namespaces/onegov/workflows`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<html');
  });

  it.runIf(isBuilt)('can be reached from this machine only', async () => {
    const inner: number[] = JSON.parse(readFileSync(join(config.dataFolder, 'engine', 'ports.json'), 'utf8'));
    const ports = [config.temporal.port, config.temporal.uiPort, ...inner];
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const port of ports) {
      expect(await portTaken(port)).toBe(true);
      // A program that listens on all addresses would hold the port here, too.
      for (const { address } of outside) await expect(listen(port, address)).resolves.toBe('free');
    }
  });
});

it('given a port in use, the error names the setting to change', async () => {
  const config = await ownConfig();
  const other = createServer().listen(config.temporal.uiPort, '127.0.0.1');
  onTestFinished(() => void other.close());
  await expect(startEngine({ config, say })).rejects.toThrow(
    `Another program uses port ${config.temporal.uiPort}; stop it, or set TEMPORAL_UI_PORT to a free port.`,
  );
});

it('after a stop, the next start continues where it was', async () => {
  const config = await ownConfig();
  const first = await startEngine({ config, say, fast: true });
  await startLabelled(await clientOf(first.address, 'onegov'), 'survivor');
  await first.stop();
  expect(await portTaken(config.temporal.port)).toBe(false);
  const second = await startEngine({ config, say, fast: true });
  onTestFinished(second.stop);
  const client = await clientOf(second.address, 'onegov');
  expect((await client.workflow.getHandle('survivor').describe()).status.name).toBe('RUNNING');
  expect(await found(client, "AgencyId = 'access-board.gov'")).toEqual(['survivor']);
});

it('stops when its parent is killed, and a start right after continues where it was', async () => {
  const config = await ownConfig();
  const { dataFolder, temporal } = config;
  const parent = spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('parent.ts', import.meta.url))],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        TEMPORAL_ADDRESS: '',
        ONEGOV_DATA: dataFolder,
        TEMPORAL_PORT: `${temporal.port}`,
        TEMPORAL_UI_PORT: `${temporal.uiPort}`,
      },
    },
  );
  await once(parent.stdout, 'data');
  await startLabelled(await clientOf(`127.0.0.1:${temporal.port}`, 'onegov'), 'survivor');
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  const engine = await startEngine({ config, say, fast: true });
  onTestFinished(engine.stop);
  const client = await clientOf(engine.address, 'onegov');
  expect((await client.workflow.getHandle('survivor').describe()).status.name).toBe('RUNNING');
});

function listen(port: number, address: string): Promise<'free'> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(port, address, () => server.close(() => resolve('free')));
  });
}
