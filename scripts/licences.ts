// Writes docs/licences.md, the licenses of all packages, from package-lock.json: `npm run licences`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** A package of the lock file, by its path in node_modules. */
export type Locked = Record<string, { version?: string; license?: string; dev?: boolean }>;

/** Packages whose own data names no license that a list can show, and what their files say. */
const byTheirFiles: Record<string, string> = {
  '@uswds/uswds': 'CC0-1.0, and others for fonts and icons (its LICENSE.md)',
  slick: 'MIT',
  unionfs: 'Unlicense',
};

/** The packages that run in production, or those that only development needs, by license. */
export function byLicense(locked: Locked, isDev: boolean): Map<string, string[]> {
  const all = Object.entries(locked)
    .filter(([path, { dev = false }]) => path !== '' && dev === isDev)
    .map(([path, { version, license }]) => {
      const name = path.replace(/^.*node_modules\//, '');
      return { license: byTheirFiles[name] ?? license ?? 'unknown', name: `${name} ${version}` };
    });
  const licenses = [...new Set(all.map(({ license }) => license))].toSorted();
  return new Map(
    licenses.map((license) => {
      const names = all.filter((each) => each.license === license).map(({ name }) => name);
      return [license, [...new Set(names)].toSorted()];
    }),
  );
}

/** The page, in Markdown. */
export function licencesPage(locked: Locked): string {
  return `# Licenses

Each package that this software installs has one of these licenses. \`npm run licences\` writes this page from \`package-lock.json\`; a test compares them, and refuses a license that is not known.

No package runs a script of its own when it is installed: \`.npmrc\` says \`ignore-scripts\`.

## In production

${tableOf(byLicense(locked, false))}

## In development only

${tableOf(byLicense(locked, true))}
`;
}

function tableOf(packages: Map<string, string[]>): string {
  const rows = [...packages].map(
    ([license, names]) => `| ${license} | ${names.length} | ${names.join(', ')} |`,
  );
  return ['| license | number | packages |', '| --- | ---: | --- |', ...rows].join('\n');
}

/** The packages of the lock file. */
export function lockedPackages(): Locked {
  return JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
}

if (process.argv[1] === import.meta.filename)
  writeFileSync(join(root, 'docs/licences.md'), licencesPage(lockedPackages()));
