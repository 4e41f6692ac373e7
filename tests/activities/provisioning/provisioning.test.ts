// Provisioning with the real embedded directory: who gets access, who keeps it, and who loses it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProvisioning } from '../../../activities/provisioning/provisioning.ts';
import type { Contact } from '../../../agreements/model/parties.ts';
import { call, filter, gist, openDirectory, openProxy, type Trouble, temporaryFolder } from './support.ts';

const agencies = {
  gsa: { id: 'gsa.gov', name: 'General Services Administration', timeZone: 'America/New_York' },
  epa: { id: 'epa.gov', name: 'Environmental Protection Agency', timeZone: 'America/New_York' },
};
const ann: Contact = { name: 'Ann Marie Lee', email: 'Ann.Lee@gsa.gov', roles: ['owner'] };
const bob: Contact = { name: 'Bob', email: 'bob@gsa.gov', roles: ['technical'] };
const people = [ann, bob];
const features = ['deep-research', 'chat'];

const orderFor = (agency = agencies.gsa, offer = 'openai-chatgpt-enterprise', suffix = '') => ({
  agreement: `agreement:${offer}:${agency.id}${suffix}`,
  agency,
  product: 'ChatGPT Enterprise',
});
const order = orderFor();

async function openTenant(folder?: string) {
  const directory = await openDirectory(folder === undefined ? {} : { folder });
  const base = directory.url('agencies');
  return {
    base,
    provisioning: createProvisioning({ baseUrl: base, now: () => new Date('2026-11-23T14:03:00Z') }),
    kept: () => directory.kept('agencies'),
    gist: () => gist(directory.kept('agencies')),
    userNamed: async (name: string) =>
      (await call(base, 'GET', `/Users${filter(`userName eq "${name}"`)}`)).body.Resources[0],
    groupNamed: async (name: string) =>
      (await call(base, 'GET', `/Groups${filter(`displayName eq "${name}"`)}`)).body.Resources[0],
  };
}

