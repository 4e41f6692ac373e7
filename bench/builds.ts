// The builds to measure: this one, and another revision of it in a checkout beside it.
import { execFileSync, fork } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { readConfig } from '../config/config.ts';
import { type Figures, measuredWhenNamed, measurements, type Preset } from './measurement.ts';

export type Build = { name: 'this' | 'other'; checkout: string };

const root = resolve(import.meta.dirname, '..');

export const thisBuild: Build = { name: 'this', checkout: root };

/** The commit that a revision names, in short. @throws {Error} if there is none */
export function commitOf(revision: string): string {
  try {
    return git('rev-parse', '--short', '--verify', '--quiet', `${revision}^{commit}`).trim();
  } catch {
    throw new Error(`There is no revision ${revision}; give one such as HEAD~1.`);
  }
}

/** Checks a revision out beside this build. It gets this build's measurements, and what they need and it lacks. */
export function checkOut(revision: string, folder: string): Build & { remove(): void } {
  const checkout = join(folder, 'other-build');
  git('worktree', 'add', '--detach', '--force', checkout, revision);
  linkDependencies(checkout);
  const measured: string[] = [...measurements, ...measuredWhenNamed].map((name) => `${name}.ts`);
  for (const file of readdirSync(join(root, 'bench'))) {
    const copy = join(checkout, 'bench', file);
    if (measured.includes(file) || !existsSync(copy)) cpSync(join(root, 'bench', file), copy);
  }
  return { name: 'other', checkout, remove: () => git('worktree', 'remove', '--force', checkout) };
}

/** Shares this build's dependencies if it has all of the other's; installs them otherwise. */
function linkDependencies(checkout: string): void {
  const ours = lockedIn(root);
  const isShared = Object.entries(lockedIn(checkout)).every(
    ([path, { version }]) => path === '' || ours[path]?.version === version,
  );
  if (isShared) symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'), 'dir');
  else execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: checkout, stdio: 'inherit' });
}

/** The packages that a checkout's lock file names, by their path. */
function lockedIn(checkout: string): Record<string, { version?: string }> {
  return JSON.parse(readFileSync(join(checkout, 'package-lock.json'), 'utf8')).packages;
}

/** Measures a build once. @throws {Error} if that fails */
export async function measure(
  { checkout }: Build,
  name: string,
  preset: Preset,
  dataFolder: string,
): Promise<Figures> {
  mkdirSync(dataFolder, { recursive: true });
  const folder = mkdtempSync(join(dataFolder, `${name}-`));
  const child = fork(join(checkout, 'bench', 'measure.ts'), [name, preset, folder], {
    cwd: checkout,
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, ONEGOV_DATA: folder, ONEGOV_CACHE: readConfig().cacheFolder },
  });
  let figures: Figures | undefined;
  child.on('message', (message) => {
    figures = message as Figures;
  });
  const code = await new Promise((done) => child.once('close', done));
  rmSync(folder, { recursive: true, force: true });
  if (!figures || code !== 0) throw new Error(`The measurement ${name} failed in ${checkout}.`);
  return figures;
}

function git(...words: string[]): string {
  return execFileSync('git', words, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}
