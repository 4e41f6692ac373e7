// Directories that are busy or odd, over a whole term: what the record says of access is so.
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { between, hour } from '../../agreements/time/instants.ts';
import { type Oddity, openOddDirectory } from '../activities/provisioning/odd-directory.ts';
import { openProxy } from '../activities/provisioning/support.ts';
import { historiesOf } from '../support/histories.ts';
import { openRig, type Rig } from '../support/rig.ts';

let rig: Rig | undefined;
afterEach(async () => {
  await rig?.close();
  rig = undefined;
});

function ends({ record }: Agreement): string[] {
  return record.flatMap((entry) =>
    entry.type === 'settled' && entry.id.startsWith('end-access') ? [entry.outcome] : [],
  );
}

/** A term with that directory, up to a year and some days. */
async function yearWith(...oddities: Oddity[]) {
  const directory = await openOddDirectory(...oddities);
  const opened = await openRig({ scimUrl: directory.url });
  rig = opened;
  const id = await opened.start();
  await opened.toDay(id, 5);
  const alerts = await opened.mailsTo(opened.operators);
  const agreement = await opened.toDay(id, 368);
  return { ...directory, alerts, agreement };
}

describe('a year with a directory', () => {
  it('that forgets externalId ends with nobody active, and the operators know it from the first day', async () => {
    const { users, groups, alerts, agreement } = await yearWith('no externalId');
    expect(ends(agreement)).toEqual(['carried-out']);
    expect([users().some(({ active }) => active), groups()]).toEqual([false, []]);
    expect(alerts.map(({ subject }) => subject)).toEqual([expect.stringMatching(/^Open issue: /)]);
  });

  it('that only says that it deactivates is an issue, not an end of access', async () => {
    const { users, alerts, agreement } = await yearWith('active stays');
    expect(alerts).toEqual([]);
    expect(users().every(({ active }) => active)).toBe(true);
    expect(ends(agreement)).toEqual(['failed']);
    expect(agreement.issues).toMatchObject([
      { kind: 'failed', text: expect.stringContaining('is no longer active, but does not show it') },
    ]);
  });
});

it('a directory that asks to wait for an hour is asked again after an hour', async () => {
  const directory = await openOddDirectory();
  let isBusy = true;
  const proxy = await openProxy(directory.url, {
    trouble: () => (isBusy ? { status: 429, headers: { 'retry-after': '3600' } } : 'none'),
  });
  const opened = await openRig({ scimUrl: proxy.url });
  rig = opened;
  const id = await opened.start();
  expect((await opened.toFirst(id)).status).toBe('onboarding');
  const delayed = await vi.waitUntil(
    async () => (await opened.agreements.view(id)).record.find((entry) => entry.type === 'delayed'),
    { timeout: 60_000, interval: 500 },
  );
  expect(between(delayed.at, delayed.until)).toBe(hour);
  isBusy = false;
  expect((await opened.toDay(id, 20)).status).toBe('promotional');

  const [history] = await historiesOf(opened.agreements, id);
  const scheduled = history?.events?.flatMap((event) => event.activityTaskScheduledEventAttributes ?? []);
  const grant = scheduled?.find(({ activityType }) => activityType?.name === 'grantAccess');
  expect(Number(grant?.heartbeatTimeout?.seconds)).toBe(30);
});
