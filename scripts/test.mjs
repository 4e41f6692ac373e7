// All checks and tests on a fresh clone: dependencies, types and lint, the engine, then vitest with the arguments given.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ensureDependencies } from './dependencies.mjs';

const cwd = fileURLToPath(new URL('../', import.meta.url));

ensureDependencies();
run('npm', 'run', 'check');
await ensureEngine();
run(process.execPath, 'node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2));
process.exit();

/** Before the tests, so that a first build is seen and no test waits for it. */
async function ensureEngine() {
  const { tsImport } = await import('tsx/esm/api');
  const { readConfig } = await tsImport('../config/config.ts', import.meta.url);
  const { findEngine } = await tsImport('../workers/engine/find.ts', import.meta.url);
  const { findPostgres } = await tsImport('../tests/support/postgres.ts', import.meta.url);
  const { findBucketServer } = await tsImport('../tests/support/bucket.ts', import.meta.url);
  const say = (line) => console.log(line);
  try {
    await findEngine({ config: readConfig(), say });
    await findPostgres(readConfig(), say);
    await findBucketServer(readConfig(), say);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}

function run(command, ...args) {
  const { status } = spawnSync(command, args, { cwd, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
