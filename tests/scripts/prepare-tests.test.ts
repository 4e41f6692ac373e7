// Programs that the tests need: how `npm test` finds them, and what it prints if one is missing.
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../config/config.ts';
import { notRunLines } from '../../scripts/prepare-tests.ts';
import { findChromium } from '../support/chromium.ts';
import { missingParts } from '../support/parts.ts';
import { findPostgres, systemPostgres } from '../support/postgres-programs.ts';

const folder = mkdtempSync(join(tmpdir(), 'onegov-parts-'));
const withoutCache = readConfig({ XDG_CACHE_HOME: join(folder, 'empty') });

/** A program that ends with this code. */
function program(name: string, code: number): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\nexit ${code}\n`);
  chmodSync(path, 0o755);
  return path;
}

describe('a Chromium', () => {
  const works = program('chromium', 0);
  const stub = program('stub', 1);
  const installed = [join(folder, 'nowhere'), stub, works];

  it('is the one at CHROMIUM_PATH, else an installed one that runs, else the package’s', () => {
    const other = program('other', 0);
    expect(findChromium({ named: other, installed })).toEqual({ found: { path: other } });
    expect(findChromium({ named: '', installed })).toEqual({ found: { path: works } });
    expect(findChromium({ named: '', installed: [stub], hasPackage: true })).toEqual({ found: 'packed' });
  });

  it('if missing, gets a sentence that says what to do', () => {
    expect(findChromium({ named: '', installed: [], hasPackage: false })).toEqual({
      missing: 'No Chromium found; install one, or set CHROMIUM_PATH to its program',
    });
    expect(findChromium({ named: stub, installed })).toEqual({
      missing: `CHROMIUM_PATH (${stub}) is not a Chromium that runs; correct it or unset it`,
    });
  });
});

describe('PostgreSQL', () => {
  it('is the newest version on the system, 15 or later', () => {
    for (const version of ['9.6', '14', '15', '16']) program(`postgres/${version}/bin/initdb`, 0);
    expect(systemPostgres(join(folder, 'postgres'))).toEqual({ bin: join(folder, 'postgres/16/bin') });
    expect(systemPostgres(join(folder, 'nowhere'))).toBeUndefined();
  });

  it('alone is not enough: the Temporal server has to be built', () => {
    expect(findPostgres(withoutCache, { bin: '/any' })).toEqual({
      missing: expect.stringMatching(/^No Temporal server .*; install Go 1\.26\.8 or later/),
    });
  });
});

it('prints one sentence for each missing part: what to do, and how many test files are not run', () => {
  const lines = notRunLines([
    { whatToDo: 'No Chromium found; install one', files: ['a', 'b'] },
    { whatToDo: 'No S3 server found; install Go', files: ['c'] },
  ]);
  expect(lines).toEqual([
    'No Chromium found; install one: 2 test files are not run.',
    'No S3 server found; install Go: 1 test file is not run.',
  ]);
});

it('knows which test files need a missing part', () => {
  const files = missingParts(withoutCache).map((missing) => missing.files);
  expect(files.map((names) => names.toSorted())).toContainEqual([
    'tests/workers/engine/postgres.engine.test.ts',
    'tests/workers/several-workers.engine.test.ts',
  ]);
  expect(files).toContainEqual(['tests/activities/notices/delivery/kept-copies-bucket.engine.test.ts']);
});