describe('granting access', () => {
  it('creates the users and a group for each feature, and makes the users members', async () => {
    const { provisioning, userNamed, gist } = await openTenant();
    const receipt = await provisioning.grantAccess({ ...order, features, people });
    expect(gist().groups).toEqual([
      {
        displayName: 'gsa.gov:openai-chatgpt-enterprise:chat',
        externalId: 'agreement:openai-chatgpt-enterprise:gsa.gov:chat',
        members: ['Ann.Lee@gsa.gov', 'bob@gsa.gov'],
      },
      {
        displayName: 'gsa.gov:openai-chatgpt-enterprise:deep-research',
        externalId: 'agreement:openai-chatgpt-enterprise:gsa.gov:deep-research',
        members: ['Ann.Lee@gsa.gov', 'bob@gsa.gov'],
      },
    ]);
    expect(await userNamed('ann.lee@gsa.gov')).toMatchObject({
      // The first 16 digits of `echo -n ann.lee@gsa.gov | sha256sum`.
      externalId: 'onegov:gsa.gov:adf533d040324586',
      userName: 'Ann.Lee@gsa.gov',
      displayName: 'Ann Marie Lee',
      name: { formatted: 'Ann Marie Lee', givenName: 'Ann Marie', familyName: 'Lee' },
      emails: [{ value: 'Ann.Lee@gsa.gov', type: 'work', primary: true }],
      active: true,
    });
    expect(receipt).toEqual({
      at: '2026-11-23T14:03:00.000Z',
      changes: [
        'created user u-1 (onegov:gsa.gov:adf533d040324586)',
        'created user u-2 (onegov:gsa.gov:5030b4324c50a06c)',
        'created group g-3 gsa.gov:openai-chatgpt-enterprise:deep-research',
        'added 2 members to group g-3',
        'created group g-4 gsa.gov:openai-chatgpt-enterprise:chat',
        'added 2 members to group g-4',
      ],
      users: ['u-1', 'u-2'],
      groups: [
        { id: 'g-3', feature: 'deep-research' },
        { id: 'g-4', feature: 'chat' },
      ],
    });
  });

  it('changes nothing the second time, and says so', async () => {
    const { provisioning, kept } = await openTenant();
    await provisioning.grantAccess({ ...order, features, people });
    const before = kept();
    const receipt = await provisioning.grantAccess({ ...order, features, people });
    expect(receipt.changes).toEqual([]);
    expect(kept()).toEqual(before);
  });

  it('creates one user for a contact who is named twice', async () => {
    const { provisioning, kept } = await openTenant();
    await provisioning.grantAccess({
      ...order,
      features,
      people: [ann, { ...ann, email: 'ANN.LEE@gsa.gov' }],
    });
    expect(kept().users).toHaveLength(1);
  });

  it('uses a user whom single sign-on created, and does not change the user', async () => {
    const { base, provisioning, kept, groupNamed } = await openTenant();
    await call(base, 'POST', '/Users', {
      userName: 'bob@GSA.gov',
      externalId: 'okta-17',
      displayName: 'Robert',
    });
    const before = kept().users;
    await provisioning.grantAccess({ ...order, features, people: [bob] });
    expect(
      (await groupNamed('gsa.gov:openai-chatgpt-enterprise:chat')).members.map(
        (each: { value: string }) => each.value,
      ),
    ).toEqual(['u-1']);
    await provisioning.endAccess({ ...order, features });
    expect(kept()).toMatchObject({ users: before, groups: [] });
  });

  it('does not activate a user whom we did not create', async () => {
    const { base, provisioning, userNamed } = await openTenant();
    await call(base, 'POST', '/Users', { userName: bob.email, active: false });
    await provisioning.grantAccess({ ...order, features, people: [bob] });
    expect((await userNamed(bob.email)).active).toBe(false);
  });

  it('keeps members whom an administrator added to a group', async () => {
    const { base, provisioning, gist, groupNamed } = await openTenant();
    await provisioning.grantAccess({ ...order, features: ['chat'], people: [ann] });
    const { body: eve } = await call(base, 'POST', '/Users', { userName: 'eve@gsa.gov' });
    const { id } = await groupNamed('gsa.gov:openai-chatgpt-enterprise:chat');
    await call(base, 'PATCH', `/Groups/${id}`, [{ op: 'add', path: 'members', value: [{ value: eve.id }] }]);
    const receipt = await provisioning.grantAccess({ ...order, features: ['chat'], people });
    expect(gist().groups[0]?.members).toEqual(['Ann.Lee@gsa.gov', 'bob@gsa.gov', 'eve@gsa.gov']);
    expect(receipt.changes.at(-1)).toBe(`added 1 member to group ${id}`);
  });

  it('does not use a group that only has the same name', async () => {
    const { base, provisioning, kept } = await openTenant();
    await call(base, 'POST', '/Groups', {
      displayName: 'gsa.gov:openai-chatgpt-enterprise:chat',
      externalId: 'somebody-elses',
    });
    await provisioning.grantAccess({ ...order, features: ['chat'], people });
    expect(kept().groups.map((group) => group.members.length)).toEqual([0, 2]);
  });

  it('puts no name and no email address into its receipts', async () => {
    const { provisioning } = await openTenant();
    const receipts = [
      await provisioning.grantAccess({ ...order, features, people }),
      await provisioning.endAccess({ ...order, features }),
      await provisioning.grantAccess({ ...order, features, people }),
    ];
    expect(JSON.stringify(receipts)).not.toMatch(/@|lee|bob/i);
  });
});

