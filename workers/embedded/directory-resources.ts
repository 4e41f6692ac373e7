// Users and groups of a tenant, as SCIM reads and changes them (RFC 7643, 4.1 and 4.2).
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import SCIMMY from 'scimmy';
import type { Contents, Group, Resource, Tenant, User } from './directory-store.ts';

/** The tenant of a request, and the ETags in its If-Match header. */
export type Context = { tenant: Tenant; ifMatch: string | undefined };

/** A resource as a client sees it. */
type Shown = Resource & { meta: { version: string } };
type Attributes = Record<string, unknown>;
type Query = InstanceType<typeof SCIMMY.Types.Resource>;

const maxResults = 200;

/** The users that a query asks for. */
export function readUsers(query: Query, { tenant }: Context): Shown[] {
  return select(query, withGroups(tenant.contents()));
}

/** The groups that a query asks for. */
export function readGroups(query: Query, { tenant }: Context): Shown[] {
  return select(query, withMembers(tenant.contents()));
}

/** Creates a user, or replaces the one with that id. */
export function writeUser({ id }: Query, instance: object, context: Context): Shown {
  const contents = context.tenant.contents();
  const { groups, password, ...attributes } = attributesOf(instance);
  const before = id === undefined ? undefined : checked(withGroups, context, id);
  const name = fold(attributes.userName);
  if (contents.users.some((user) => user.id !== id && fold(user.userName) === name)) {
    throw new SCIMMY.Types.Error(409, 'uniqueness', 'Another user has this userName.');
  }
  const user = { ...stamp(before, `u-${contents.next}`), active: true, ...attributes } as User;
  put(context.tenant, 'users', user);
  return existing(withGroups(context.tenant.contents()), user.id);
}

/** Creates a group, or replaces the one with that id. Its members are users of the tenant, each only once. */
export function writeGroup({ id }: Query, instance: object, context: Context): Shown {
  const contents = context.tenant.contents();
  const { members, ...attributes } = attributesOf(instance);
  const before = id === undefined ? undefined : checked(withMembers, context, id);
  const ids = [...new Set(((members ?? []) as { value: string }[]).map((member) => member.value))];
  const unknown = ids.find((member) => !contents.users.some((user) => user.id === member));
  if (unknown !== undefined) {
    throw new SCIMMY.Types.Error(400, 'invalidValue', `No user ${unknown} exists, so it can't be a member.`);
  }
  const group = { ...stamp(before, `g-${contents.next}`), ...attributes, members: ids } as Group;
  put(context.tenant, 'groups', group);
  return existing(withMembers(context.tenant.contents()), group.id);
}

/** Deletes a user and removes it from all groups. */
export function removeUser({ id = '' }: Query, context: Context): void {
  checked(withGroups, context, id);
  const contents = context.tenant.contents();
  const withoutUser = (group: Group): Group =>
    group.members.includes(id)
      ? { ...group, ...stamp(group, group.id), members: group.members.filter((member) => member !== id) }
      : group;
  save(context.tenant, {
    ...contents,
    users: contents.users.filter((user) => user.id !== id),
    groups: contents.groups.map(withoutUser),
  });
}

/** Deletes a group; its members stay. */
export function removeGroup({ id = '' }: Query, context: Context): void {
  checked(withMembers, context, id);
  const contents = context.tenant.contents();
  save(context.tenant, { ...contents, groups: contents.groups.filter((group) => group.id !== id) });
}

function withGroups({ users, groups }: Contents): Resource[] {
  const memberships = new Map<string, object[]>(users.map((user) => [user.id, []]));
  for (const group of groups) {
    const membership = { value: group.id, display: group.displayName, type: 'direct' };
    for (const member of group.members) memberships.get(member)?.push(membership);
  }
  return users.map((user) => ({ ...user, groups: memberships.get(user.id) }));
}

function withMembers({ users, groups }: Contents): Resource[] {
  const names = new Map(users.map((user) => [user.id, user.displayName ?? user.userName]));
  return groups.map((group) => ({
    ...group,
    members: group.members.map((value) => ({ value, display: names.get(value), type: 'User' })),
  }));
}

