// What the embedded directory holds: users and groups of several tenants, one JSON file for each.
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Of a SCIM resource, what every kind has (RFC 7643, 3.1); what else a client gave stays as it is. */
export type Resource = {
  id: string;
  externalId?: string;
  meta: { created: string; lastModified: string };
  [attribute: string]: unknown;
};
export type User = Resource & { userName: string; displayName?: string; active: boolean };
/** Its members are ids of users. */
export type Group = Resource & { displayName: string; members: string[] };

export type Contents = {
  /** The number that the next resource's id is made with; no id is given twice. */
  next: number;
  users: User[];
  groups: Group[];
};

export type Tenant = {
  name: string;
  contents(): Contents;
  /** Replaces the contents, on disk first: if that fails, nothing has changed. */
  replace(contents: Contents): void;
};

export type Tenants = {
  /** Those that exist, by name. */
  all(): Tenant[];
  /** The tenant of that name, a new one if need be; undefined if it can't be a tenant's name. */
  open(name: string): Tenant | undefined;
};

/** @throws Error naming the file that can't be read as a tenant's. */
export function openTenants(folder: string): Tenants {
  mkdirSync(folder, { recursive: true });
  const fileOf = (name: string) => join(folder, `${name}.json`);
  const tenants = new Map(
    readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .map((file) => file.slice(0, -'.json'.length))
      .map((name) => [name, createTenant(name, fileOf(name), load(fileOf(name)))]),
  );
  return {
    all: () => [...tenants.values()].sort((one, other) => one.name.localeCompare(other.name)),
    open(name) {
      if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(name)) return undefined;
      const tenant =
        tenants.get(name) ?? createTenant(name, fileOf(name), { next: 1, users: [], groups: [] });
      tenants.set(name, tenant);
      return tenant;
    },
  };
}

function createTenant(name: string, file: string, contents: Contents): Tenant {
  let current = contents;
  return {
    name,
    contents: () => current,
    replace(next) {
      writeFileSync(`${file}.new`, `${JSON.stringify(next, null, 2)}\n`, { mode: 0o600 });
      renameSync(`${file}.new`, file);
      current = next;
    },
  };
}

function load(file: string): Contents {
  try {
    const { next, users, groups } = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof next === 'number' && Array.isArray(users) && Array.isArray(groups)) {
      return { next, users, groups };
    }
  } catch {
    // Said below, for a file that is no JSON and for one that has something else in it.
  }
  throw new Error(
    `${file} is not a directory tenant's file; restore it, or move it away to start with none.`,
  );
}
