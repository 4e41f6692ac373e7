// Installs the dependencies of package-lock.json if they are not there yet. Plain Node: it runs before anything else is there.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);

/**
 * Installs the dependencies if one is missing or has another version; ends the process if that fails.
 * @param {{ forTests: boolean }} what whether the tests' own dependencies are needed too
 */
export function ensureDependencies({ forTests }) {
  const { engines } = read('package.json');
  if (!isRecent(process.versions.node, engines.node)) {
    giveUp(
      `Node.js ${process.versions.node} is too old; install ${engines.node.replace('>=', '')} or later.`,
    );
  }
  if (areInstalled(forTests)) return;
  console.log('Installing the dependencies (once, 1 to 3 minutes) …');
  // The first `npm start` leaves out the tests' own dependencies: half of all, and a browser and a database among them.
  const what = forTests || existsSync(new URL('node_modules', root)) ? [] : ['--omit=dev'];
  const options = { cwd: fileURLToPath(root), stdio: 'inherit' };
  const { status, error } = spawnSync('npm', ['install', '--no-save', ...what], options);
  if (error) giveUp('npm is not on the PATH; install it, then try again.');
  if (status !== 0) giveUp('npm could not install the dependencies; it says why above.');
}

/** Is a version in a range such as `>=20.11.0`? */
export function isRecent(version, range) {
  const parts = (text) => text.replace(/^\D+/, '').split('.').map(Number);
  const [has, wants] = [parts(version), parts(range)];
  const at = wants.findIndex((number, index) => number !== has[index]);
  return at < 0 || has[at] > wants[at];
}

/**
 * Are all packages of a lock file there, in its versions? Optional ones may be missing: they are for other machines.
 * @param locked the packages of package-lock.json
 * @param there the packages of npm's list of what is in node_modules
 */
export function areThere(locked, there, forTests) {
  return Object.entries(locked).every(
    ([path, { version, optional, dev }]) =>
      !path || optional || (dev && !forTests) || there[path]?.version === version,
  );
}

function areInstalled(forTests) {
  if (!existsSync(new URL('node_modules/.package-lock.json', root))) return false;
  const [locked, there] = ['package-lock.json', 'node_modules/.package-lock.json'].map((file) => read(file));
  return areThere(locked.packages, there.packages, forTests);
}

function read(file) {
  return JSON.parse(readFileSync(new URL(file, root), 'utf8'));
}

function giveUp(reason) {
  console.error(reason);
  process.exit(1);
}
