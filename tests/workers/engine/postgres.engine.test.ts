// The server as docker-compose.yml runs it: with the same configuration files, on a real PostgreSQL.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../../config/config.ts';
import { prepareNamespace } from '../../../workers/engine/namespaces.ts';
import { startPostgresEngine } from '../../support/postgres.ts';
import { findPostgres } from '../../support/postgres-programs.ts';
import { openRig } from '../../support/rig.ts';
import { clientOf, found, skip60Days, startLabelled } from './support.ts';

const programs = findPostgres(readConfig()).found;

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
