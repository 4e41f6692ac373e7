// Tries on scratch users and a scratch group all that provisioning needs of a directory, and cleans up after itself.
import { randomBytes } from 'node:crypto';
import type { AccessOrder } from '../../workflows/ports.ts';
import { type Directory, directoryOf, lacks, ours } from './directory.ts';
import { addToGroup, emptyGroup, groupsOf, removeGroup } from './groups.ts';
import { createScimClient, type Filter, type ScimClient, type ScimSettings } from './scim-client.ts';
import { deactivate, findOrCreateUser, reactivate } from './users.ts';

/**
 * One thing that was tried, such as `creates users`. `ok`: it works. `odd`: it does not, and access works in another way.
 * `fails`: it does not, and access can't be given, or its end can't be proven. `means`: what follows.
 */
export type Check = { result: 'ok' | 'odd' | 'fails'; what: string; means?: string };

/**
 * Tries what the directory can do. After a failure, what depends on it is not tried.
 * @param domain of the addresses of the scratch users
 * @param tell gets each result at once
 */
export async function checkDirectory(
  settings: ScimSettings,
  domain: string,
  tell: (check: Check) => void,
): Promise<Check[]> {
  const checks: Check[] = [];
  const note = (check: Check) => {
    checks.push(check);
    tell(check);
  };
  const directory = directoryOf(createScimClient(settings));
  try {
    await tryAll(directory, domain, note);
  } catch (error) {
    if (!(error instanceof Failed))
      note({ result: 'fails', what: 'answers requests', means: (error as Error).message });
  }
  await cleanUp(directory, note);
  return checks;
}

const unpaged =
  'Searches work. A list that is longer than a page can not be read in full, and a step that needs it fails with a sentence.';

type Note = (check: Check) => void;

/** What failed is noted already. */
class Failed extends Error {}

async function tryAll(directory: Directory, domain: string, note: Note): Promise<void> {
  const mark = `check-${randomBytes(4).toString('hex')}`;
  const agency = { id: mark, name: mark, timeZone: 'UTC' };
  const users = new Map<string, string>();
  // A wrong address or token is no fault of how it creates users.
  const nobody: Filter = { by: 'userName', is: 'eq', text: `onegov-${mark}@${domain}` };
  await needed(note, 'answers requests', () => directory.scim.search('Users', nobody));
  await needed(note, 'creates users', async () => {
    for (const number of [1, 2]) {
      const contact = { name: `Scratch ${mark}`, email: `onegov-${mark}-${number}@${domain}` };
      users.set(await findOrCreateUser(directory, agency, contact), contact.name);
    }
  });
  const [id = ''] = users.keys();
  await tryUser(directory, id, note);
  await tryGroup(directory, { agreement: `agreement:onegov:${mark}`, agency }, users, note);
}

async function tryUser({ scim, lacks: lacking }: Directory, id: string, note: Note): Promise<void> {
  const { externalId = `${ours}none`, userName = '' } = (await scim.read('Users', id)) ?? {};
  const finds = async (what: string, filter: Filter) => {
    const found = (await scim.search('Users', filter)) ?? [];
    note(when(found.length > 0, `finds users by ${what}`));
  };
  note(when(!lacking.has(lacks.userExternalId), 'keeps the externalId of users', lacks.userExternalId));
  await finds('externalId', { by: 'externalId', is: 'eq', text: externalId });
  await finds('userName', { by: 'userName', is: 'eq', text: userName });
  await finds('the start of their externalId', { by: 'externalId', is: 'sw', text: externalId.slice(0, -1) });
  if (lacking.has(lacks.userSearch)) note(when(false, 'finds new users', lacks.userSearch));
  note(when(await scim.pages('Users'), 'lists users page by page', unpaged));
  await needed(note, 'says whether a user is active', async () => {
    if (lacking.has(lacks.userActive)) throw new Error(lacks.userActive);
  });
}

async function tryGroup(
  directory: Directory,
  order: Pick<AccessOrder, 'agreement' | 'agency'>,
  users: ReadonlyMap<string, string>,
  note: Note,
): Promise<void> {
  const { scim, lacks: lacking } = directory;
  const [id = ''] = users.keys();
  await needed(note, 'creates groups with members', () => addToGroup(directory, order, 'check', users));
  note(when(!lacking.has(lacks.groupMembers), 'says who is in a group', lacks.groupMembers));
  note(when(!lacking.has(lacks.groupSearch), 'finds groups by externalId or displayName', lacks.groupSearch));
  note(when(await showsMembership(directory, id), 'says in which groups a user is', lacks.memberSearch));
  await needed(note, 'deactivates users', () => deactivate(directory, id, async () => true));
  await needed(note, 'activates users again', () => reactivate(directory, id));
  const [group] = await groupsOf(directory, order, 'check');
  if (!group) return;
  note(when((await emptyGroup(scim, group.id)) === 'empty', 'removes members from groups'));
  await needed(note, 'deletes groups', () => removeGroup(directory, group));
}

function when(works: boolean, what: string, means = 'Another way works.'): Check {
  return works ? { result: 'ok', what } : { result: 'odd', what, means };
}

async function needed(note: Note, what: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    note({ result: 'fails', what, means: (error as Error).message });
    throw new Failed();
  }
  note({ result: 'ok', what });
}

/** As `memberships.ts` looks for them. */
async function showsMembership({ scim, groups }: Directory, id: string): Promise<boolean> {
  const user = await scim.read('Users', id);
  if (user?.groups?.some(({ value }) => groups.has(value))) return true;
  const all = await scim.list('Groups').catch(() => []);
  return all.some(({ members }) => members?.some(({ value }) => value === id));
}

/** Nothing that the check has made stays, if the directory can delete it. */
async function cleanUp(directory: Directory, note: Note): Promise<void> {
  const { scim, users, groups } = directory;
  const left: string[] = [];
  for (const id of groups.keys()) if (!(await isGone(scim, 'Groups', id))) left.push(`group ${id}`);
  for (const id of users) {
    if (await isGone(scim, 'Users', id)) continue;
    await deactivate(directory, id, async () => true).catch(() => {});
    left.push(`user ${id}`);
  }
  if (left.length === 0) return;
  const means = `Only this check needs it. These stay: ${left.join(', ')}. Delete them in the directory.`;
  note({ result: 'odd', what: 'deletes users and groups', means });
}

async function isGone(scim: ScimClient, kind: 'Users' | 'Groups', id: string): Promise<boolean> {
  try {
    await scim.remove(kind, id);
    return (await scim.read(kind, id)) === undefined;
  } catch {
    return false;
  }
}
