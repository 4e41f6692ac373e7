// Keeps the users and groups of the embedded directory, by tenant.
import { join } from 'node:path';
import { makePrivateFolder } from '../engine/private-files.ts';
import { type Database, openDatabase } from './directory-database.ts';
import { type Indexed, type Kind, type Ordered, sql } from './directory-tables.ts';

/**
 * A user with the user's groups, or a group with its members. All have some attributes (RFC 7643, 3.1); others from a
 * client are kept unchanged.
 */
export type Resource = {
  id: string;
  externalId?: string;
  userName?: string;
  displayName?: string;
  active?: boolean;
  groups?: Related[];
  members?: Related[];
  meta: { created: string; lastModified: string };
  [attribute: string]: unknown;
};
type Related = { value: string; display: string; type: string };

/** What an index answers: the attribute is that text, or starts with it. */
export type LookUp = { is: 'eq'; by: Indexed; text: string } | { is: 'sw'; by: Ordered; text: string };

export type Tenant = {
  name: string;
  has(kind: Kind, id: string): boolean;
  /** The resources that any of the look-ups finds, in the order of creation. */
  find(kind: Kind, lookUps: LookUp[]): Resource[];
  /** At most so many resources, in the order of creation, after the first ones. */
  page(kind: Kind, most: number, after: number): Resource[];
  /** All resources, in the order of creation, some at a time. */
  all(kind: Kind): Iterable<Resource[]>;
  count(kind: Kind): number;
  countInactive(): number;
  /** Makes changes, all of them or none. @throws if they can't be written to disk */
  change<Result>(work: () => Result): Result;
  /** Makes the tenant, with the number in its first resource's id. */
  beginAt(first: number): void;
  /** The number in the next resource's id. No id is used twice. */
  nextNumber(): number;
  /** Adds or replaces a resource. The ids of a group's members are apart from it. */
  put(kind: Kind, resource: Resource, members?: string[]): void;
  /** Removes a resource, and with it its memberships or members. */
  remove(kind: Kind, id: string): void;
};

export type Tenants = {
  /** The tenants that something was ever put into, sorted by name. */
  all(): Tenant[];
  /** The tenant of that name; undefined if the name is not allowed. */
  open(name: string): Tenant | undefined;
  written: Database['written'];
  close: Database['close'];
};

const atATime = 1000;
const lastCharacter = '\u{10ffff}';

/**
 * Opens the tenants of a folder.
 * @throws {StartError} if another process uses the folder, or what is in it is not a database
 */
export function openTenants(folder: string): Tenants {
  makePrivateFolder(folder);
  const database = openDatabase(join(folder, 'directory.db'));
  return {
    all: () => database.rows(sql.tenantNames).map(([name]) => createTenant(database, name as string)),
    open: (name) => (/^[a-z0-9][a-z0-9-]{0,62}$/.test(name) ? createTenant(database, name) : undefined),
    written: database.written,
    close: database.close,
  };
}

function createTenant(database: Database, name: string): Tenant {
  const { rows, run, change } = database;
  const number = (statement: string, ...values: string[]) =>
    rows(statement, name, ...values)[0]?.[0] as number | undefined;

  function lookUp(kind: Kind, sought: LookUp): unknown[][] {
    const { text } = sought;
    return sought.is === 'eq'
      ? rows(sql.equalTo(kind, sought.by), name, kind, text)
      : rows(sql.startingWith(kind, sought.by), name, kind, text, text + lastCharacter);
  }

  function setMembers(group: number, members: string[]): void {
    const before = new Set(rows(sql.memberPlaces, group).map(([place]) => place as number));
    const now = new Set(members.map((id) => number(sql.placeOf, 'Users', id) as number));
    for (const user of before) if (!now.has(user)) run(sql.removeMember, group, user);
    for (const user of now) if (!before.has(user)) run(sql.addMember, group, user);
  }

  return {
    name,
    change,
    has: (kind, id) => number(sql.placeOf, kind, id) !== undefined,
    find(kind, lookUps) {
      const found = lookUps.flatMap((each) => lookUp(kind, each));
      const byPlace = new Map(found.map((row) => [row[0] as number, row]));
      return [...byPlace].sort(([one], [other]) => one - other).map(([, row]) => resourceOf(kind, row));
    },
    page: (kind, most, after) =>
      rows(sql.page(kind), name, kind, most, after).map((row) => resourceOf(kind, row)),
    *all(kind) {
      let found: unknown[][] = [];
      do {
        found = rows(sql.after(kind), name, kind, (found.at(-1)?.[0] as number) ?? 0, atATime);
        yield found.map((row) => resourceOf(kind, row));
      } while (found.length === atATime);
    },
    count: (kind) => number(sql.count, kind) ?? 0,
    countInactive: () => number(sql.countInactive, 'Users') ?? 0,
    beginAt: (first) => run(sql.newTenant, name, first),
    nextNumber: () => number(sql.nextNumber) as number,
    put(kind, resource, members) {
      const { id, externalId = null, userName, displayName, active = true } = resource;
      const searched = [externalId, lowerCase(userName), lowerCase(displayName), Number(active)];
      const [[place] = []] = rows(sql.put, name, kind, id, ...searched, JSON.stringify(resource));
      if (members) setMembers(place as number, members);
    },
    remove: (kind, id) => run(sql.remove, name, kind, id),
  };
}

function lowerCase(text: string | undefined): string | null {
  return text === undefined ? null : text.toLowerCase();
}

function resourceOf(kind: Kind, [, body, related]: unknown[]): Resource {
  return {
    ...(JSON.parse(body as string) as Resource),
    [kind === 'Users' ? 'groups' : 'members']: JSON.parse(related as string),
  };
}
