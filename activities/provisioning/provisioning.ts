// Provisioning by SCIM: contacts are users, and features are groups. Each step looks first, so a repeated step changes
// nothing. An end works through the ids on record and through what a search finds, and looks afterward whether it is so.
import type { ApplicationFailure } from '@temporalio/common';
import type { AccessOrder, Provisioning } from '../../workflows/ports.ts';
import { toFailure } from '../failures.ts';
import { attempt } from './attempt.ts';
import { type Directory, lacks } from './directory.ts';
import { addToGroup, groupsOf, removeGroup } from './groups.ts';
import { type Memberships, membershipsBeside } from './memberships.ts';
import { createScimClient, type ScimSettings } from './scim-client.ts';
import type { ScimGroup, ScimUser } from './scim-resources.ts';
import { deactivate, externalIdsOf, findOrCreateUser, isOurs, reactivate } from './users.ts';

/** Provisions access in a vendor's directory, at the base address of its SCIM 2.0 service. */
export function createProvisioning(settings: ScimSettings & { now?: () => Date }): Provisioning {
  const scim = createScimClient(settings);
  const now = settings.now ?? (() => new Date());
  return {
    grantAccess: ({ people, features, ...order }) =>
      attempt(scim, order, now, async (directory) => {
        const users = new Map<string, string>();
        for (const contact of people) {
          users.set(await findOrCreateUser(directory, order.agency, contact), contact.name);
        }
        for (const feature of features) await addToGroup(directory, order, feature, users);
        // Users are activated last. If another agreement ends at this moment, it sees them in a group and leaves them active.
        for (const id of users.keys()) await reactivate(directory, id);
      }),

    endFeatures: ({ features, ...order }) =>
      attempt(scim, order, now, async (directory) => {
        for (const feature of features) {
          for (const group of await groupsOf(directory, order, feature)) await removeGroup(directory, group);
        }
      }),

    endAccess: ({ features, ...order }) =>
      attempt(scim, order, now, (directory) => endAccess(directory, order, features)),
  };
}

/** Users first: if a group can't be removed, nobody stays active. What fails for good keeps nothing else from its end. */
async function endAccess(directory: Directory, order: AccessOrder, features: string[]): Promise<void> {
  const groups: ScimGroup[] = [];
  for (const feature of new Set([...features, ...directory.groups.values()])) {
    groups.push(...(await groupsOf(directory, order, feature)));
  }
  for (const { members = [] } of groups) for (const { value } of members) directory.members.add(value);
  directory.keep();
  const users = await usersOf(directory, order);
  const memberships = membershipsBeside(directory, new Set(groups.map(({ id }) => id)));
  const deactivateAll = () =>
    failuresOfEach(users, (id) =>
      deactivate(directory, id, async (user) => !(await memberships.isElsewhere(user))),
    );
  await deactivateAll();
  const failures = await failuresOfEach(groups, (group) => removeGroup(directory, group));
  // Two agreements that end at the same moment see each other's groups. The later one sees none now.
  memberships.lookAgain();
  throwIfAny([...(await deactivateAll()), ...failures]);
  await assertNobodyLeft(directory, groups, memberships);
}

/** The users on record, the members of the groups, and the users of an earlier attempt that created them. */
async function usersOf({ scim, users, members }: Directory, { agency }: AccessOrder): Promise<string[]> {
  const filter = { by: 'externalId', is: 'sw', text: externalIdsOf(agency) } as const;
  const searched = (await scim.search('Users', filter)) ?? [];
  return [...new Set([...users, ...members, ...searched.map(({ id }) => id)])];
}

/** Does the work for each, also after a failure for good. @throws a `TemporaryFailure` at once */
async function failuresOfEach<T>(
  items: T[],
  work: (item: T) => Promise<void>,
): Promise<ApplicationFailure[]> {
  const failures: ApplicationFailure[] = [];
  for (const item of items) {
    await work(item).catch((failure: ApplicationFailure) => {
      if (!failure.nonRetryable) throw failure;
      failures.push(failure);
    });
  }
  return failures;
}

function throwIfAny([first, ...others]: ApplicationFailure[]): void {
  if (!first) return;
  const { length } = others;
  const more = length === 0 ? '' : length === 1 ? ' One more step failed.' : ` ${length} more steps failed.`;
  throw toFailure({ retry: false }, `${first.message}${more}`);
}

/**
 * Where nothing has an external id, a member may be a user whom another agreement created.
 * @throws a `PermanentFailure`: only a person knows
 */
async function assertNobodyLeft(
  directory: Directory,
  groups: ScimGroup[],
  memberships: Memberships,
): Promise<void> {
  const { scim, members, lacks: lacking } = directory;
  const users: ScimUser[] = [];
  for (const id of members) {
    const user = await scim.read('Users', id);
    if (user) users.push(user);
  }
  const hasExternalIds = [...groups, ...users].some(({ externalId }) => externalId);
  if (hasExternalIds && !lacking.has(lacks.userExternalId)) return;
  const left: string[] = [];
  for (const user of users) {
    if (user.externalId || user.active === false || isOurs(directory, user)) continue;
    if (!(await memberships.isElsewhere(user))) left.push(user.id);
  }
  if (left.length === 0) return;
  const message = `Users who had access are still active: ${left.join(', ')}. The directory keeps no externalId, so nobody can tell whether this software created them. Deactivate those who should have no access, then run "retry".`;
  throw toFailure({ retry: false }, message);
}
