// The data folder holds mail, names and keys, so only this account may read what is in it.
import { chmodSync, type Dirent, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from './child-process.ts';

/** Makes a folder, and those above it that don't exist, for this account only. */
export function makePrivateFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
}

/** Writes a file that only this account may read. */
export function writePrivateFile(path: string, content: string): void {
  writeFileSync(path, content, { mode: 0o600 });
}

/** What we keep in a data folder. Earlier versions left it open to every account. Other things may be someone else's. */
const ours = /^(engine|log|keys|journal|directory|mailbox|temporal\.db.*|running\.json.*)$/;

/**
 * Closes a data folder to other accounts, with what earlier versions left open in it.
 * @throws {StartError} if this account may not do that
 */
export function closeDataFolder(folder: string): void {
  closeOne(folder);
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (ours.test(entry.name)) closeWhole(folder, entry);
}

function closeWhole(folder: string, entry: Dirent): void {
  const path = join(folder, entry.name);
  if (entry.isDirectory() || entry.isFile()) closeOne(path);
  if (!entry.isDirectory()) return;
  for (const inner of readdirSync(path, { withFileTypes: true })) closeWhole(path, inner);
}

function closeOne(path: string): void {
  const { mode } = statSync(path);
  if ((mode & 0o077) === 0) return;
  try {
    chmodSync(path, mode & 0o700);
  } catch (error) {
    throw new StartError(
      `Other accounts can read ${path}, and this account can't change that (${(error as NodeJS.ErrnoException).code}); make this account its owner.`,
    );
  }
}
