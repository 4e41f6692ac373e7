// Imports a program that is compiled at its first run, and again when one of its sources has changed. It is plain Node,
// because it runs before anything is compiled.
import { createHash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { nameSourceLines } from './source-lines.mjs';
import { isSame } from './stamp.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));

/**
 * Imports a TypeScript file of this project, with all that it imports.
 * @param {string} file its path in the project
 * @param {'command' | 'worker'} kind a command starts fast: it contains its packages, and loads its parts when they are
 *   used. A worker is one file, so that all of it is in memory when it is compiled again.
 */
export async function importCompiled(file, kind) {
  const folder = folderOf(file, kind);
  const program = currentIn(folder) ?? (await compiled(file, kind, folder));
  if (program === undefined) return importAsItIs(file);
  nameSourceLines(realpathSync(folder));
  module.enableCompileCache?.(join(folder, 'v8'));
  return import(pathToFileURL(program).href);
}

/** Its packages are found from here. Each clone has its own folder, because clones may share their packages. */
function folderOf(file, kind) {
  const name = createHash('sha256')
    .update(`${root} ${file} ${kind} ${process.version}`)
    .digest('hex')
    .slice(0, 12);
  return join(root, 'node_modules/.cache/onegov', name);
}

/** The compiled program, if nothing that it was made of has changed since. */
function currentIn(folder) {
  try {
    const { program, sources } = JSON.parse(readFileSync(join(folder, 'made-of.json'), 'utf8'));
    const isCurrent = Object.entries(sources).every(([source, was]) => isSame(join(root, source), was));
    return isCurrent ? join(folder, program) : undefined;
  } catch {
    return undefined;
  }
}

/** The program, freshly compiled; undefined if this account can't write it down. */
async function compiled(file, kind, folder) {
  const { compile } = await import('./compile.mjs');
  try {
    return await compile({ root, file, kind, folder });
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS', 'ENOSPC'].includes(error.code)) return undefined;
    throw error;
  }
}

async function importAsItIs(file) {
  const { register } = await import('tsx/esm/api');
  register();
  return import(new URL(file, pathToFileURL(root)).href);
}
