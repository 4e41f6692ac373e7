// A worker process is killed after the mail server has accepted a message and before Temporal knows.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, inject, it, onTestFinished, vi } from 'vitest';
import { freePorts } from '../../workers/engine/ports.ts';
import { daysAgo } from '../support/days.ts';
import { openLine } from '../support/line.ts';
import { openRig } from '../support/rig.ts';
import { startSmtpServer } from '../support/smtp.ts';

it('the next worker on the machine knows that it was accepted, and does not send it again', async () => {
  const line = await openLine(inject('address'));
  let freeze = () => {};
  const server = await startSmtpServer({ onMail: () => freeze() });
  const folder = mkdtempSync(join(tmpdir(), 'onegov-killed-'));
  const rig = await openRig({ isRehearsal: false });
  await rig.stopWorkers();
  const [bounces, pages] = await freePorts(2);
  const settings = {
    TEMPORAL_NAMESPACE: rig.namespace,
    ONEGOV_DATA: folder,
    ENCRYPTION_KEY_FILE: inject('keyFile'),
    SMTP_URL: server.url,
    MAIL_FROM: 'notices@onegov.example',
    OPERATORS_MAIL: rig.operators,
    SCIM_BASE_URL: rig.scimUrl,
    BOUNCE_SMTP_PORT: String(bounces),
    PAGES_PORT: String(pages),
  };
  const workers: ChildProcess[] = [];
  const work = (address: string) => {
    const bin = join(import.meta.dirname, '../../bin/onegov.mjs');
    const env = { ...process.env, XDG_CONFIG_HOME: '/nowhere', ...settings, TEMPORAL_ADDRESS: address };
    const worker = spawn(process.execPath, [bin, 'worker'], { env, stdio: 'ignore' });
    workers.push(worker);
    return worker;
  };
  onTestFinished(async () => {
    for (const worker of workers) worker.kill('SIGKILL');
    await rig.close();
    await server.stop();
    line.close();
    rmSync(folder, { recursive: true, force: true });
  });

  freeze = () => {
    freeze = () => {};
    line.freeze();
  };
  const first = work(line.address);
  const contacts = [{ name: 'Owner', email: 'owner@killed.example', roles: ['owner' as const] }];
  const id = 'agreement:openai-chatgpt-enterprise:access-board.gov';
  // It gives up when no worker answers for a while.
  rig.start({ startsOn: daysAgo(20), contacts }).catch(() => {});
  await vi.waitUntil(() => line.isFrozen(), 90_000);
  // The mail server answers now, and the worker can't tell Temporal.
  await pause(1000);
  first.kill('SIGKILL');
  expect(server.mails).toHaveLength(1);
  work(inject('address'));

  const receipts = async () =>
    (await rig.agreements.view(id)).record.flatMap((entry) =>
      entry.type === 'settled' && entry.id === 'welcome' ? (entry.receipts ?? []) : [],
    );
  await vi.waitFor(async () => expect(await receipts()).toHaveLength(1), {
    timeout: 240_000,
    interval: 1000,
  });
  expect(await receipts()).toMatchObject([{ result: 'accepted', reply: expect.stringMatching(/^250 /) }]);
  expect(server.mails.map(({ to }) => to)).toEqual([['owner@killed.example']]);
}, 400_000);
