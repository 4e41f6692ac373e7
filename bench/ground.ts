// What many measurements stand on: an engine whose clocks can be run ahead, a mail server that counts, a client, and
// `onegov worker` or `onegov up` in a process of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { msToTs } from '@temporalio/common/lib/time.js';
import pMap from 'p-map';
import { connectAgreements } from '../clients/api/agreements.ts';
import { readConfig } from '../config/config.ts';
import { loadCatalog } from '../offers/catalog.ts';
import { freePorts } from '../workers/engine/ports.ts';
import { startEngine } from '../workers/engine/start.ts';
import { cpuSeconds } from './cpu.ts';
import type { Setting } from './measurement.ts';
import { peakMemory } from './memory.ts';
import { ownKeys } from './own-keys.ts';
import { startSink } from './sink.ts';

const bin = join(import.meta.dirname, '../bin/onegov.mjs');

export type Ground = Awaited<ReturnType<typeof openGround>>;

export async function openGround({ folder, say, interruption }: Setting) {
  const [port, uiPort] = await freePorts(2);
  const own = { ONEGOV_DATA: folder, TEMPORAL_PORT: `${port}`, TEMPORAL_UI_PORT: `${uiPort}` };
  const config = readConfig({ ...process.env, ...own, TEMPORAL_ADDRESS: '' });
  const engine = await startEngine({ config, say, fast: true });
  const { address } = engine;
  const { namespace } = config.temporal;
  const sink = await startSink();
  const keyFile = join(folder, 'keys', 'encryption');
  const keys = await ownKeys(keyFile);
  const agreements = await connectAgreements({ address, namespace, catalog: loadCatalog(), keys });
  const { client } = agreements;
  /** What a command needs to reach the engine and to read what is there. */
  const settings = {
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: namespace,
    ENCRYPTION_KEY_FILE: keyFile,
  };
  const workerSettings = {
    ...settings,
    SMTP_URL: sink.url,
    MAIL_FROM: 'notices@program.example',
    OPERATORS_MAIL: 'operators@program.example',
  };

  return {
    ...{ address, namespace, settings, agreements, client, sink, say, interruption },

    /** Starts `onegov worker`, which sends so many messages a second at most. */
    startWorker(perSecond: number): WorkerProcess {
      return workerProcess('worker', {
        ...workerSettings,
        ONEGOV_DATA: join(folder, 'worker'),
        // Nobody has access yet, so no directory is asked.
        SCIM_BASE_URL: 'http://127.0.0.1:9/scim/v2',
        NOTICES_PER_SECOND: `${perSecond}`,
      });
    },

    /** Starts `onegov up` with its embedded directory, which is empty at first, and without limits. @param name different for each */
    async startUp(name: string): Promise<WorkerProcess> {
      const [pages, bounces, directory] = await freePorts(3);
      return workerProcess('up', {
        ...workerSettings,
        ONEGOV_DATA: join(folder, name),
        PAGES_PORT: `${pages}`,
        BOUNCE_SMTP_PORT: `${bounces}`,
        DIRECTORY_PORT: `${directory}`,
        NOTICES_PER_SECOND: '1000',
        PROVISIONING_PER_SECOND: '1000',
      });
    },

    /** Runs the clocks of workflows ahead. Their timers fire, and wait for a worker. */
    async runAhead(ids: string[], milliseconds: number): Promise<void> {
      const config = { enabled: true, fastForwardConfig: { id: 'storm', duration: msToTs(milliseconds) } };
      await pMap(
        ids,
        (workflowId) =>
          client.workflowService.updateWorkflowExecutionOptions({
            ...{ namespace, workflowExecution: { workflowId } },
            workflowExecutionOptions: { timeSkippingConfig: config },
            updateMask: { paths: ['time_skipping_config'] },
          }),
        { concurrency: 20 },
      );
    },

    async close(): Promise<void> {
      await agreements.close();
      sink.stop();
      await engine.stop();
    },
  };
}

export type WorkerProcess = {
  /** Resolves when it says that it is up. */
  isUp: Promise<void>;
  /** Its peak memory in MB, as the kernel counts it; 0 where the kernel doesn't say. */
  peakMemory(): number;
  /** Its CPU time so far in seconds, as the kernel counts it; 0 where the kernel doesn't say. */
  cpuSeconds(): number;
  stop(): Promise<void>;
};

function workerProcess(command: 'worker' | 'up', settings: Record<string, string>): WorkerProcess {
  const child = spawn(process.execPath, [bin, command], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const isUp = new Promise<void>((done, fail) => {
    child.stdout.on('data', (data: Buffer) => `${data}`.includes('is up') && done());
    child.once('exit', () => fail(new Error('The worker ended before it was up.')));
  });
  isUp.catch(() => {});
  return {
    isUp,
    peakMemory: () => peakMemory(child.pid),
    cpuSeconds: () => cpuSeconds(child.pid),
    stop: () => ended(child),
  };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill();
  await once(child, 'exit');
}
