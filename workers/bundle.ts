// The bundle of the workflows' code, which all workers share. Another process makes it, and the cache keeps it.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify, stripVTControlCharacters } from 'node:util';
import type { BundleOptions } from '@temporalio/worker';
import { failureConverterPath } from '../encryption/data-converter.ts';
import { oneLine } from '../text/sentences.ts';
import { StartError } from './engine/child-process.ts';

export type Bundle = { code: string };

const program = fileURLToPath(new URL('bundle-program.mjs', import.meta.url));
const here = fileURLToPath(new URL('../', import.meta.url));

/** What a bundle may be made of: workflows/ and the folders that it may import. */
export const bundledFolders = ['workflows', 'agreements', 'text', 'data', 'offers'];

/** How many bundles stay in the cache, because several versions of this project may share it. */
const kept = 5;

/**
 * The code of workflows/ for the sandbox. It takes seconds after a change of any source, and no time else.
 * @param cache the cache's folder. If it can't be written, each call takes seconds
 * @param root the project's folder
 * @throws {StartError} if the code can't be bundled
 */
export function bundleWorkflows(cache: string, root = here): Promise<Bundle> {
  return cached(cache, `${sourcesHash(root)}.js`, () => bundled(root, { failureConverterPath }));
}

/** The same with what watches the workflows in a replay (workflows/watched.ts). There, failures keep their words. */
export function bundleWatched(cache: string, root = here): Promise<Bundle> {
  return cached(cache, `${sourcesHash(root)}-watched.js`, () =>
    bundled(root, { workflowInterceptorModules: [join(root, 'workflows/watched.ts')] }),
  );
}

async function cached(cache: string, file: string, make: () => Promise<string>): Promise<Bundle> {
  const folder = join(cache, 'workflows');
  const there = readCached(join(folder, file));
  if (there) return { code: there };
  const code = await make();
  keep(folder, file, code);
  return { code };
}

/** A hash of all that is made of some folders, such as a bundle: sources and the versions of packages. */
export function sourcesHash(
  root = here,
  folders = bundledFolders,
  files = /\.(ts|mjs|cjs|json|csv|html)$/,
): string {
  const sources = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => files.test(file))
      .map((file) => join(folder, file)),
  );
  const hash = createHash('sha256');
  for (const file of [...sources.toSorted(), 'package-lock.json', 'workers/bundle-program.mjs'])
    hash.update(`${file}\0${readFileSync(join(root, file), 'utf8')}\0`);
  return hash.digest('hex').slice(0, 16);
}

function readCached(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

type Beside = Pick<BundleOptions, 'failureConverterPath' | 'workflowInterceptorModules'>;

async function bundled(root: string, beside: Beside): Promise<string> {
  const order = JSON.stringify({ workflowsPath: join(root, 'workflows/index.ts'), ...beside });
  const { stdout } = await promisify(execFile)(process.execPath, [program, order], {
    maxBuffer: 100_000_000,
  }).catch(({ stderr, message }) => {
    throw new StartError(`The workflows can't be bundled: ${firstError(stderr) ?? oneLine(message)}`);
  });
  return stdout;
}

/** The first line of webpack's report that names an error. */
function firstError(report: string): string | undefined {
  return stripVTControlCharacters(report)
    .split('\n')
    .find((line) => line.includes('Error: '))
    ?.trim();
}

/** Writes a bundle in one step, and removes the oldest ones. */
function keep(folder: string, file: string, code: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    const written = join(folder, `${file}.${process.pid}`);
    writeFileSync(written, code);
    renameSync(written, join(folder, file));
    for (const old of newestFirst(folder).slice(kept)) rmSync(old, { force: true });
  } catch {
    // The next start bundles again.
  }
}

function newestFirst(folder: string): string[] {
  return readdirSync(folder)
    .map((file) => join(folder, file))
    .toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
}
