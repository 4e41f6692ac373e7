// Users and groups of a tenant, as SCIM reads and changes them (RFC 7643, 4.1 and 4.2).
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import SCIMMY from 'scimmy';
import { matching } from './directory-filter.ts';
import type { Resource, Tenant } from './directory-store.ts';
import type { Kind } from './directory-tables.ts';

/** The tenant of a request, and the ETags in its If-Match header. */
export type Context = {
  tenant: Tenant;
  ifMatch: string | undefined;
  /** Where the page that was read starts, if the request says so. */
  startIndex?: number;
};

/** A resource as a client sees it. */
type Shown = Resource & { meta: { version: string } };
type Attributes = Record<string, unknown>;
type Query = InstanceType<typeof SCIMMY.Types.Resource>;

const maxResults = 200;

/** The users that a query asks for. */
export function readUsers(query: Query, context: Context): Shown[] {
  return select('Users', query, context);
}

/** The groups that a query asks for. */
export function readGroups(query: Query, context: Context): Shown[] {
  return select('Groups', query, context);
}

/** Creates a user, or replaces the one with that id. */
export function writeUser({ id }: Query, instance: object, context: Context): Shown {
  const { tenant } = context;
  const { groups, password, ...attributes } = attributesOf(instance);
  const before = id === undefined ? undefined : checked('Users', context, id);
  const text = String(attributes.userName).toLowerCase();
  if (tenant.find('Users', [{ by: 'username', is: 'eq', text }]).some((user) => user.id !== id)) {
    throw new SCIMMY.Types.Error(409, 'uniqueness', 'Another user has this userName.');
  }
  return put('Users', tenant, before, { active: true, ...attributes });
}

/** Creates a group, or replaces the one with that id. Its members are users of the tenant, each only once. */
export function writeGroup({ id }: Query, instance: object, context: Context): Shown {
  const { tenant } = context;
  const { members, ...attributes } = attributesOf(instance);
  const before = id === undefined ? undefined : checked('Groups', context, id);
  const known = new Set(idsOf(before?.members));
  const ids = [...new Set(idsOf(members))];
  const unknown = ids.find((member) => !known.has(member) && !tenant.has('Users', member));
  if (unknown !== undefined) {
    throw new SCIMMY.Types.Error(400, 'invalidValue', `No user ${unknown} exists, so it can't be a member.`);
  }
  return put('Groups', tenant, before, attributes, ids);
}

/** Deletes a user and removes it from all groups. */
export function removeUser({ id = '' }: Query, context: Context): void {
  const { tenant } = context;
  const { groups } = checked('Users', context, id);
  change(tenant, () => {
    for (const group of idsOf(groups)) {
      const { members, ...rest } = existing('Groups', tenant, group);
      tenant.put('Groups', { ...rest, ...stamp(rest, group) });
    }
    tenant.remove('Users', id);
  });
}

/** Deletes a group; its members stay. */
export function removeGroup({ id = '' }: Query, context: Context): void {
  checked('Groups', context, id);
  change(context.tenant, () => context.tenant.remove('Groups', id));
}

/** The version is a digest of everything shown, so a user's version changes with the user's groups too. */
function versioned(resource: Resource): Shown {
  const digest = createHash('sha256').update(JSON.stringify(resource)).digest('hex').slice(0, 16);
  return { ...resource, meta: { ...resource.meta, version: `W/"${digest}"` } };
}

/**
 * The resources that a query asks for: one page of them, unless scimmy has to sort all. scimmy would cut the page out
 * again, so it is told that the page is the first one.
 */
function select(kind: Kind, query: Query, context: Context): Shown[] {
  const { id, filter } = query;
  const { tenant } = context;
  if (id !== undefined) return [existing(kind, tenant, id)];
  query.constraints ??= {};
  const { startIndex = 1, count = maxResults, sortBy } = query.constraints;
  const most = Math.min(count, maxResults);
  const after = startIndex - 1;
  const found = filter || sortBy ? matching(tenant, kind, filter) : undefined;
  const total = found?.length ?? tenant.count(kind);
  Object.assign(query.constraints, { count: most, totalResults: total });
  if (sortBy && after < total) return (found ?? []).map(versioned);
  if (after > 0) {
    query.constraints.startIndex = 1;
    context.startIndex = startIndex;
  }
  return (found?.slice(after, after + most) ?? tenant.page(kind, most, after)).map(versioned);
}

/** @throws 404 */
function existing(kind: Kind, tenant: Tenant, id: string): Shown {
  const [found] = tenant.find(kind, [{ by: 'id', is: 'eq', text: id }]);
  if (!found) throw new SCIMMY.Types.Error(404, '', `No resource ${id} exists.`);
  return versioned(found);
}

/** The resource to change. @throws 404; 412 if it changed since the client read it */
function checked(kind: Kind, { tenant, ifMatch }: Context, id: string): Shown {
  const resource = existing(kind, tenant, id);
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

function idsOf(related: unknown): string[] {
  return ((related ?? []) as { value: string }[]).map(({ value }) => value);
}

function stamp(before: Resource | undefined, id: string) {
  const now = new Date().toISOString();
  return { id, meta: { created: before?.meta.created ?? now, lastModified: now } };
}

/** Adds a resource, or replaces it; does nothing if it is the same as before. */
function put(
  kind: Kind,
  tenant: Tenant,
  before: Shown | undefined,
  attributes: Attributes,
  members?: string[],
): Shown {
  if (before && isSame(before, attributes, members)) return before;
  return change(tenant, () => {
    const id = before?.id ?? `${kind === 'Users' ? 'u' : 'g'}-${tenant.nextNumber()}`;
    tenant.put(kind, { ...stamp(before, id), ...attributes } as Resource, members);
    return existing(kind, tenant, id);
  });
}

function isSame(before: Shown, attributes: Attributes, members: string[] = []): boolean {
  const { id, meta, groups, members: membersBefore, ...attributesBefore } = before;
  return isDeepStrictEqual(attributesBefore, attributes) && isDeepStrictEqual(idsOf(membersBefore), members);
}

/** @throws 500, because scimmy turns any error that is not its own into a 404 */
function change<Result>(tenant: Tenant, work: () => Result): Result {
  try {
    return tenant.change(work);
  } catch (error) {
    throw notWritten(error);
  }
}

/** The answer to a change that is undone because the disk does not take it. */
export function notWritten(error: unknown): InstanceType<typeof SCIMMY.Types.Error> {
  const why = (error as Error).message;
  return new SCIMMY.Types.Error(500, '', `The change can't be written to disk: ${why}`);
}
