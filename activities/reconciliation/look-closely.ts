// Looks at one agency in the directory by itself, in the ways in which provisioning does. What is found here is drift.

import type { AccessNow } from '../../agreements/obligations/access-now.ts';
import type { Seen } from '../../agreements/reports/drift.ts';
import { directoryOf, lookUpInAll } from '../provisioning/directory.ts';
import { groupsOf } from '../provisioning/groups.ts';
import { membershipsBeside } from '../provisioning/memberships.ts';
import type { ScimClient } from '../provisioning/scim-client.ts';
import { isOurs, soughtUser } from '../provisioning/users.ts';
import { membersOf, seenGroup, seenUser } from './our-part.ts';

/**
 * @param access what the agency's agreements say
 * @param before what the pages showed of the agency, which may be old by now
 */
export async function lookClosely(scim: ScimClient, access: AccessNow[], before: Seen): Promise<Seen> {
  const groups = await groupsNow(scim, access, before);
  return { groups, users: await usersNow(scim, access, { ...before, groups }) };
}

async function groupsNow(scim: ScimClient, access: AccessNow[], before: Seen): Promise<Seen['groups']> {
  const found: Seen['groups'] = [];
  for (const { agreement, agency, features, known } of access) {
    const directory = directoryOf(scim, known);
    for (const feature of new Set([...features.map(({ id }) => id), ...directory.groups.values()])) {
      for (const group of await groupsOf(directory, { agreement, agency }, feature))
        found.push({ id: group.id, agreement, feature, members: membersOf(group) });
    }
    for (const { id, feature } of known.groups) {
      const isFound = found.some((group) => group.id === id);
      const other = isFound ? undefined : await scim.read('Groups', id);
      if (other) found.push({ id, agreement, feature, members: membersOf(other), isRelabeled: true });
    }
  }
  for (const { id } of before.groups.filter((group) => !found.some((one) => one.id === group.id))) {
    const group = await scim.read('Groups', id);
    found.push(...[group && seenGroup(group)].flatMap((one) => one ?? []));
  }
  return found;
}

async function usersNow(
  scim: ScimClient,
  access: AccessNow[],
  { users, groups }: Seen,
): Promise<Seen['users']> {
  const created = new Set(access.flatMap(({ known }) => known.users));
  const ids = new Set([...users.map(({ id }) => id), ...created]);
  for (const { agency, people, access: standing } of access) {
    if (standing !== 'given') continue;
    for (const person of people)
      for (const { id } of await lookUpInAll(scim, soughtUser(agency, person))) ids.add(id);
  }
  const memberships = membershipsBeside(directoryOf(scim), new Set(groups.map(({ id }) => id)));
  const found: Seen['users'] = [];
  for (const id of ids) {
    const user = await scim.read('Users', id);
    if (!user) continue;
    const seen = seenUser(user, isOurs({ users: created }, user));
    const mayBeLeft = seen.isOurs && seen.active === true && !isInAny(groups, id);
    const isNeededElsewhere = mayBeLeft && (await memberships.isElsewhere(user));
    found.push({ ...seen, ...(isNeededElsewhere && { isNeededElsewhere }) });
  }
  return found;
}

function isInAny(groups: Seen['groups'], id: string): boolean {
  return groups.some(({ members }) => members.includes(id));
}
