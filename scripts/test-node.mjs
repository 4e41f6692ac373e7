// The tests on another version of Node, which comes from npm: `npm run test:node -- 24`, or some of them:
// `npm run test:node -- 24 --project unit tests/workers`. Run `npm test` once before: it builds what the tests need.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ensureDependencies } from './dependencies.mjs';

const [version, ...words] = process.argv.slice(2);
if (!/^\d+(\.\d+)*$/.test(version ?? '')) {
  console.error('Name a version of Node: npm run test:node -- 24');
  process.exit(2);
}
ensureDependencies({ forTests: true });
const command = ['--yes', `node@${version}`, 'node_modules/vitest/vitest.mjs', 'run', ...words];
const { status } = spawnSync('npx', command, {
  cwd: fileURLToPath(new URL('../', import.meta.url)),
  stdio: 'inherit',
});
process.exit(status ?? 1);
