// The engine, mailbox, directory and workers that the benchmarks run on, with the usual settings. Their data is removed
// at the end.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createNotices } from '../activities/notices/delivery/notices.ts';
import { createProvisioning } from '../activities/provisioning/provisioning.ts';
import { connectAgreements } from '../clients/api/agreements.ts';
import { readConfig } from '../config/config.ts';
import { encryptedPayloads } from '../encryption/encrypted-payloads.ts';
import { openKeys } from '../encryption/keys.ts';
import { loadCatalog, offerNames } from '../offers/catalog.ts';
import { bundleWorkflows } from '../workers/bundle.ts';
import type { Place } from '../workers/client.ts';
import { startDirectory } from '../workers/embedded/directory.ts';
import { startMailbox } from '../workers/embedded/mailbox.ts';
import { freePorts } from '../workers/engine/ports.ts';
import { startEngine } from '../workers/engine/start.ts';
import { confirmedBy, startWorkers, type Workers } from '../workers/workers.ts';
import type { Notices, Provisioning, ReportMail } from '../workflows/ports.ts';

export const plainTaskQueue = 'plain';

export type Stage = Awaited<ReturnType<typeof openStage>>;

/** Opens the stage. Its data is in the usual data folder, and so on the usual disk. */
export async function openStage(say: (line: string) => void, interruption: AbortSignal) {
  const { dataFolder } = readConfig();
  mkdirSync(dataFolder, { recursive: true });
  const folder = mkdtempSync(join(dataFolder, 'bench-'));
  const opened: (() => Promise<unknown> | unknown)[] = [
    () => rmSync(folder, { recursive: true, force: true }),
  ];
  const close = async () => {
    for (const closeOne of opened.splice(0).reverse()) await closeOne();
  };
  try {
    return { ...(await openAll(folder, opened, say)), interruption, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openAll(
  folder: string,
  opened: (() => Promise<unknown> | unknown)[],
  say: (line: string) => void,
) {
  const [port, uiPort, smtpPort = 0, webPort = 0, metricsPort] = await freePorts(5);
  const config = readConfig({
    ...process.env,
    TEMPORAL_ADDRESS: '',
    TEMPORAL_PORT: `${port}`,
    TEMPORAL_UI_PORT: `${uiPort}`,
    ONEGOV_DATA: folder,
  });
  const engine = await startEngine({ config, say });
  opened.push(engine.stop);
  const mailbox = await startMailbox({
    ...{ smtpPort, webPort, folder: join(folder, 'mailbox'), log: join(folder, 'mailbox.log') },
  });
  opened.push(mailbox.stop);
  const directory = await startDirectory({ port: 0, folder: join(folder, 'directory') });
  opened.push(directory.stop);

  say('Starting the workers …');
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    shutdownSignals: [],
    telemetryOptions: { metrics: { prometheus: { bindAddress: `127.0.0.1:${metricsPort}` } } },
  });
  const { address } = engine;
  const namespace = config.temporal.rehearsalNamespace;
  const catalog = loadCatalog();
  const keys = openKeys(config.encryption);
  const agreements = await connectAgreements({ address, namespace, catalog, keys });
  opened.push(agreements.close);
  const connection = await NativeConnection.connect({ address });
  opened.push(() => connection.close());
  const bundle = await bundleWorkflows(config.cacheFolder);
  const start = (ports: Ports) =>
    startWorkers({
      ...{ connection, namespace, keys, bundle, catalog, isRehearsal: true, ...ports },
      perSecond: { notices: 1000, provisioning: 1000 },
    });
  const { from, operators } = config.mail;
  let workers: Workers = await start({
    notices: createNotices({
      ...{ smtpUrl: mailbox.smtpUrl, from, operators, rehearsal: true, offers: offerNames(catalog) },
      confirm: confirmedBy({ connection, namespace, keys }),
    }),
    provisioning: createProvisioning({ baseUrl: directory.url('sandbox') }),
  });
  opened.push(() => workers.stop());
  const plainWorker = await startPlainWorker({ connection, namespace, keys });
  opened.push(plainWorker.stop);

  return {
    agreements,
    mailboxUrl: mailbox.webUrl,
    heartbeats: () => heartbeats(`http://127.0.0.1:${metricsPort}/metrics`),

    /** Replaces mail and directory with other activities. */
    async replacePorts(ports: Ports): Promise<void> {
      await workers.stop();
      workers = await start(ports);
    },
  };
}

type Ports = { notices: Notices & ReportMail; provisioning: Provisioning };

/** A worker for the plain workflow, whose activities run on the notices worker. */
async function startPlainWorker({ connection, namespace, keys }: Place) {
  const workflowBundle = await bundleWorkflowCode({
    workflowsPath: join(import.meta.dirname, 'plain.ts'),
    logger: new DefaultLogger('WARN'),
  });
  const worker = await Worker.create({
    ...{ connection, namespace, taskQueue: plainTaskQueue, workflowBundle },
    dataConverter: { payloadCodecs: [encryptedPayloads(keys)] },
  });
  const done = worker.run();
  return {
    async stop() {
      worker.shutdown();
      await done;
    },
  };
}

/** How many heartbeats the workers of this process have sent so far. */
async function heartbeats(metricsUrl: string): Promise<number> {
  const metrics = await (await fetch(metricsUrl)).text();
  return metrics
    .split('\n')
    .filter((line) => /^temporal_request\{.*operation="RecordActivityTaskHeartbeat"/.test(line))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}
