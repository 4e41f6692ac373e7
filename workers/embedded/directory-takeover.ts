// Takes over what earlier versions kept: one JSON file per tenant.
import { readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../engine/child-process.ts';
import type { Resource, Tenant, Tenants } from './directory-store.ts';

/** The members of a group are the ids of its users. */
type OldTenant = { next: number; users: Resource[]; groups: (Resource & { members: string[] })[] };

const extension = '.json';

/**
 * Puts what a folder's old files hold into their tenants, and the files aside, so that nobody takes them for what the
 * directory holds now. A tenant that has something in it was taken over before.
 * @throws {StartError} naming a file that is not a tenant's; then nothing is taken over
 */
export async function takeOver(folder: string, tenants: Tenants): Promise<void> {
  const files = readdirSync(folder).filter((file) => file.endsWith(extension));
  const known = new Set(tenants.all().map(({ name }) => name));
  for (const file of files) {
    const name = file.slice(0, -extension.length);
    if (!known.has(name)) takeOverFile(join(folder, file), tenants.open(name));
  }
  await tenants.written();
  for (const file of files) renameSync(join(folder, file), join(folder, `${file}.taken-over`));
}

function takeOverFile(file: string, tenant: Tenant | undefined): void {
  try {
    if (!tenant) throw new Error('its name is not a tenant’s');
    const { next, users, groups } = JSON.parse(readFileSync(file, 'utf8')) as OldTenant;
    tenant.change(() => {
      tenant.beginAt(next);
      for (const user of users) tenant.put('Users', user);
      for (const { members, ...group } of groups) tenant.put('Groups', group as Resource, members);
    });
  } catch (error) {
    throw new StartError(
      `${file} does not hold a tenant of the directory (${(error as Error).message}); restore it, or move it away to start without it.`,
    );
  }
}
