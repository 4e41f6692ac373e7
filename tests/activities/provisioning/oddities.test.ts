// Directories that do otherwise than SCIM says: access still begins and ends, and is never reported as ended while it is there.
import type { ApplicationFailure } from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import { createProvisioning } from '../../../activities/provisioning/provisioning.ts';
import { type AccessReceipt, together } from '../../../agreements/model/receipts.ts';
import { inDirectory } from '../../../agreements/model/stored.ts';
import type { AccessProgress } from '../../../workflows/ports.ts';
import { type Oddity, openOddDirectory } from './odd-directory.ts';

const agency = { id: 'gsa.gov', name: 'General Services Administration', timeZone: 'America/New_York' };
const order = { agreement: 'agreement:openai-chatgpt-enterprise:gsa.gov', agency, product: 'ChatGPT' };
const features = ['deep-research', 'chat'];
const people = [
  { name: 'Ann Lee', email: 'Ann.Lee@gsa.gov', roles: ['owner' as const] },
  { name: 'Bob Roe', email: 'bob@gsa.gov', roles: ['technical' as const] },
  { name: 'Cy Moe', email: 'cy@gsa.gov', roles: ['executive' as const] },
];

const patchSchema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

async function openWith(...oddities: Oddity[]) {
  const directory = await openOddDirectory(...oddities);
  const provisioning = createProvisioning({ baseUrl: directory.url, pauses: [100, 200, 400, 800] });
  return {
    ...directory,
    provisioning,
    grant: () => provisioning.grantAccess({ ...order, features, people }),
    /** Ends access, with what the receipt says that there is. */
    end: (receipt?: AccessReceipt) =>
      provisioning.endAccess({ ...order, features, ...(receipt && { known: inDirectory(receipt) }) }),
    active: () => directory.users().filter(({ active }) => active).length,
    /** As a person does it in the directory. */
    async deactivate(id: string) {
      const operations = [{ op: 'replace', path: 'active', value: false }];
      const body = JSON.stringify({ schemas: [patchSchema], Operations: operations });
      const headers = { 'content-type': 'application/scim+json' };
      await fetch(`${directory.url}/Users/${id}`, { method: 'PATCH', headers, body });
    },
    members: () => directory.groups().map(({ members = [] }) => members.length),
  };
}

const failureOf = (work: Promise<unknown>): Promise<ApplicationFailure> =>
  work.then(
    () => Promise.reject(new Error('It should have failed.')),
    (failure) => failure,
  );

describe('a directory with this oddity gives access once and takes all of it away', () => {
  it.each<Oddity[]>([
    ['no filter on externalId'],
    ['no externalId'],
    ['no externalId of groups'],
    ['no externalId', 'users without groups'],
    ['eq only'],
    ['unknown filters find nothing'],
    ['filters find everything'],
    ['filters find everything', 'counts the page'],
    ['searches lag'],
    ['no startIndex'],
    ['counts the page'],
    ['needs display'],
    ['no version fits'],
    ['no remove with a value'],
    ['remove removes nobody'],
    ['remove removes nobody', 'no remove with a value'],
    ['members stay'],
    ['active without path'],
    ['users without groups'],
    ['nulls'],
    ['nulls', 'no externalId'],
  ])('%s %s', async (...oddities) => {
    const { grant, end, active, users, groups, members } = await openWith(...oddities.filter(Boolean));
    const receipt = await grant();
    expect([active(), members()]).toEqual([3, [3, 3]]);
    await grant();
    expect([users().length, members()]).toEqual([3, [3, 3]]);
    await end(receipt);
    expect([users().length, active(), groups()]).toEqual([3, 0, []]);
  });
});

describe('an end that does not show is a failure, and all the rest still ends', () => {
  it.each<[Oddity, RegExp, { active: number; groups: number[] }]>([
    [
      'active stays',
      /^The directory answered that user u1 is no longer active, but does not show it\./,
      { active: 3, groups: [] },
    ],
    [
      'hides active',
      /^The directory answered that user u1 is no longer active, but does not show it\./,
      { active: 0, groups: [] },
    ],
    [
      'deletes nothing',
      /^The directory answered that it deleted group g\d, but the group is still there, with 0 members\./,
      { active: 0, groups: [0, 0] },
    ],
    [
      'group can not be deleted',
      /^The directory at \S+ answered 405 to DELETE \/Groups\/g\d\. One more step failed\.$/,
      { active: 0, groups: [0, 0] },
    ],
  ])('%s', async (oddity, words, left) => {
    const { grant, end, active, members } = await openWith(oddity);
    const failure = await failureOf(end(await grant()));
    expect(failure).toMatchObject({ type: 'PermanentFailure', message: expect.stringMatching(words) });
    expect({ active: active(), groups: members() }).toEqual(left);
  });
});

