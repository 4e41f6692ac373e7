// The tests with real mail servers: `npm run test:servers`. They get Postfix and Exim from Debian, into the cache only.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ensureDependencies } from './dependencies.mjs';

ensureDependencies({ forTests: true });
const { tsImport } = await import('tsx/esm/api');
const { prepareServerTests } = await tsImport('./prepare-server-tests.ts', import.meta.url);
try {
  await prepareServerTests(console.log);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.servers.config.ts'];
const { status } = spawnSync(process.execPath, [...vitest, ...process.argv.slice(2)], {
  cwd: fileURLToPath(new URL('../', import.meta.url)),
  stdio: 'inherit',
});
process.exit(status ?? 1);