describe('ending features', () => {
  it('removes their groups and touches nothing else', async () => {
    const { provisioning, kept } = await openTenant();
    await provisioning.grantAccess({ ...order, features, people });
    await provisioning.grantAccess({ ...orderFor(agencies.epa), features, people: [bob] });
    const before = kept();
    const gone = before.groups.find(
      ({ displayName }) => displayName === 'gsa.gov:openai-chatgpt-enterprise:deep-research',
    );
    const receipt = await provisioning.endFeatures({ ...order, features: ['deep-research'] });
    expect(receipt.changes).toEqual([`removed group ${gone?.id} ${gone?.displayName}`]);
    expect(kept()).toEqual({ ...before, groups: before.groups.filter((group) => group !== gone) });
  });

  it('writes to their groups only, and not at all if they are gone', async () => {
    const { base, provisioning, groupNamed } = await openTenant();
    await provisioning.grantAccess({ ...order, features, people });
    const { id } = await groupNamed('gsa.gov:openai-chatgpt-enterprise:deep-research');
    const proxy = await openProxy(base);
    const watched = createProvisioning({ baseUrl: proxy.url });
    await watched.endFeatures({ ...order, features: ['deep-research'] });
    await watched.endFeatures({ ...order, features: ['deep-research'] });
    const writes = proxy.seen.filter(({ method }) => method !== 'GET');
    expect(writes.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `PATCH /Groups/${id}`,
      `DELETE /Groups/${id}`,
    ]);
  });

  it('removes every group if there are several', async () => {
    const { base, provisioning, kept } = await openTenant();
    const externalId = `${order.agreement}:chat`;
    for (const _ of [1, 2]) await call(base, 'POST', '/Groups', { displayName: 'gsa.gov:chat', externalId });
    await provisioning.endFeatures({ ...order, features: ['chat'] });
    expect(kept().groups).toEqual([]);
  });
});

describe('ending access', () => {
  it('removes the groups and deactivates the users, but deletes nobody', async () => {
    const { provisioning, gist, kept } = await openTenant();
    await provisioning.grantAccess({ ...order, features, people });
    const receipt = await provisioning.endAccess({ ...order, features });
    expect(gist()).toMatchObject({ users: [{ active: false }, { active: false }], groups: [] });
    expect(receipt.changes).toEqual([
      'deactivated user u-1 (onegov:gsa.gov:adf533d040324586)',
      'deactivated user u-2 (onegov:gsa.gov:5030b4324c50a06c)',
      'removed group g-3 gsa.gov:openai-chatgpt-enterprise:deep-research',
      'removed group g-4 gsa.gov:openai-chatgpt-enterprise:chat',
    ]);
    const before = kept();
    expect((await provisioning.endAccess({ ...order, features })).changes).toEqual([]);
    expect(kept()).toEqual(before);
  });

  it('finds the users even if their groups are gone', async () => {
    const { provisioning, gist } = await openTenant();
    await provisioning.grantAccess({ ...order, features, people });
    await provisioning.endFeatures({ ...order, features });
    await provisioning.endAccess({ ...order, features });
    expect(gist().users.map((user) => user.active)).toEqual([false, false]);
  });

  it('keeps users whom another agreement of the agency needs', async () => {
    const { provisioning, userNamed } = await openTenant();
    const other = orderFor(agencies.gsa, 'google-gemini-for-government');
    await provisioning.grantAccess({ ...order, features, people });
    await provisioning.grantAccess({ ...other, features: ['notebook'], people: [ann] });
    await provisioning.endAccess({ ...order, features });
    expect((await userNamed(ann.email)).active).toBe(true);
    expect((await userNamed(bob.email)).active).toBe(false);
    await provisioning.endAccess({ ...other, features: ['notebook'] });
    expect((await userNamed(ann.email)).active).toBe(false);
  });

  it('keeps a user whom two agencies share, until the second agency’s access ends', async () => {
    const { provisioning, userNamed } = await openTenant();
    const epa = orderFor(agencies.epa);
    await provisioning.grantAccess({ ...order, features, people });
    await provisioning.grantAccess({ ...epa, features, people: [bob] });
    await provisioning.endAccess({ ...order, features });
    expect((await userNamed(bob.email)).active).toBe(true);
    await provisioning.endAccess({ ...epa, features });
    expect((await userNamed(bob.email)).active).toBe(false);
  });

  it('is not held up by a group of somebody else', async () => {
    const { base, provisioning, kept, gist } = await openTenant();
    await provisioning.grantAccess({ ...order, features, people });
    const members = kept().users.map(({ id }) => ({ value: id }));
    await call(base, 'POST', '/Groups', { displayName: 'Everyone', members });
    await provisioning.endAccess({ ...order, features });
    expect(gist().users.map((user) => user.active)).toEqual([false, false]);
  });

  it('can be undone: the same users are active again', async () => {
    const { provisioning, gist } = await openTenant();
    await provisioning.grantAccess({ ...order, features, people });
    const before = gist();
    await provisioning.endAccess({ ...order, features });
    const receipt = await provisioning.grantAccess({ ...order, features, people });
    expect(gist()).toEqual(before);
    expect(receipt.changes).toContain('reactivated user u-1 (onegov:gsa.gov:adf533d040324586)');
  });

  it('reaches all users, even if they fill several pages', async () => {
    const folder = temporaryFolder();
    const meta = { created: '2026-01-01T00:00:00Z', lastModified: '2026-01-01T00:00:00Z' };
    const users = Array.from({ length: 230 }, (_, index) => ({
      ...{ id: `u-${index}`, externalId: `onegov:gsa.gov:${index}`, meta },
      ...{ userName: `p${index}@gsa.gov`, active: true },
    }));
    writeFileSync(join(folder, 'agencies.json'), JSON.stringify({ next: 230, users, groups: [] }));
    const { provisioning, kept } = await openTenant(folder);
    await provisioning.endAccess({ ...order, features });
    expect(kept().users.filter((user) => user.active)).toEqual([]);
  });
});

