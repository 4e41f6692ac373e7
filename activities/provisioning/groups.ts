// Features as groups of the directory: found or created, given their members, emptied, removed.
import { isAgreementId, isRehearsal, offerOf } from '../../agreements/model/ids.ts';
import type { AccessOrder } from '../../workflows/ports.ts';
import { toFailure } from '../failures.ts';
import {
  type Directory,
  lacks,
  lookBack,
  lookUp,
  lookUpExisting,
  lookUpInAll,
  type Sought,
  unseen,
} from './directory.ts';
import type { Operation, ScimClient } from './scim-client.ts';
import type { ScimGroup } from './scim-resources.ts';

type Order = Pick<AccessOrder, 'agreement' | 'agency'>;

/** Makes the users members of the feature's group. Other members stay. @param users the names by the users' ids */
export async function addToGroup(
  directory: Directory,
  order: Order,
  feature: string,
  users: ReadonlyMap<string, string>,
): Promise<void> {
  const { scim } = directory;
  const id = await findOrCreateGroup(directory, order, feature);
  let missing: string[] = [];
  const addition =
    (withNames: boolean) =>
    ({ members = [] }: ScimGroup): Operation[] => {
      missing = [...users.keys()].filter((user) => !members.some(({ value }) => value === user));
      const value = missing.map((user) => ({
        value: user,
        ...(withNames && { display: users.get(user) }),
      }));
      return missing.length > 0 ? [{ op: 'add', path: 'members', value }] : [];
    };
  const plain = await scim.tryToChange('Groups', id, addition(false));
  const result = plain === 'refused' ? await scim.change('Groups', id, addition(true)) : plain;
  if (result === 'gone') unseen(`group ${id}`);
  if (result === 'unchanged') return;
  await lookForMembers(directory, id, missing);
  directory.changed(`added ${missing.length} ${missing.length === 1 ? 'member' : 'members'} to group ${id}`);
}

async function findOrCreateGroup(directory: Directory, order: Order, feature: string): Promise<string> {
  const { scim, groups } = directory;
  const sought = soughtGroup(order, feature);
  for (const id of idsOf(directory, feature)) if (await readIfIts(scim, sought, id)) return id;
  const { externalId, name } = sought;
  const [known] = await lookUpInAll(scim, sought);
  if (!known) directory.keep();
  const created = known ? undefined : await scim.create('Groups', { externalId, displayName: name });
  const { id } = known ?? created ?? (await lookUpExisting(scim, sought, `group ${name}`));
  groups.set(id, feature);
  if (created) {
    directory.changed(`created group ${id} ${name}`);
    await lookBack(directory, sought, id);
  }
  return id;
}

/** Some directories answer that they added members and did not. */
async function lookForMembers(
  { scim, lacks: lacking }: Directory,
  id: string,
  added: string[],
): Promise<void> {
  let group: ScimGroup | undefined;
  const areIn = await scim.eventually(async () => {
    group = await scim.read('Groups', id);
    const ids = group?.members?.map(({ value }) => value) ?? [];
    return added.every((user) => ids.includes(user)) ? true : undefined;
  });
  if (areIn) return;
  if (group && group.members === undefined) {
    lacking.add(lacks.groupMembers);
    return;
  }
  const message = `The directory answered that it added members to group ${id}, but does not show them there. Look at the group in the directory, then run "retry".`;
  throw toFailure({ retry: false }, message);
}

/** The feature's groups that there are: those on record, and those that a search finds. */
export async function groupsOf(directory: Directory, order: Order, feature: string): Promise<ScimGroup[]> {
  const { scim } = directory;
  const ids = idsOf(directory, feature);
  const sought = soughtGroup(order, feature);
  const searched = ids.length > 0 ? ((await lookUp(scim, sought)) ?? []) : await lookUpInAll(scim, sought);
  const groups: ScimGroup[] = [];
  for (const id of new Set([...ids, ...searched.map((group) => group.id)])) {
    const group = await readIfIts(scim, sought, id);
    if (group) groups.push(group);
  }
  return groups;
}

/**
 * Empties and deletes a group, and looks whether it is gone.
 * @throws a `PermanentFailure` if it is still there
 */
export async function removeGroup(directory: Directory, { id, displayName }: ScimGroup): Promise<void> {
  const { scim } = directory;
  await emptyGroup(scim, id);
  const isRemoved = await scim.remove('Groups', id);
  let left: ScimGroup | undefined;
  const isGone = await scim.eventually(async () => {
    left = await scim.read('Groups', id);
    return left ? undefined : true;
  });
  if (!isGone) {
    const count = left?.members?.length ?? 0;
    const message = `The directory answered that it deleted group ${id}, but the group is still there, with ${count} members. Delete it in the directory, then run "retry".`;
    throw toFailure({ retry: false }, message);
  }
  directory.groups.delete(id);
  if (isRemoved) directory.changed(`removed group ${id} ${displayName}`);
}

/** Directories differ in how they empty a group, and some answer that they did and did not. */
const emptyings: ((members: string[]) => Operation[])[] = [
  () => [{ op: 'remove', path: 'members' }],
  () => [{ op: 'replace', path: 'members', value: [] }],
  (members) => [{ op: 'remove', path: 'members', value: members.map((value) => ({ value })) }],
  (members) => members.map((one) => ({ op: 'remove', path: `members[value eq ${JSON.stringify(one)}]` })),
];

/** Tries one way after the other until the group has no members. If none works, its deletion decides. */
export async function emptyGroup(scim: ScimClient, id: string): Promise<'empty' | 'has members'> {
  for (const emptying of emptyings) {
    const result = await scim.tryToChange('Groups', id, ({ members = [] }) =>
      members.length > 0 ? emptying(members.map(({ value }) => value)) : [],
    );
    if (result === 'gone' || result === 'unchanged') return 'empty';
  }
  const left = await scim.read('Groups', id);
  return (left?.members ?? []).length === 0 ? 'empty' : 'has members';
}

function idsOf({ groups }: Directory, feature: string): string[] {
  return [...groups].flatMap(([id, one]) => (one === feature ? [id] : []));
}

/** The group of that id; nothing if it is gone, or if the directory has given its id to someone else's group. */
async function readIfIts(
  scim: ScimClient,
  { isIt }: Sought<'Groups'>,
  id: string,
): Promise<ScimGroup | undefined> {
  const group = await scim.read('Groups', id);
  return group && isIt(group) ? group : undefined;
}

/** A group of that name with another external id is someone else's. */
function soughtGroup(order: Order, feature: string): Sought<'Groups'> {
  const externalId = `${order.agreement}:${feature}`;
  return {
    kind: 'Groups',
    externalId,
    name: nameOfGroup(order, feature),
    isIt: (group) => group.externalId === undefined || group.externalId === externalId,
  };
}

/** Different for each agreement and rehearsal: two offers may have features of the same id. */
function nameOfGroup({ agreement, agency }: Order, feature: string): string {
  const rehearsal = isRehearsal(agreement) ? agreement.slice(agreement.indexOf('@')) : '';
  return `${agency.id}:${offerOf(agreement)}:${feature}${rehearsal}`;
}

/** Is it a group of an agreement, by its external id, or else by its name, which began with the agency before, too? */
export function isOfAgreement({ externalId, displayName }: ScimGroup): boolean {
  return externalId ? isAgreementId(externalId) : /^[\w-]+(\.[\w-]+)+:[\w-]+(:|$)/.test(displayName);
}
