// Reads page by page what of the directory this software made, and keeps the little of it that a comparison needs.
import { agencyOf, isAgreementId, isRehearsal } from '../../agreements/model/ids.ts';
import type { Seen, SeenGroup } from '../../agreements/reports/drift.ts';
import { ours } from '../provisioning/directory.ts';
import type { ScimClient } from '../provisioning/scim-client.ts';
import type { ScimGroup, ScimUser } from '../provisioning/scim-resources.ts';
import { insist } from './insist.ts';

/** What the directory has with our external ids, by agency. */
export type OurPart = Map<string, Seen>;

/** @param alive is called after each page */
export async function readOurPart(scim: ScimClient, alive: () => void): Promise<OurPart> {
  const part: OurPart = new Map();
  const of = (agency: string) => {
    const seen = part.get(agency) ?? { users: [], groups: [] };
    part.set(agency, seen);
    return seen;
  };
  const takeUsers = (users: ScimUser[]) => {
    for (const user of users) of(agencyOfUser(user)).users.push(seenUser(user, true));
    alive();
  };
  const takeGroups = (groups: ScimGroup[]) => {
    for (const group of groups.flatMap((one) => seenGroup(one) ?? []))
      of(agencyOf(group.agreement)).groups.push(group);
    alive();
  };
  await scim.walk('Users', { by: 'externalId', is: 'sw', text: ours }, takeUsers, insist);
  await scim.walk('Groups', { by: 'externalId', is: 'sw', text: 'agreement:' }, takeGroups, insist);
  return part;
}

/** `onegov:gsa.gov:5f…` */
function agencyOfUser({ externalId = '' }: ScimUser): string {
  return externalId.split(':')[1] ?? '';
}

/** What a comparison needs of a user. */
export function seenUser(
  { id, externalId, userName, active }: ScimUser,
  isOurs: boolean,
): Seen['users'][number] {
  return {
    ...{ id, isOurs, userName },
    ...(externalId !== undefined && { externalId }),
    ...(active !== undefined && { active }),
  };
}

/** What a comparison needs of a group that has the external id of an agreement's group. Rehearsals have no agreement. */
export function seenGroup(group: ScimGroup): SeenGroup | undefined {
  const { id, externalId = '' } = group;
  const [, agreement = '', feature = ''] = /^(agreement:[^:]*:[^:]*):(.+)$/.exec(externalId) ?? [];
  if (!isAgreementId(agreement) || isRehearsal(agreement)) return undefined;
  return { id, agreement, feature, members: membersOf(group) };
}

/** A directory may leave `members` out of a group that has none. */
export function membersOf({ members = [] }: ScimGroup): string[] {
  return members.map(({ value }) => value);
}