/** The version is a digest of everything shown, so a user's version changes with the user's groups too. */
function versioned(resource: Resource): Shown {
  const digest = createHash('sha256').update(JSON.stringify(resource)).digest('hex').slice(0, 16);
  return { ...resource, meta: { ...resource.meta, version: `W/"${digest}"` } };
}

/** The resources that a query asks for. For a page after the last one, which is empty, scimmy needs the total. */
function select({ id, filter, constraints }: Query, all: Resource[]): Shown[] {
  if (id !== undefined) return [existing(all, id)];
  const found = (filter ? match(filter, all) : all).map(versioned);
  if (!constraints) return found;
  constraints.count = Math.min(constraints.count ?? maxResults, maxResults);
  if ((constraints.startIndex ?? 1) <= found.length) return found;
  Object.assign(constraints, { totalResults: found.length });
  return [];
}

/**
 * Applies a filter where scimmy's own filter is wrong. SCIM ignores the case of most attributes (RFC 7643, 4.1.1), but
 * scimmy never does. For a path such as `emails.value`, scimmy fails on a resource that has no `emails`.
 */
function match(filter: Iterable<object>, all: Resource[]): Resource[] {
  const branches = [...filter].map(fold) as object[];
  const paths = branches.flatMap(Object.entries).filter(([, test]) => !Array.isArray(test));
  const none = Object.fromEntries(paths.map(([attribute]) => [attribute, []]));
  const filled = all.map((resource) => ({ ...none, ...(fold(resource) as { id: string }) }));
  const ids = new Set(new SCIMMY.Types.Filter(branches).match(filled).map(({ id }: { id: string }) => id));
  return all.filter(({ id }) => ids.has(id));
}

/** In lower case, except the values of attributes whose case matters. */
function fold(value: unknown): unknown {
  if (typeof value === 'string') return value.toLowerCase();
  if (Array.isArray(value)) return value.map(fold);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const name = key.toLowerCase();
      return [name, name === 'externalid' || name === 'meta' ? inner : fold(inner)];
    }),
  );
}

/** @throws 404 */
function existing(all: Resource[], id: string): Shown {
  const found = all.find((each) => each.id === id);
  if (!found) throw new SCIMMY.Types.Error(404, '', `No resource ${id} exists.`);
  return versioned(found);
}

/** The resource to change. @throws 404; 412 if it changed since the client read it */
function checked(all: (contents: Contents) => Resource[], { tenant, ifMatch }: Context, id: string): Shown {
  const resource = existing(all(tenant.contents()), id);
  const tags = ifMatch?.split(',').map((tag) => tag.trim());
  if (tags && !tags.includes('*') && !tags.includes(resource.meta.version)) {
    throw new SCIMMY.Types.Error(412, '', 'The resource changed since it was read; read it again.');
  }
  return resource;
}

/** The attributes that a client may set, as plain data. */
function attributesOf(instance: object): Attributes {
  const { id, meta, schemas, ...attributes } = JSON.parse(JSON.stringify(instance)) as Attributes;
  return attributes;
}

function stamp(before: Resource | undefined, id: string) {
  const now = new Date().toISOString();
  return { id: before?.id ?? id, meta: { created: before?.meta.created ?? now, lastModified: now } };
}

/** Adds or replaces a resource; does nothing if it is the same as before. */
function put(tenant: Tenant, kind: 'users' | 'groups', resource: Resource): void {
  const contents = tenant.contents();
  const all: Resource[] = contents[kind];
  const place = all.findIndex(({ id }) => id === resource.id);
  if (place < 0) {
    save(tenant, { ...contents, next: contents.next + 1, [kind]: [...all, resource] });
  } else if (!isDeepStrictEqual({ ...all[place], meta: null }, { ...resource, meta: null })) {
    save(tenant, { ...contents, [kind]: all.with(place, resource) });
  }
}

/** @throws 500, because scimmy turns any error that is not its own into a 404 */
function save(tenant: Tenant, contents: Contents): void {
  try {
    tenant.replace(contents);
  } catch (error) {
    throw new SCIMMY.Types.Error(500, '', `The change can't be written to disk: ${(error as Error).message}`);
  }
}
