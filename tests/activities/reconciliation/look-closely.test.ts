// What provisioning has just done is no drift, however odd the directory is.
import { expect, it } from 'vitest';
import { createProvisioning } from '../../../activities/provisioning/provisioning.ts';
import { createScimClient } from '../../../activities/provisioning/scim-client.ts';
import { lookClosely } from '../../../activities/reconciliation/look-closely.ts';
import { readOurPart } from '../../../activities/reconciliation/our-part.ts';
import { saidBy } from '../../../activities/reconciliation/said.ts';
import { inDirectory } from '../../../agreements/model/stored.ts';
import type { AccessNow } from '../../../agreements/obligations/access-now.ts';
import { driftOf } from '../../../agreements/reports/drift.ts';
import { board, carl, olive, tess } from '../../agreements/support/given.ts';
import { type Oddity, openOddDirectory } from '../provisioning/odd-directory.ts';

const agreement = `agreement:chatgpt:${board.id}`;
const order = { agreement, agency: board, product: 'ChatGPT' };
const pauses = [50, 100, 300, 400];

/** What is seen of an agreement that gives the chat to three people, in a directory with these oddities. */
async function afterGrant(...oddities: Oddity[]) {
  const directory = await openOddDirectory(...oddities);
  const settings = { baseUrl: directory.url, pauses };
  const people = [olive, carl, tess];
  const receipt = await createProvisioning(settings).grantAccess({ ...order, features: ['chat'], people });
  const access: AccessNow = {
    ...{ ...order, access: 'given', people, known: inDirectory(receipt) },
    features: [{ id: 'chat', on: true }],
  };
  const scim = createScimClient(settings);
  const look = async (said = access) => {
    const part = await readOurPart(scim, () => {});
    const seen = await lookClosely(scim, [said], part.get(board.id) ?? { users: [], groups: [] });
    return driftOf(board.id, [saidBy(said)], seen);
  };
  return { ...directory, settings, access, look };
}

const oddities: Oddity[] = [
  'no filter on externalId',
  'no externalId',
  'no externalId of groups',
  'eq only',
  'unknown filters find nothing',
  'filters find everything',
  'searches lag',
  'counts the page',
  'users without groups',
  'nulls',
  'hides active',
  'hides members',
];

it.each(oddities)(
  'with a directory that has %s, there is no drift after access was given',
  async (oddity) => {
    const { look } = await afterGrant(oddity);
    expect(await look()).toEqual([]);
  },
);

it('a directory that can only show its first page can’t be compared, and one sentence says so', async () => {
  const { look } = await afterGrant('no startIndex');
  await expect(look()).rejects.toThrow(/lists only some of its Users/);
});

it('and none after it has ended', async () => {
  const { look, access, settings } = await afterGrant();
  await createProvisioning(settings).endAccess({ ...order, features: ['chat'], known: access.known });
  expect(await look({ ...access, access: 'ended' })).toEqual([]);
});

it('what is gone from a directory that keeps no externalId is drift', async () => {
  const { look, access, settings } = await afterGrant('no externalId');
  const [user = ''] = access.known.users;
  await fetch(`${settings.baseUrl}/Users/${user}`, { method: 'DELETE' });
  expect((await look()).map(({ code }) => code)).toEqual(['user-missing']);
});
