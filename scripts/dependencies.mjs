// Sees to it that the dependencies of package-lock.json are installed. Plain Node: it runs when nothing is there yet.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);

/** Installs the dependencies if any is missing or of another version; ends the process if that fails. */
export function ensureDependencies() {
  const { engines } = read('package.json');
  if (!isRecent(process.versions.node, engines.node)) {
    giveUp(
      `Node.js ${process.versions.node} is too old; install ${engines.node.replace('>=', '')} or later.`,
    );
  }
  if (areInstalled()) return;
  console.log('Installing the dependencies …');
  // Not `npm ci`: it refuses a lock file without the optional packages of machines other than the one it was made on.
  const options = { cwd: fileURLToPath(root), stdio: 'inherit' };
  const { status, error } = spawnSync('npm', ['install', '--no-save'], options);
  if (error) giveUp('The dependencies are missing, and npm is not on the PATH to install them.');
  if (status !== 0) giveUp('The dependencies could not be installed; see what npm says above.');
}

function isRecent(version, range) {
  const parts = (text) => text.replace(/^\D+/, '').split('.').map(Number);
  const [has, wants] = [parts(version), parts(range)];
  const at = wants.findIndex((number, index) => number !== has[index]);
  return at < 0 || has[at] > wants[at];
}

/** Optional ones may be missing: they are for other machines. */
function areInstalled() {
  try {
    const there = read('node_modules/.package-lock.json').packages;
    return Object.entries(read('package-lock.json').packages).every(
      ([path, { version, optional }]) => !path || optional || there[path]?.version === version,
    );
  } catch {
    return false;
  }
}

function read(file) {
  return JSON.parse(readFileSync(new URL(file, root), 'utf8'));
}

function giveUp(reason) {
  console.error(reason);
  process.exit(1);
}
