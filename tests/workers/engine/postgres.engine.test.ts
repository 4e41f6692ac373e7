// The server as docker-compose.yml runs it: with the same configuration files, on a real PostgreSQL.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Context } from '@temporalio/activity';
import { type Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../../../config/config.ts';
import { prepareNamespace } from '../../../workers/engine/namespaces.ts';
import { taskQueues } from '../../../workflows/messages.ts';
import { startPostgresEngine } from '../../support/postgres.ts';
import { findPostgres } from '../../support/postgres-programs.ts';
import { openRig } from '../../support/rig.ts';
import { clientOf, found, skip60Days, startLabelled } from './support.ts';

const programs = findPostgres(readConfig()).found;

/** Puts usual messages and then urgent ones into the queue of the notices. Nobody takes them yet. */
async function putInQueue(client: Client, address: string, usual: number, urgent: number): Promise<void> {
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    ...{ connection, namespace: client.options.namespace, taskQueue: 'backlog' },
    workflowsPath: fileURLToPath(new URL('workflow.ts', import.meta.url)),
  });
  const args = [taskQueues.notices, usual, urgent];
  await worker.runUntil(async () => {
    const handle = await client.workflow.start('backlog', {
      ...{ workflowId: 'backlog', taskQueue: 'backlog', args },
    });
    const waiting = async () => (await handle.describe()).raw.pendingActivities?.length === usual + urgent;
    await vi.waitUntil(waiting, { timeout: 30_000, interval: 200 });
  });
  await connection.close();
}

/** Takes what waits for the notices' worker, one at a time: the priorities, in order, and how long it took. */
async function handedOut(address: string, namespace: string, all: number) {
  const connection = await NativeConnection.connect({ address });
  const order: (number | undefined)[] = [];
  const began = Date.now();
  const worker = await Worker.create({
    ...{ connection, namespace, taskQueue: taskQueues.notices, maxConcurrentActivityTaskExecutions: 1 },
    maxTaskQueueActivitiesPerSecond: 100,
    activities: { deliver: async () => order.push(Context.current().info.priority?.priorityKey) },
  });
  await worker.runUntil(() => vi.waitUntil(() => order.length === all, { timeout: 90_000 }));
  await connection.close();
  return { order, seconds: (Date.now() - began) / 1000 };
}

describe.runIf(programs)('the server on PostgreSQL', () => {
  let engine: Awaited<ReturnType<typeof startPostgresEngine>>;
  beforeAll(async () => {
    if (programs) engine = await startPostgresEngine(programs);
    const connection = await Connection.connect({ address: engine.address });
    await Promise.all(['onegov', 'onegov-rehearsal'].map((name) => prepareNamespace(connection, name)));
    // Again, because every start of a worker does this.
    await prepareNamespace(connection, 'onegov');
    await connection.close();
  }, 120_000);
  afterAll(() => engine?.stop());

  it('stores and finds an agreement’s search attributes', async () => {
    const client = await clientOf(engine.address, 'onegov');
    await startLabelled(client, 'labelled');
    expect(await found(client, "AgencyId = 'access-board.gov' AND Attention = 'late'")).toEqual(['labelled']);
  });

  it('lets rehearsals skip time, and nothing else', async () => {
    for (const namespace of ['onegov', 'onegov-rehearsal']) {
      const client = await clientOf(engine.address, namespace);
      await client.workflow.start('any', { taskQueue: 'nobody', workflowId: 'sleeper' });
      const skipped = await skip60Days(client, 'sleeper').then(
        () => 'yes',
        () => 'no',
      );
      expect(skipped).toBe(namespace === 'onegov' ? 'no' : 'yes');
    }
  });

  it('hands out the most urgent notices first, and soon, however many wait', async () => {
    const client = await clientOf(engine.address, 'onegov');
    const [usual, urgent] = [150, 50];
    await putInQueue(client, engine.address, usual, urgent);
    const { order, seconds } = await handedOut(engine.address, 'onegov', usual + urgent);
    expect(order).toEqual([...Array(urgent).fill(1), ...Array(usual).fill(3)]);
    expect(seconds).toBeLessThan(30);
  });

  it('runs a rehearsed year from the welcome to the end of access', async () => {
    const rig = await openRig({ address: engine.address, namespace: 'onegov-rehearsal' });
    const id = await rig.start();
    const ended = await rig.toDay(id, 375);
    expect(ended).toMatchObject({ status: 'expired', plan: [], issues: [] });
    expect(await rig.mailsOf(id)).toHaveLength(34);
    await rig.close();
  });

  it('knows every setting of the dynamic configuration', async () => {
    const file = fileURLToPath(new URL('../../../docker/temporal/dynamic-config.yaml', import.meta.url));
    const { stdout } = await promisify(execFile)(`${programs?.server}`, ['validate-dynamic-config', file]);
    expect(stdout.trim()).toBe(file);
  });
});