it('lets rehearsals of one agency run at the same time without conflict', async () => {
  const { provisioning, gist } = await openTenant();
  const patiently = async <T>(work: () => Promise<T>): Promise<T> =>
    work().catch((failure) => {
      if (failure.type !== 'TemporaryFailure') throw failure;
      return patiently(work);
    });
  const rehearse = async (number: number) => {
    const rehearsal = orderFor(agencies.gsa, 'openai-chatgpt-enterprise', `@2026-11-23T14:03:0${number}Z`);
    await patiently(() => provisioning.grantAccess({ ...rehearsal, features, people }));
    if (number === 0) return;
    await patiently(() => provisioning.endFeatures({ ...rehearsal, features: ['deep-research'] }));
    await patiently(() => provisioning.endAccess({ ...rehearsal, features }));
  };
  await Promise.all([1, 2, 0, 3, 4, 5].map(rehearse));
  expect(gist().users.map((user) => user.active)).toEqual([true, true]);
  expect(gist().groups.map((group) => [group.externalId, group.members.length])).toEqual([
    ['agreement:openai-chatgpt-enterprise:gsa.gov@2026-11-23T14:03:00Z:chat', 2],
    ['agreement:openai-chatgpt-enterprise:gsa.gov@2026-11-23T14:03:00Z:deep-research', 2],
  ]);
});

describe('ETags', () => {
  it('are in every change, so another person’s change is read first', async () => {
    const { base, provisioning, gist } = await openTenant();
    await provisioning.grantAccess({ ...order, features: ['chat'], people: [ann] });
    const { body: eve } = await call(base, 'POST', '/Users', { userName: 'eve@gsa.gov' });
    let meddled = false;
    const proxy = await openProxy(base, {
      async trouble({ method, path }): Promise<Trouble> {
        if (method === 'PATCH' && !meddled) {
          meddled = true;
          await call(base, 'PATCH', path, [{ op: 'add', path: 'members', value: [{ value: eve.id }] }]);
        }
        return 'none';
      },
    });
    const meddledWith = createProvisioning({ baseUrl: proxy.url });
    await meddledWith.grantAccess({ ...order, features: ['chat'], people });
    expect(gist().groups[0]?.members).toEqual(['Ann.Lee@gsa.gov', 'bob@gsa.gov', 'eve@gsa.gov']);
    const patches = proxy.seen.filter(({ method }) => method === 'PATCH');
    expect(patches.map(({ ifMatch }) => typeof ifMatch)).toEqual(['string', 'string']);
  });

  it('may be missing, and so may the groups of a user', async () => {
    const { base, gist } = await openTenant();
    const proxy = await openProxy(base, {
      reviver: (key, value) => (key === 'version' || key === 'groups' ? undefined : value),
    });
    const provisioning = createProvisioning({ baseUrl: proxy.url });
    const other = orderFor(agencies.gsa, 'google-gemini-for-government');
    await provisioning.grantAccess({ ...order, features, people });
    await provisioning.grantAccess({ ...other, features, people: [ann] });
    await provisioning.endAccess({ ...order, features });
    expect(gist().users.map((user) => user.active)).toEqual([true, false]);
    expect(gist().groups).toHaveLength(2);
    expect(proxy.seen.filter(({ ifMatch }) => ifMatch !== undefined)).toEqual([]);
  });
});
