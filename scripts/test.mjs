// All checks and tests, from a fresh clone: `npm test`, or `npm test -- tests/pages` for some of the tests.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ensureDependencies } from './dependencies.mjs';

const cwd = fileURLToPath(new URL('../', import.meta.url));
const say = (line) => console.log(line);

ensureDependencies({ forTests: true });
say('Checking types, style, imports and unused code …');
run('npm', 'run', '--silent', 'check');
say('Looking for the Temporal server and the other programs that the tests need …');
await prepare();
say('Running the tests (about 10 minutes) …');
run(process.execPath, 'node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2));

/** Builds before the tests, so that people see a first build and no test waits for it. */
async function prepare() {
  const { tsImport } = await import('tsx/esm/api');
  const { prepareTests } = await tsImport('./prepare-tests.ts', import.meta.url);
  try {
    await prepareTests(say);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}

function run(command, ...args) {
  const { status } = spawnSync(command, args, { cwd, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
