// Who may read files: for tests of what is kept for this account only.
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The paths under a folder that another account may read, write or open; the folder itself does not count. */
export function openToOthers(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => !entry.isSymbolicLink())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((path) => (lstatSync(path).mode & 0o077) !== 0);
}
