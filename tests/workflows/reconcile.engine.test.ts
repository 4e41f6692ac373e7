// Drift that was made behind our back in a real directory: it is shown, reported and mended, in every phase that matters.
import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createReconciliation } from '../../activities/reconciliation/reconciliation.ts';
import type { Drift, DriftCode } from '../../agreements/model/drift.ts';
import type { Comparison } from '../../agreements/reports/reconciliation.ts';
import { keepSchedules } from '../../workers/schedules.ts';
import { reportSchedules } from '../../workflows/messages.ts';
import type { Reconciled } from '../../workflows/reconcile.ts';
import { call, filter } from '../activities/provisioning/support.ts';
import { daysAgo } from '../support/days.ts';
import { openRig, type Rig } from '../support/rig.ts';

const offer = 'openai-chatgpt-enterprise';
const by = 'a test';
const idOf = (agency: string) => `agreement:${offer}:${agency}`;

let rig: Rig;
beforeAll(async () => {
  rig = await openRig({ isRehearsal: false });
  await keepSchedules(rig.agreements.client, () => {});
  await startInEachPhase();
});
afterAll(() => rig.close());

const until = (isSo: () => Promise<boolean>) => vi.waitUntil(isSo, { timeout: 30_000, interval: 200 });
const inPhase = (agency: string, phase: string) =>
  until(async () => (await rig.agreements.view(idOf(agency))).status === phase);
const withoutGroups = (agency: string) => until(async () => (await groupsOf(agency)).length === 0);

/** One agency in each phase that access depends on. */
async function startInEachPhase() {
  await rig.start({ agency: 'gsa.gov', startsOn: daysAgo(10) });
  await rig.start({ agency: 'nasa.gov', startsOn: daysAgo(100) });
  const suspended = await rig.start({ agency: 'nsf.gov', startsOn: daysAgo(10) });
  const expired = await rig.start({ agency: 'acus.gov', startsOn: daysAgo(10) });
  await inPhase('gsa.gov', 'promotional');
  await inPhase('nasa.gov', 'standard');
  await inPhase('nsf.gov', 'promotional');
  await rig.agreements.decide(suspended, { type: 'suspend', by });
  await withoutGroups('nsf.gov');
  await inPhase('acus.gov', 'promotional');
  await rig.toDay(expired, 370);
  await withoutGroups('acus.gov');
}

const runSchedule = () => rig.runOf<Reconciled>(reportSchedules.reconciliation.id);

/** The mails about drift: other alerts go to the operators, too. */
async function reports() {
  return (await rig.mailsTo(rig.operators)).filter(({ subject }) => subject.startsWith('Reconciliation'));
}

async function found(): Promise<Drift[]> {
  return (JSON.parse((await rig.onegov(['reconcile', '--dry-run', '--json'])).out) as Comparison).drift;
}

/** The codes that were found with each agency. */
function byAgency(drift: Drift[]): Record<string, DriftCode[]> {
  const codes: Record<string, DriftCode[]> = {};
  for (const { agency, code } of drift) codes[agency] = [...(codes[agency] ?? []), code].toSorted();
  return codes;
}

type Resource = { id: string; externalId: string; active?: boolean; members?: { value: string }[] };

async function search(kind: 'Users' | 'Groups', externalId: string): Promise<Resource[]> {
  const { body } = await call(rig.scimUrl, 'GET', `/${kind}${filter(`externalId sw "${externalId}"`)}`);
  return body.Resources;
}
const groupsOf = (agency: string) => search('Groups', `${idOf(agency)}:`);
const usersOf = (agency: string) => search('Users', `onegov:${agency}:`);

/** A directory as it is, so that nothing in it can change unseen. */
async function whole() {
  const all = await Promise.all(
    ['Users', 'Groups'].map((kind) => call(rig.scimUrl, 'GET', `/${kind}?count=500`)),
  );
  return all.map(({ body }) =>
    body.Resources.toSorted((one: Resource, other: Resource) => one.id.localeCompare(other.id)),
  );
}

describe('a directory that has what the agreements say', () => {
  it('shows no drift in any phase, mails nobody and changes nothing', async () => {
    const before = await whole();
    expect(await found()).toEqual([]);
    expect(await runSchedule()).toMatchObject({ found: 0, mended: 0, mailed: 'nothing', reported: [] });
    expect(await whole()).toEqual(before);
  });
});

