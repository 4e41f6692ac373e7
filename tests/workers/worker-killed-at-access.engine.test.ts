// A worker process is killed while it gives access: its successor knows in half a minute, and knows what it created.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, it, onTestFinished, vi } from 'vitest';
import { between } from '../../agreements/time/instants.ts';
import { freePorts } from '../../workers/engine/ports.ts';
import { openOddDirectory } from '../activities/provisioning/odd-directory.ts';
import { openProxy } from '../activities/provisioning/support.ts';
import { daysAgo } from '../support/days.ts';
import { openRig } from '../support/rig.ts';

it('the next worker goes on within 90 seconds, with what the killed one created', async () => {
  const directory = await openOddDirectory('no externalId');
  let isHeld = false;
  const proxy = await openProxy(directory.url, {
    async trouble({ method, path }) {
      if (isHeld || method !== 'POST' || path !== '/Groups') return 'none';
      isHeld = true;
      return new Promise(() => {});
    },
  });
  const rig = await openRig({ isRehearsal: false, scimUrl: proxy.url });
  await rig.stopWorkers();
  const folder = mkdtempSync(join(tmpdir(), 'onegov-killed-'));
  const [bounces, pages] = await freePorts(2);
  const settings = {
    TEMPORAL_ADDRESS: inject('address'),
    TEMPORAL_NAMESPACE: rig.namespace,
    ONEGOV_DATA: folder,
    ENCRYPTION_KEY_FILE: inject('keyFile'),
    SMTP_URL: inject('smtpUrl'),
    MAIL_FROM: 'notices@onegov.example',
    OPERATORS_MAIL: rig.operators,
    SCIM_BASE_URL: proxy.url,
    BOUNCE_SMTP_PORT: String(bounces),
    PAGES_PORT: String(pages),
  };
  const bin = join(import.meta.dirname, '../../bin/onegov.mjs');
  const env = { ...process.env, XDG_CONFIG_HOME: '/nowhere', ...settings };
  const worker = spawn(process.execPath, [bin, 'worker'], { env, stdio: 'ignore' });
  onTestFinished(async () => {
    worker.kill('SIGKILL');
    await rig.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const contacts = [{ name: 'Owner', email: 'owner@killed.example', roles: ['owner' as const] }];
  const id = 'agreement:openai-chatgpt-enterprise:access-board.gov';
  // It gives up when no worker answers for a while.
  rig.start({ startsOn: daysAgo(20), contacts }).catch(() => {});
  await vi.waitUntil(() => isHeld, 120_000);
  worker.kill('SIGKILL');
  const killedAt = new Date().toISOString();
  await rig.restartWorkers();

  const grant = await vi.waitUntil(
    async () =>
      (await rig.agreements.view(id)).record.find(
        (entry) => entry.type === 'settled' && entry.id === 'grant-access',
      ),
    { timeout: 240_000, interval: 500 },
  );
  expect(grant).toMatchObject({
    outcome: 'carried-out',
    access: { users: ['u1'], changes: expect.arrayContaining([expect.stringMatching(/^created user u1 /)]) },
  });
  expect(between(killedAt, grant.at)).toBeLessThan(90_000);
}, 400_000);
