// What an attempt has done is in its heartbeats and in its failure, so that the next one knows it.
import { setTimeout as pause } from 'node:timers/promises';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { describe, expect, it } from 'vitest';
import { createProvisioning } from '../../../activities/provisioning/provisioning.ts';
import type { AccessProgress } from '../../../workflows/ports.ts';
import { openOddDirectory } from './odd-directory.ts';
import { openProxy, type Trouble } from './support.ts';

const order = {
  agreement: 'agreement:openai-chatgpt-enterprise:gsa.gov',
  agency: { id: 'gsa.gov', name: 'General Services Administration', timeZone: 'America/New_York' },
  product: 'ChatGPT Enterprise',
  features: ['chat'],
  people: [{ name: 'Ann Lee', email: 'ann@gsa.gov', roles: ['owner' as const] }],
};

/** A grant in front of which a proxy causes trouble: its failure or receipt, and its heartbeats. */
async function granting(
  url: string,
  trouble: (what: string) => Trouble | Promise<Trouble>,
  heartbeatDetails?: unknown,
) {
  const proxy = await openProxy(url, { trouble: ({ method, path }) => trouble(`${method} ${path}`) });
  const { grantAccess } = createProvisioning({ baseUrl: proxy.url, pauses: [] });
  const environment = new MockActivityEnvironment(
    { heartbeatDetails },
    { logger: new DefaultLogger('ERROR') },
  );
  const beats: AccessProgress[] = [];
  environment.on('heartbeat', (details) => beats.push(details));
  // biome-ignore lint/suspicious/noExplicitAny: a receipt, or the failure in its place
  const receipt: any = await environment.run(() => grantAccess(order)).catch((failure) => failure);
  return { receipt, beats };
}

describe('an attempt', () => {
  it('sends a heartbeat before each thing that it creates, with what it has created by then', async () => {
    const { url } = await openOddDirectory();
    const { receipt, beats } = await granting(url, () => 'none');
    expect(beats[0]).toMatchObject({
      access: { changes: [], users: [], groups: [] },
      begun: [expect.stringMatching(/^onegov:gsa\.gov:/)],
    });
    // A slow run has others besides, one a second.
    const created = beats.find(({ access }) => (access.users?.length ?? 0) > 0);
    expect(created?.access).toMatchObject({ changes: receipt.changes.slice(0, 1), users: ['u1'] });
  });

  it('sends a heartbeat within a second of what it did last', async () => {
    const { url } = await openOddDirectory();
    let finish = () => {};
    const isSlow = (what: string) => what.startsWith('PATCH /Groups');
    const slow = new Promise<'none'>((resolve) => {
      finish = () => resolve('none');
    });
    const granted = granting(url, (what) => (isSlow(what) ? slow : 'none'));
    await pause(1500);
    finish();
    const { beats } = await granted;
    expect(beats.at(-1)?.access).toMatchObject({ users: ['u1'], groups: [{ id: 'g2' }] });
  });

  it('says in its failure what it has created, and how long the directory asks to wait', async () => {
    const { url } = await openOddDirectory();
    const busy: Trouble = { status: 429, headers: { 'retry-after': '3600' } };
    const { receipt } = await granting(url, (what) => (what === 'POST /Groups' ? busy : 'none'));
    expect(receipt.details[0]).toMatchObject({ waitMs: 3_600_000, access: { users: ['u1'], groups: [] } });
  });

  it('knows a user whose creation was not answered, even in a directory that keeps no externalId', async () => {
    const { url } = await openOddDirectory('no externalId');
    const { beats } = await granting(url, (what) => (what === 'POST /Users' ? 'drop-after' : 'none'));
    const { receipt } = await granting(url, () => 'none', beats.at(-1));
    expect(receipt.users).toEqual(['u1']);
  });

  it('puts the changes of the attempts before it on its receipt', async () => {
    const { url } = await openOddDirectory();
    const { beats } = await granting(url, (what) => (what === 'POST /Groups' ? { status: 503 } : 'none'));
    const { receipt } = await granting(url, () => 'none', beats.at(-1));
    expect(receipt.changes).toEqual([
      expect.stringMatching(/^created user u1 /),
      expect.stringMatching(/^created group g2 /),
      'added 1 member to group g2',
    ]);
  });
});