it('a directory that shows no change is waited for in vain twice at most', async () => {
  const { grant, end, seen } = await openWith('active stays');
  await failureOf(end(await grant()));
  const looks = (id: string) => seen.filter((one) => one === `GET /Users/${id}`).length;
  expect(looks('u1')).toBeGreaterThan(10);
  expect(looks('u3')).toBeLessThan(10);
});

describe('what a directory lacks', () => {
  it.each<[Oddity, RegExp]>([
    ['no externalId', /^The directory keeps no externalId of users, so only the record .* tells which users/],
    ['hides active', /^The directory does not say whether a user is active, so nobody can tell/],
    ['hides members', /^The directory does not say who is in a group/],
    ['unknown filters find nothing', /^The directory does not find by externalId or displayName a group/],
  ])('is in the first receipt: %s', async (oddity, words) => {
    const { grant } = await openWith(oddity);
    expect((await grant()).lacks).toEqual([expect.stringMatching(words)]);
  });

  it('is nothing where another way works', async () => {
    const { grant } = await openWith('no filter on externalId');
    expect((await grant()).lacks).toBeUndefined();
  });

  it('is told in the words of the directory, without names', async () => {
    const { url } = await openOddDirectory('needs display');
    const provisioning = createProvisioning({ baseUrl: url });
    const nameless = people.map((one) => ({ ...one, name: '' }));
    const failure = await failureOf(provisioning.grantAccess({ ...order, features, people: nameless }));
    expect(failure.message).toMatch(
      /^The directory at \S+ answered 422 to PATCH \/Groups\/g4\. Its words: "members need a display, gsa\.gov:openai\S+"\.$/,
    );
  });
});

describe('without external ids', () => {
  const gemini = { ...order, agreement: 'agreement:google-gemini-for-government:gsa.gov' };

  it('a user whom another agreement needs stays active, and is named when that agreement ends', async () => {
    const { provisioning, grant, end, active, deactivate } = await openWith('no externalId');
    const first = await grant();
    const second = await provisioning.grantAccess({ ...gemini, features, people: people.slice(0, 1) });
    await end(first);
    expect(active()).toBe(1);
    const known = inDirectory(second);
    const failure = await failureOf(provisioning.endAccess({ ...gemini, features, known }));
    expect(failure.type).toBe('PermanentFailure');
    expect(failure.message).toMatch(/^Users who had access are still active: u1\. .* then run "retry"\.$/);
    const [{ access }] = failure.details as [AccessProgress];
    const seen = { ...gemini, features, known: together(known, inDirectory(access)) };
    expect((await failureOf(provisioning.endAccess(seen))).message).toBe(failure.message);
    await deactivate('u1');
    await provisioning.endAccess(seen);
  });

  it('a user whose creation was not answered is known by the failure', async () => {
    const { grant, end, active } = await openWith('no externalId', 'group post 500');
    const failure = await failureOf(grant());
    const [{ access }] = failure.details as [AccessProgress];
    expect(access.users).toEqual(['u1', 'u2', 'u3']);
    await end(access);
    expect(active()).toBe(0);
  });
});

it('two offers with a feature of the same name have groups of their own', async () => {
  const { provisioning, grant, end, members } = await openWith('no externalId of groups');
  const receipt = await grant();
  const gemini = { ...order, agreement: 'agreement:google-gemini-for-government:gsa.gov' };
  await provisioning.grantAccess({ ...gemini, features, people });
  expect(members()).toEqual([3, 3, 3, 3]);
  await end(receipt);
  expect(members()).toEqual([3, 3]);
});

it('two agreements that end at the same moment leave nobody active', async () => {
  const { provisioning, grant, end, active, groups } = await openWith();
  const gemini = { ...order, agreement: 'agreement:google-gemini-for-government:gsa.gov' };
  const first = await grant();
  const second = await provisioning.grantAccess({ ...gemini, features, people });
  await Promise.all([
    end(first),
    provisioning.endAccess({ ...gemini, features, known: inDirectory(second) }),
  ]);
  expect([active(), groups()]).toEqual([0, []]);
});

it('receipts from before they had ids name what was created in their lines', async () => {
  const { grant, end, active, groups } = await openWith('no externalId', 'eq only');
  const { at, changes } = await grant();
  await end({ at, changes });
  expect([active(), groups()]).toEqual([0, []]);
});
