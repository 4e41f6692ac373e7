// The licenses of the packages: known ones only, and the page shows what is installed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { byLicense, licencesPage, lockedPackages } from '../../scripts/licences.ts';

const root = join(import.meta.dirname, '../..');

/** Each allows use in a product of any kind. What development adds never ships, so it may also have MPL and LGPL. */
const permissive = [
  '(MIT OR EUPL-1.1+)',
  '(MPL-2.0 OR Apache-2.0)',
  '0BSD',
  'Apache-2.0',
  'Apache-2.0 AND MIT',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC-BY-4.0',
  'CC0-1.0',
  'CC0-1.0, and others for fonts and icons (its LICENSE.md)',
  'ISC',
  'MIT',
  'MIT-0',
  'Unlicense',
];

test('every package that runs in production has a permissive license', () => {
  const licenses = [...byLicense(lockedPackages(), false).keys()];
  expect(licenses.filter((license) => !permissive.includes(license))).toEqual([]);
});

test('every package of the tests and tools has a license that is known', () => {
  expect(byLicense(lockedPackages(), true).get('unknown')).toBeUndefined();
});

test('the page shows what is installed; `npm run licences` writes it again', () => {
  expect(readFileSync(join(root, 'docs/licences.md'), 'utf8')).toBe(licencesPage(lockedPackages()));
});

test('no package runs a script when it is installed', () => {
  expect(readFileSync(join(root, '.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/m);
});
