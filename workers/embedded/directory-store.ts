// Keeps the users and groups of the embedded directory, in one JSON file per tenant.
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../engine/child-process.ts';
import { makePrivateFolder } from '../engine/private-files.ts';

/** The attributes of every SCIM resource (RFC 7643, 3.1). Other attributes from a client are kept unchanged. */
export type Resource = {
  id: string;
  externalId?: string;
  meta: { created: string; lastModified: string };
  [attribute: string]: unknown;
};
export type User = Resource & { userName: string; displayName?: string; active: boolean };
/** Its members are the ids of users. */
export type Group = Resource & { displayName: string; members: string[] };

export type Contents = {
  /** The number in the next resource's id. No id is used twice. */
  next: number;
  users: User[];
  groups: Group[];
};

export type Tenant = {
  name: string;
  contents(): Contents;
  /** Replaces the contents, on disk first: if that fails, nothing changes. */
  replace(contents: Contents): void;
};

export type Tenants = {
  /** All tenants, sorted by name. */
  all(): Tenant[];
  /** The tenant of that name, new if it does not exist; undefined if the name is not allowed. */
  open(name: string): Tenant | undefined;
};

/** Opens the tenants of a folder. @throws {StartError} naming a file that is not a tenant's */
export function openTenants(folder: string): Tenants {
  makePrivateFolder(folder);
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
    // A file that is not JSON gets the same error as one with other contents, below.
  }
  throw new StartError(
    `${file} does not hold a tenant of the directory; restore it, or move it away to start without it.`,
  );
}
