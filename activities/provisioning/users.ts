// Contacts as users of the directory: found or created, activated, deactivated.
import { createHash } from 'node:crypto';
import type { Agency, Contact } from '../../agreements/model/parties.ts';
import { toFailure } from '../failures.ts';
import {
  type Directory,
  lacks,
  lookBack,
  lookUpExisting,
  lookUpInAll,
  ours,
  type Sought,
  unseen,
} from './directory.ts';
import type { Operation } from './scim-client.ts';
import type { ScimUser } from './scim-resources.ts';

/** The start of the external ids of the users that we created for an agency. */
export function externalIdsOf(agency: Pick<Agency, 'id'>): string {
  return `${ours}${agency.id}:`;
}

/** The external id of a contact's user, if we create the user. */
export function externalIdOf(agency: Pick<Agency, 'id'>, { email }: Pick<Contact, 'email'>): string {
  const hash = createHash('sha256').update(email.toLowerCase()).digest('hex').slice(0, 16);
  return `${externalIdsOf(agency)}${hash}`;
}

/** What finds a contact's user. */
export function soughtUser(agency: Pick<Agency, 'id'>, contact: Pick<Contact, 'email'>): Sought<'Users'> {
  const externalId = externalIdOf(agency, contact);
  return { kind: 'Users', externalId, name: contact.email, isIt: () => true };
}

/** Returns the id of the contact's user. A user that someone else created stays as it is. */
export async function findOrCreateUser(
  directory: Directory,
  agency: Pick<Agency, 'id'>,
  contact: Pick<Contact, 'name' | 'email'>,
): Promise<string> {
  const { scim, users, begun } = directory;
  const sought = soughtUser(agency, contact);
  const { externalId } = sought;

  const [known] = await lookUpInAll(scim, sought);
  if (known) return found(known);
  const wasBegun = begun.has(externalId);
  begun.add(externalId);
  directory.keep();
  const created = await scim.create('Users', {
    externalId,
    userName: contact.email,
    name: nameOf(contact.name),
    displayName: contact.name,
    emails: [{ value: contact.email, type: 'work', primary: true }],
    active: true,
  });
  if (!created) {
    if (!wasBegun) begun.delete(externalId);
    return found(await lookUpExisting(scim, sought, `user ${externalId}`));
  }
  users.add(created.id);
  directory.changed(`created user ${created.id} (${externalId})`);
  const shown = await lookBack(directory, sought, created.id);
  if (shown.externalId !== externalId) directory.lacks.add(lacks.userExternalId);
  if (shown.active === undefined) directory.lacks.add(lacks.userActive);
  return created.id;

  function found(user: ScimUser): string {
    if (user.externalId?.startsWith(ours) || (!user.externalId && begun.has(externalId))) users.add(user.id);
    return user.id;
  }
}

/** Did we create the user? Other users are never changed. */
export function isOurs({ users }: Pick<Directory, 'users'>, user: ScimUser): boolean {
  return users.has(user.id) || (user.externalId ?? '').startsWith(ours);
}

/** Activates a user that we created, if the user is not active. */
export async function reactivate(directory: Directory, id: string): Promise<void> {
  await setActive(directory, id, true, async () => true);
}

/** Deactivates a user if we created the user and nothing else needs the user. */
export async function deactivate(
  directory: Directory,
  id: string,
  isFree: (user: ScimUser) => Promise<boolean>,
): Promise<void> {
  await setActive(directory, id, false, isFree);
}

/** Directories differ in how they take it: as a path and its value, or as a value alone. */
const ways = [
  (active: boolean): Operation => ({ op: 'replace', path: 'active', value: active }),
  (active: boolean): Operation => ({ op: 'replace', value: { active } }),
];

async function setActive(
  directory: Directory,
  id: string,
  active: boolean,
  applies: (user: ScimUser) => Promise<boolean>,
): Promise<void> {
  const { scim } = directory;
  let mark = '';
  const isSettled = async (user: ScimUser) => {
    mark = user.externalId ? ` (${user.externalId})` : '';
    if (!isOurs(directory, user)) return true;
    return active ? user.active !== false : user.active === false || !(await applies(user));
  };
  for (const [index, way] of ways.entries()) {
    const isLast = index === ways.length - 1;
    const change = isLast ? scim.change : scim.tryToChange;
    const result = await change('Users', id, async (user) => ((await isSettled(user)) ? [] : [way(active)]));
    if (result === 'gone' && active) unseen(`user ${id}`);
    if (result === 'gone' || result === 'unchanged') return;
    if (result === 'refused') continue;
    const isSo = await scim.eventually(async () => {
      const user = await scim.read('Users', id);
      return !user || (await isSettled(user)) ? true : undefined;
    });
    if (isSo) return directory.changed(`${active ? 'reactivated' : 'deactivated'} user ${id}${mark}`);
  }
  const wanted = active ? 'active' : 'no longer active';
  const message = `The directory answered that user ${id} is ${wanted}, but does not show it. Look at the user in the directory, then run "retry".`;
  throw toFailure({ retry: false }, message);
}

/** Splits a contact's one name, because directories need a given name and a family name. */
function nameOf(formatted: string) {
  const words = formatted.trim().split(/\s+/);
  const familyName = words.pop() ?? '';
  return { formatted, givenName: words.join(' ') || familyName, familyName };
}
