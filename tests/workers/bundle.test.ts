// The bundle of the workflows: from the cache while no source has changed, and never an old one.
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Bundle, bundledFolders, bundleWorkflows, sourcesHash } from '../../workers/bundle.ts';
import { StartError } from '../../workers/engine/child-process.ts';

const root = join(import.meta.dirname, '../../');

test('a bundle comes from the cache until a source changes', async () => {
  const [project, cache] = [smallProject(), temporaryFolder()];
  const { code } = await bundleWorkflows(cache, project);
  writeFileSync(bundlesIn(cache)[0] as string, 'from the cache');
  expect(await bundleWorkflows(cache, project)).toEqual({ code: 'from the cache' });

  appendFileSync(join(project, 'agreements/words.ts'), "\nexport const added = 'just now …';\n");
  const after = await bundleWorkflows(cache, project);
  expect(code).not.toContain('just now');
  expect(after.code).toContain('just now \\u2026');
  expect(bundlesIn(cache)).toHaveLength(2);
});

test.each(['workflows/index.ts', 'agreements/words.ts', 'package-lock.json', 'workers/bundle-program.mjs'])(
  'a change of %s makes a new bundle',
  (file) => {
    const project = smallProject();
    const before = sourcesHash(project);
    appendFileSync(join(project, file), '\n');
    expect(sourcesHash(project)).not.toBe(before);
  },
);

test('a new file and a renamed one make a new bundle', () => {
  const project = smallProject();
  const before = sourcesHash(project);
  writeFileSync(join(project, 'data/new.json'), '{}');
  const withNew = sourcesHash(project);
  renameSync(join(project, 'data/new.json'), join(project, 'data/newer.json'));
  expect(new Set([before, withNew, sourcesHash(project)]).size).toBe(3);
});

test('all of our files in a bundle count as its sources, also if the cache cannot be written', async () => {
  const file = join(temporaryFolder(), 'a-file');
  writeFileSync(file, '');
  const ours = oursIn(await bundleWorkflows(file));
  expect(ours.length).toBeGreaterThan(50);
  expect(ours.filter((path) => !bundledFolders.includes(path.split('/')[0] as string))).toEqual([]);
  expect(ours.filter((path) => !/\.(ts|json|cjs)$/.test(path))).toEqual([]);
});

test('a bundle has no time-zone tables and no zod: a replay must not depend on them', async () => {
  const { code } = await bundleWorkflows(temporaryFolder());
  const packages = /node_modules\/(zod|temporal-polyfill|@18f)\//;
  expect(sourcesOf(code).filter((path) => packages.test(path))).toEqual([]);
});

test('none of our files in a bundle keeps state outside of functions, because all workflows share them', async () => {
  const ours = oursIn(await bundleWorkflows(temporaryFolder()));
  const keepsState = /^(export )?((let|var) |const [^=]*= *(new (Weak)?(Map|Set)\b|\[\];|\{\};))/m;
  expect(ours.filter((path) => keepsState.test(readFileSync(join(root, path), 'utf8')))).toEqual([]);
});

test('the cache keeps the newest five bundles', async () => {
  const cache = temporaryFolder();
  mkdirSync(join(cache, 'workflows'));
  for (const number of [1, 2, 3, 4, 5, 6]) writeFileSync(join(cache, 'workflows', `${number}.js`), '');
  await bundleWorkflows(cache, smallProject());
  expect(bundlesIn(cache)).toHaveLength(5);
});

test('an error in the sources is named', async () => {
  const project = smallProject();
  appendFileSync(join(project, 'workflows/index.ts'), "\nimport './not-there.ts';\n");
  const failed = bundleWorkflows(temporaryFolder(), project);
  await expect(failed).rejects.toThrow(StartError);
  await expect(failed).rejects.toThrow(/^The workflows can't be bundled: .*not-there\.ts/);
});

/** A project with one workflow. */
function smallProject(): string {
  const project = temporaryFolder();
  for (const folder of [...bundledFolders, 'workers']) mkdirSync(join(project, folder));
  for (const part of ['workers/bundle-program.mjs', 'package-lock.json', 'package.json'])
    cpSync(join(root, part), join(project, part));
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'));
  writeFileSync(join(project, 'agreements/words.ts'), "export const words = 'at first';\n");
  writeFileSync(join(project, 'workflows/index.ts'), "export * from '../agreements/words.ts';\n");
  return project;
}

function bundlesIn(cache: string): string[] {
  return readdirSync(join(cache, 'workflows')).map((file) => join(cache, 'workflows', file));
}

/** Our files in a bundle, by their paths in the project. */
function oursIn({ code }: Bundle): string[] {
  return sourcesOf(code)
    .filter((path) => path.startsWith(root) && !path.includes('node_modules') && existsSync(path))
    .map((path) => relative(root, path));
}

/** The files that a bundle's source map names. */
function sourcesOf(code: string): string[] {
  const map = Buffer.from(
    code.split('sourceMappingURL=data:application/json;charset=utf-8;base64,').at(-1) as string,
    'base64',
  );
  return JSON.parse(map.toString()).sources;
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'onegov-bundle-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
