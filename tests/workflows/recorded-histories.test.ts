// The set of recorded histories only grows: agreements that began with an older release still run.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { recordedFiles, recordedFolder } from '../support/histories.ts';

it('recorded histories are neither changed nor removed, and each is noted', () => {
  const noted = readFileSync(join(recordedFolder, 'SHA256SUMS'), 'utf8').trim().split('\n');
  expect(recordedFiles().map((file) => `${hashOf(file)}  ${file}`)).toEqual(noted.toSorted(byFile));
});

function hashOf(file: string): string {
  return createHash('sha256')
    .update(readFileSync(join(recordedFolder, file)))
    .digest('hex');
}

function byFile(one: string, other: string): number {
  return one.slice(66) < other.slice(66) ? -1 : 1;
}
