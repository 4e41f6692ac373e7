// Mail servers as Debian packs them: unpacked into the project's cache, so that nothing is installed on the machine.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Config } from '../../../config/config.ts';
import { StartError } from '../../../workers/engine/child-process.ts';
import { during, type Reporter } from '../../../workers/engine/progress.ts';

const run = promisify(execFile);

/** Debian's packages of the mail servers. */
export type Package = 'postfix' | 'exim4-daemon-light';

/** The folder with the unpacked package, which has a `usr` like a machine's. */
export function unpacked({ cacheFolder }: Config, name: Package): string {
  return join(cacheFolder, 'debian', name);
}

/**
 * Downloads and unpacks each package, once, with the libraries that it needs and this machine lacks.
 * @throws {StartError} if this is no Debian, we are not root, or Debian can't be reached
 */
export async function unpackAll(config: Config, names: Package[], reporter: Reporter): Promise<void> {
  requireDebianAndRoot();
  for (const name of names) {
    if (existsSync(unpacked(config, name))) continue;
    await during(reporter, `Getting ${name} from Debian (once)`, () => unpack(name, unpacked(config, name)));
  }
}

/** Mail servers give up their rights to users of their own, which only root can do. */
function requireDebianAndRoot(): void {
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) return;
  throw new StartError(
    'The tests with real mail servers need Debian and root; run them in a privileged container of Debian.',
  );
}

async function unpack(name: Package, folder: string): Promise<void> {
  mkdirSync(join(folder, '..'), { recursive: true });
  const work = mkdtempSync(`${folder}-`);
  try {
    await download(name, work);
    const root = join(work, 'root');
    for (const file of readdirSync(work).filter((one) => one.endsWith('.deb')))
      await run('dpkg', ['--extract', join(work, file), root]);
    renameSync(root, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** @throws {StartError} if Debian can't be reached */
async function download(name: Package, cwd: string): Promise<void> {
  const apt = (...words: string[]) => run('apt-get', ['-o', 'Acquire::http::Timeout=20', ...words], { cwd });
  const get = async () => {
    const { stdout } = await apt('install', '--simulate', '--no-install-recommends', name);
    const libraries = [...stdout.matchAll(/^Inst (lib\S+)/gm)].map(([, library = '']) => library);
    await apt('--quiet', 'download', name, ...libraries);
  };
  try {
    // The machine's list of packages may be missing, or too old.
    await get().catch(() => apt('--quiet', 'update').then(get));
  } catch (error) {
    throw new StartError(`Debian can't be reached for ${name} (${lastLine(error)}); check the network.`);
  }
}

function lastLine(error: unknown): string {
  const { stderr, message } = error as Error & { stderr?: string };
  return (stderr || message).trim().split('\n').at(-1) ?? '';
}
