// Installs the dependencies of package-lock.json if they are not there yet. It is plain Node, because it runs before anything else is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);

/**
 * Installs the dependencies if one is missing or has another version. Ends the process if it can't.
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
  // The first `npm start` leaves out the dependencies of the tests: half of all, with a browser and a database.
  const what = forTests || existsSync(new URL('node_modules', root)) ? [] : ['--omit=dev'];
  const options = { cwd: fileURLToPath(root), stdio: 'inherit' };
  const { status, error } = spawnSync('npm', ['install', '--no-save', ...what], options);
  if (error) giveUp('npm is not on the PATH; install it, then try again.');
  if (status !== 0) giveUp('npm could not install the dependencies; see its error above.');
}

/** Is a version in a range such as `>=20.19.0`? */
export function isRecent(version, range) {
  const parts = (text) => text.replace(/^\D+/, '').split('.').map(Number);
  const [has, wants] = [parts(version), parts(range)];
  const at = wants.findIndex((number, index) => number !== has[index]);
  return at < 0 || has[at] > wants[at];
}

/**
 * Are all packages of a lock file installed, in its versions? Optional packages may be missing: they are for other
 * machines.
 * @param locked the packages in package-lock.json
 * @param there the packages in npm's list of node_modules
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
