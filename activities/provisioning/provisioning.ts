// Provisioning by SCIM: contacts are users, and features are groups. Each step looks first, so a repeated step changes nothing.
import { createHash } from 'node:crypto';
import type { Agency, Contact } from '../../agreements/model/parties.ts';
import type { AccessReceipt } from '../../agreements/model/receipts.ts';
import type { AccessOrder, Provisioning } from '../../workflows/ports.ts';
import { toFailure } from '../failures.ts';
import { createScimClient, type ScimClient, type ScimSettings, type ScimUser } from './scim-client.ts';

/** The start of the external id of each user that we created. Other users are never changed. */
const ours = 'onegov:';

/** Provisions access in a vendor's directory, at the base address of its SCIM 2.0 service. */
export function createProvisioning(settings: ScimSettings & { now?: () => Date }): Provisioning {
  const scim = createScimClient(settings);
  const now = settings.now ?? (() => new Date());

  async function receipt(work: (changes: string[]) => Promise<void>): Promise<AccessReceipt> {
    const changes: string[] = [];
    await work(changes);
    return { at: now().toISOString(), changes };
  }

  return {
    grantAccess: ({ people, ...order }) =>
      receipt(async (changes) => {
        const users = new Set<string>();
        for (const contact of people) users.add(await findOrCreateUser(scim, order.agency, contact, changes));
        for (const feature of order.features) await addToGroup(scim, order, feature, [...users], changes);
        // Users are activated last. If another agreement ends at this moment, it sees them in a group and leaves them active.
        for (const id of users) await reactivate(scim, id, changes);
      }),

    endFeatures: (order) =>
      receipt(async (changes) => {
        for (const feature of order.features) await removeGroups(scim, order, feature, changes);
      }),

    endAccess: (order) =>
      receipt(async (changes) => {
        const users = new Set<string>();
        for (const feature of order.features) {
          for (const member of await removeGroups(scim, order, feature, changes)) users.add(member);
        }
        // An earlier attempt may have removed groups and then stopped. This finds the users that were in those groups.
        const created = await scim.search('Users', `externalId sw ${quoted(`${ours}${order.agency.id}:`)}`);
        for (const user of created) users.add(user.id);
        for (const id of users) await deactivate(scim, id, changes);
      }),
  };
}

async function findOrCreateUser(
  scim: ScimClient,
  agency: Agency,
  contact: Contact,
  changes: string[],
): Promise<string> {
  const mail = contact.email.toLowerCase();
  const externalId = `${ours}${agency.id}:${createHash('sha256').update(mail).digest('hex').slice(0, 16)}`;
  const find = async () => {
    const byId = await scim.search('Users', `externalId eq ${quoted(externalId)}`);
    const known = byId.find((user) => user.externalId === externalId);
    if (known) return known;
    const byName = await scim.search('Users', `userName eq ${quoted(contact.email)}`);
    return byName.find((user) => user.userName.toLowerCase() === mail);
  };
  const known = await find();
  if (known) return known.id;
  const created = await scim.create('Users', {
    externalId,
    userName: contact.email,
    name: nameOf(contact.name),
    displayName: contact.name,
    emails: [{ value: contact.email, type: 'work', primary: true }],
    active: true,
  });
  if (created) changes.push(`created user ${created.id} (${externalId})`);
  return (created ?? (await find()) ?? unseen(`user ${externalId}`)).id;
}

/** Makes the users members of the feature's group. Other members stay. */
async function addToGroup(
  scim: ScimClient,
  order: AccessOrder,
  feature: string,
  users: string[],
  changes: string[],
): Promise<void> {
  const displayName = nameOfGroup(order, feature);
  const [known] = await findGroups(scim, order, feature);
  const externalId = externalIdOfGroup(order, feature);
  const created = known ? undefined : await scim.create('Groups', { externalId, displayName });
  if (created) changes.push(`created group ${created.id} ${displayName}`);
  const { id } =
    known ?? created ?? (await findGroups(scim, order, feature))[0] ?? unseen(`group ${displayName}`);
  let missing: string[] = [];
  const result = await scim.change('Groups', id, ({ members = [] }) => {
    missing = users.filter((user) => !members.some(({ value }) => value === user));
    const value = missing.map((user) => ({ value: user }));
    return missing.length > 0 ? [{ op: 'add', path: 'members', value }] : [];
  });
  if (result === 'gone') unseen(`group ${id}`);
  if (result === 'changed') {
    changes.push(`added ${missing.length} ${missing.length === 1 ? 'member' : 'members'} to group ${id}`);
  }
}

/** Empties and removes the feature's group, or all of its groups if there are several. Returns the ids of the members. */
async function removeGroups(
  scim: ScimClient,
  order: AccessOrder,
  feature: string,
  changes: string[],
): Promise<string[]> {
  const users: string[] = [];
  for (const { id } of await findGroups(scim, order, feature)) {
    await scim.change('Groups', id, ({ members = [] }) => {
      users.push(...members.map(({ value }) => value));
      return members.length > 0 ? [{ op: 'remove', path: 'members' }] : [];
    });
    if (await scim.remove('Groups', id)) {
      changes.push(`removed group ${id} ${nameOfGroup(order, feature)}`);
    }
  }
  return users;
}

async function reactivate(scim: ScimClient, id: string, changes: string[]): Promise<void> {
  let who = '';
  const result = await scim.change('Users', id, (user) => {
    who = user.externalId ?? '';
    return who.startsWith(ours) && user.active === false
      ? [{ op: 'replace', path: 'active', value: true }]
      : [];
  });
  if (result === 'gone') unseen(`user ${id}`);
  if (result === 'changed') changes.push(`reactivated user ${id} (${who})`);
}

/** Deactivates a user if we created the user and no group has the user anymore. */
async function deactivate(scim: ScimClient, id: string, changes: string[]): Promise<void> {
  let who = '';
  const result = await scim.change('Users', id, async (user) => {
    who = user.externalId ?? '';
    const leave = !who.startsWith(ours) || user.active === false || (await isInGroup(scim, user));
    return leave ? [] : [{ op: 'replace', path: 'active', value: false }];
  });
  if (result === 'changed') changes.push(`deactivated user ${id} (${who})`);
}

/** A server may leave out a user's groups. In that case, this searches the groups. */
async function isInGroup(scim: ScimClient, { id, groups }: ScimUser): Promise<boolean> {
  return (groups ?? (await scim.search('Groups', `members.value eq ${quoted(id)}`))).length > 0;
}

async function findGroups(scim: ScimClient, order: AccessOrder, feature: string) {
  const externalId = externalIdOfGroup(order, feature);
  const found = await scim.search('Groups', `externalId eq ${quoted(externalId)}`);
  return found.filter((group) => group.externalId === externalId);
}

const externalIdOfGroup = (order: AccessOrder, feature: string) => `${order.agreement}:${feature}`;

const nameOfGroup = (order: AccessOrder, feature: string) => `${order.agency.id}:${feature}`;

/** Splits a contact's one name, because directories need a given name and a family name. */
function nameOf(formatted: string) {
  const words = formatted.trim().split(/\s+/);
  const familyName = words.pop() ?? '';
  return { formatted, givenName: words.join(' ') || familyName, familyName };
}

/** A filter's string is a JSON string (RFC 7644, 3.4.2.2). */
const quoted = (value: string) => JSON.stringify(value);

function unseen(what: string): never {
  throw toFailure({ retry: true }, `The directory says that ${what} exists, but does not return it.`);
}