describe('a directory that others changed', () => {
  const stranger = { id: '' };

  beforeAll(async () => {
    // Promotional: a member is removed, a user is deleted, and another one deactivated.
    const [group] = await groupsOf('gsa.gov');
    const [gone, inactive, outside] = await usersOf('gsa.gov');
    await call(rig.scimUrl, 'DELETE', `/Users/${gone?.id}`);
    await call(rig.scimUrl, 'PATCH', `/Users/${inactive?.id}`, [
      { op: 'replace', path: 'active', value: false },
    ]);
    const path = `members[value eq "${outside?.id}"]`;
    await call(rig.scimUrl, 'PATCH', `/Groups/${group?.id}`, [{ op: 'remove', path }]);

    // Standard: the group of a feature that has ended is given back, and the group of one that is on is deleted.
    const members = (await usersOf('nasa.gov')).map(({ id }) => ({ value: id }));
    const standing = await groupsOf('nasa.gov');
    const ended = (await rig.agreements.view(idOf('nasa.gov'))).features.find(({ on }) => !on)?.id;
    await addGroup(`${idOf('nasa.gov')}:${ended}`, `nasa.gov:${offer}:${ended}`, members);
    await call(rig.scimUrl, 'DELETE', `/Groups/${standing[0]?.id}`);

    // Suspended and expired: a user is active again.
    for (const agency of ['nsf.gov', 'acus.gov']) {
      const [user] = await usersOf(agency);
      await call(rig.scimUrl, 'PATCH', `/Users/${user?.id}`, [
        { op: 'replace', path: 'active', value: true },
      ]);
    }

    // A stranger's user and group, and a user with our external id whom nobody knows.
    stranger.id = (await addUser('stranger@nasa.gov', 'theirs')).id;
    await addGroup('theirs', 'everyone', [{ value: stranger.id }]);
    await addUser('unknown@doe.gov', 'onegov:doe.gov:0123456789abcdef');
  });

  async function addUser(userName: string, externalId: string): Promise<Resource> {
    const schemas = ['urn:ietf:params:scim:schemas:core:2.0:User'];
    return (await call(rig.scimUrl, 'POST', '/Users', { schemas, userName, externalId, active: true })).body;
  }

  async function addGroup(externalId: string, displayName: string, members: { value: string }[]) {
    const schemas = ['urn:ietf:params:scim:schemas:core:2.0:Group'];
    await call(rig.scimUrl, 'POST', '/Groups', { schemas, displayName, externalId, members });
  }

  const drift = {
    'gsa.gov': expect.arrayContaining(['member-missing', 'user-inactive', 'user-missing']),
    'nasa.gov': ['feature-not-ended', 'group-missing'],
    'nsf.gov': ['user-not-ended'],
    'acus.gov': ['user-not-ended'],
    'doe.gov': ['user-unknown'],
  };

  it('is shown as it is by a dry run, which changes nothing and exits with 1', async () => {
    const before = await whole();
    expect(byAgency(await found())).toEqual(drift);
    const { code, out, err } = await rig.onegov(['reconcile', '--dry-run']);
    expect(out.replace(/\s+/g, ' ')).toContain(
      'Contacts whose user is not active gsa.gov openai-chatgpt-enterprise: user',
    );
    expect(err).toMatch(/^\d+ differences not mended\.\n$/);
    expect(code).toBe(1);
    expect(await whole()).toEqual(before);
  });

  it('is reported in one mail and then mended, except for what this software did not make', async () => {
    const told = await runSchedule();
    expect(told).toMatchObject({ mended: 4, refused: [], mailed: 'accepted' });
    expect(told.reported).toEqual([expect.stringMatching(/^user-unknown doe\.gov /)]);
    const [mail, ...more] = await reports();
    expect(more).toEqual([]);
    expect(mail?.subject).toMatch(/^Reconciliation: \d+ differences in the directory$/);
    expect(mail?.text.replace(/\s+/g, ' ')).toContain('nasa.gov openai-chatgpt-enterprise: no group of');

    await expect
      .poll(async () => byAgency(await found()), { timeout: 60_000, interval: 1000 })
      .toEqual({ 'doe.gov': ['user-unknown'] });
    const { body } = await call(rig.scimUrl, 'GET', `/Users/${stranger.id}`);
    expect(body).toMatchObject({ active: true, externalId: 'theirs' });
    expect(await search('Groups', 'theirs')).toMatchObject([{ members: [{ value: stranger.id }] }]);
    expect(await usersOf('doe.gov')).toMatchObject([{ active: true }]);
    for (const agency of ['nsf.gov', 'acus.gov'])
      expect((await usersOf(agency)).every(({ active }) => active === false)).toBe(true);
  });

  it('is in the record of each agreement that mended it, with the receipt', async () => {
    const { record } = await rig.agreements.view(idOf('gsa.gov'));
    const at = record.findIndex(({ type }) => type === 'drift-found');
    expect(record[at]).toMatchObject({ by: 'the reconciliation' });
    expect(record.slice(at)).toContainEqual(
      expect.objectContaining({ type: 'settled', outcome: 'carried-out', access: expect.anything() }),
    );
  });

  it('is not reported again while it is the same', async () => {
    expect(await runSchedule()).toMatchObject({ found: 1, mended: 0, mailed: 'nothing' });
    expect(await reports()).toHaveLength(1);
  });

  it('is compared from where an attempt before came, with what that one found', async () => {
    const [user] = await usersOf('nasa.gov');
    await call(rig.scimUrl, 'DELETE', `/Users/${user?.id}`);
    const { client } = rig.agreements;
    const directory = { baseUrl: rig.scimUrl };
    const { compareDirectory } = createReconciliation({ client, directory, perSecond: 1000, mends: true });
    const kept: Drift = { code: 'user-unknown', agency: 'doc.gov', user: '7' };
    const heartbeatDetails = { reached: 'gsa.gov', drift: [kept], unanswered: [] };
    const attempt = new MockActivityEnvironment({ heartbeatDetails });
    const beats: { reached: string }[] = [];
    attempt.on('heartbeat', ({ reached }) => beats.push({ reached }));
    const { drift } = (await attempt.run(compareDirectory)) as Comparison;
    // doe.gov comes before gsa.gov, and nasa.gov after it.
    expect(drift).toEqual([kept, expect.objectContaining({ code: 'user-missing', agency: 'nasa.gov' })]);
    expect(beats[0]).toEqual({ reached: 'gsa.gov' });
    await runSchedule();
    await expect
      .poll(async () => byAgency(await found()), { timeout: 60_000, interval: 1000 })
      .toEqual({ 'doe.gov': ['user-unknown'] });
  });

  it('is left as it is where somebody stopped an agreement in Temporal', async () => {
    const id = await rig.start({ agency: 'nist.gov', startsOn: daysAgo(10) });
    await inPhase('nist.gov', 'promotional');
    await rig.agreements.client.workflow.getHandle(id).terminate();
    await until(
      async () =>
        (await rig.agreements.count('AgencyId = "nist.gov" AND ExecutionStatus = "Terminated"')) === 1,
    );
    expect(byAgency(await found())).toEqual({ 'doe.gov': ['user-unknown'] });
    expect((await usersOf('nist.gov')).every(({ active }) => active)).toBe(true);
  });

  it('is mended by hand, too', async () => {
    const [user] = await usersOf('gsa.gov');
    await call(rig.scimUrl, 'DELETE', `/Users/${user?.id}`);
    const { out, err } = await rig.onegov(['reconcile', '--by', by]);
    expect(out).toContain('1 agreement mends access now');
    expect(err).toBe('1 difference not mended.\n');
    await expect
      .poll(async () => byAgency(await found()), { timeout: 60_000, interval: 1000 })
      .toEqual({ 'doe.gov': ['user-unknown'] });
  });
});

describe('by hand', () => {
  it('without a worker, one sentence says that there has to be one', async () => {
    await rig.stopWorkers();
    const { code, err } = await rig.onegov(['reconcile', '--dry-run']);
    await rig.restartWorkers();
    expect(err).toMatch(
      /^No worker runs in namespace \S+, and only a worker can reach the directory; start one /,
    );
    expect(code).toBe(1);
  });

  it('a directory that can’t be read is one sentence', async () => {
    const away = await openRig({ isRehearsal: false, scimUrl: 'http://127.0.0.1:1' });
    const { code, err } = await away.onegov(['reconcile']);
    await away.close();
    expect(err).toMatch(
      /^The directory can't be compared: The directory at 127.0.0.1:1 gave no answer to GET \/Users /,
    );
    expect(code).toBe(1);
  });
});
