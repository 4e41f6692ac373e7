// Compiles a program into a folder, with a list of what it was made of.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, stop } from 'esbuild';
import { madeOf } from './stamp.mjs';

/** What a command contains. Loaded as installed, they take as long as all the rest of a command. */
const contained =
  /^(@temporalio\/(activity|client|common|envconfig|proto|workflow)|@18f\/us-federal-holidays|commander|csv-parse|csv-stringify|picocolors|temporal-polyfill|zod)(\/|$)/;

/** It changes when npm installs anything. */
const packages = 'node_modules/.package-lock.json';
const itself = 'bin/compile.mjs';

/** @returns the path of the program */
export async function compile({ root, file, kind, folder }) {
  const sources = Object.fromEntries([packages, itself].map((one) => [one, madeOf(join(root, one))]));
  mkdirSync(folder, { recursive: true });
  const name = randomBytes(6).toString('hex');
  await build({
    absWorkingDir: root,
    entryPoints: { program: file },
    outdir: join(folder, name),
    outExtension: { '.js': '.mjs' },
    ...{ bundle: true, platform: 'node', format: 'esm', target: `node${process.versions.node}` },
    splitting: kind === 'command',
    ...{ sourcemap: 'linked', sourcesContent: false, logLevel: 'silent' },
    // What packages of the older kind call.
    banner: {
      js: `import { createRequire as __r } from 'node:module'; const require = __r(import.meta.url);`,
    },
    plugins: [packagesIn(kind === 'command' ? contained : /^$/), sourcesIn(root, sources)],
  });
  // Its own process would stay for a worker's life, with 70 MB.
  await stop();
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ program: `${name}/program.mjs`, sources }));
  renameSync(join(folder, `${name}.json`), join(folder, 'made-of.json'));
  removeOld(folder, name);
  return join(folder, name, 'program.mjs');
}

/** Contains the packages of some names. The others are imported as they are installed. */
function packagesIn(names) {
  return {
    name: 'packages',
    setup({ onResolve }) {
      onResolve({ filter: /^[^./]/ }, ({ path, importer, kind }) =>
        kind === 'entry-point' || importer.includes('/node_modules/') || names.test(path)
          ? undefined
          : { external: true },
      );
    },
  };
}

/** Notes what each source was when it was read, and tells it where it is: the compiled program is elsewhere. */
function sourcesIn(root, sources) {
  return {
    name: 'sources',
    setup({ onLoad }) {
      onLoad({ filter: /\.(ts|json)$/ }, ({ path }) => {
        if (path.includes('/node_modules/')) return undefined;
        sources[relative(root, path)] = madeOf(path);
        const text = readFileSync(path, 'utf8');
        return {
          contents: path.endsWith('.ts') ? placed(text, path) : text,
          loader: path.endsWith('.ts') ? 'ts' : 'json',
        };
      });
    },
  };
}

function placed(text, path) {
  return text
    .replaceAll('import.meta.filename', () => JSON.stringify(path))
    .replaceAll('import.meta.dirname', () => JSON.stringify(dirname(path)))
    .replaceAll('import.meta.url', () => JSON.stringify(pathToFileURL(path).href));
}

/** A command that still runs may load parts of the program that it began with. */
const kept = 5;

function removeOld(folder, name) {
  const builds = readdirSync(folder)
    .filter((one) => /^[0-9a-f]{12}$/.test(one) && one !== name)
    .map((one) => ({ one, at: statSync(join(folder, one)).mtimeMs }))
    .toSorted((one, other) => other.at - one.at);
  for (const { one } of builds.slice(kept)) rmSync(join(folder, one), { recursive: true, force: true });
}
