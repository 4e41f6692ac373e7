// Finds a Chromium: at CHROMIUM_PATH, else on the system, which has the newest, else in the npm package.
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Config } from '../../config/config.ts';
import { during, type Reporter } from '../../workers/engine/progress.ts';
import { hasGlibc, type Part } from './part.ts';

/** An installed program, or the compressed one in the npm package. */
export type Chromium = { path: string } | 'packed';

/** How to start it: the options of Playwright's launch. */
export type Launch = { executablePath: string; env?: Record<string, string> };

const root = join(import.meta.dirname, '../..');
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Looks for a Chromium; unpacks nothing. */
export function findChromium({
  named = process.env.CHROMIUM_PATH,
  installed = places,
  hasPackage = process.platform === 'linux' && process.arch === 'x64' && hasGlibc(),
} = {}): Part<Chromium> {
  if (named) {
    if (runs(named)) return { found: { path: named } };
    return { missing: `CHROMIUM_PATH (${named}) is not a Chromium that runs; correct it or unset it` };
  }
  const path = installed.find(runs);
  if (path) return { found: { path } };
  if (hasPackage) return { found: 'packed' };
  return { missing: 'No Chromium found; install one, or set CHROMIUM_PATH to its program' };
}

/** Ubuntu's chromium-browser may be a stub that only says what to install. */
function runs(path: string): boolean {
  return existsSync(path) && spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0;
}

/** How to start the Chromium that was found. Unpacks the one in the npm package first, once. */
export async function launchOf(
  chromium: Chromium,
  { cacheFolder }: Config,
  reporter: Reporter,
): Promise<Launch> {
  if (chromium !== 'packed') return { executablePath: chromium.path };
  const folder = join(cacheFolder, `chromium-${packageVersion()}`);
  if (!existsSync(folder)) await during(reporter, 'Unpacking Chromium (once)', () => unpack(folder));
  return {
    executablePath: join(folder, 'chromium'),
    env: {
      ...(process.env as Record<string, string>),
      LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  };
}

function packageVersion(): string {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies['@sparticuz/chromium'];
}

/** Only these fonts, so that a page looks the same on every machine. */
const fonts = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">fonts</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>
`;

/**
 * The package unpacks into the folder for temporary files. If its environment says that it runs on AWS, it adds the
 * libraries that a bare machine lacks.
 */
async function unpack(folder: string): Promise<void> {
  mkdirSync(join(folder, '..'), { recursive: true });
  const TMPDIR = mkdtempSync(`${folder}-`);
  const script = 'import chromium from "@sparticuz/chromium"; await chromium.executablePath();';
  const env = { ...process.env, TMPDIR, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };
  try {
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: root,
      env,
    });
    writeFileSync(join(TMPDIR, 'fonts.conf'), fonts);
    // Another process may have been faster.
    if (!existsSync(folder)) renameSync(TMPDIR, folder);
  } finally {
    rmSync(TMPDIR, { recursive: true, force: true });
  }
}
