// Files that the command line reads and writes.
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { writeCsvFile } from '../../../clients/files/csv.ts';
import { jsonFile, writeFile } from '../../../clients/files/text-files.ts';

function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'onegov-files-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

const modeOf = (path: string) => statSync(path).mode & 0o777;

it('are for this account only, new or not', async () => {
  const folder = ownFolder();
  const before = join(folder, 'before.json');
  writeFileSync(before, 'much more than there will be');
  chmodSync(before, 0o644);
  writeFile(before, '{}');
  expect(modeOf(before)).toBe(0o600);
  expect(readFileSync(before, 'utf8')).toBe('{}');

  const added = join(folder, 'new.eml');
  writeFile(added, Buffer.from('Subject: Welcome'));
  expect(modeOf(added)).toBe(0o600);

  const rows = join(folder, 'refused.csv');
  await writeCsvFile(
    rows,
    (async function* () {
      yield { agency: 'gsa.gov' };
    })(),
  );
  expect(modeOf(rows)).toBe(0o600);
});

it('can be a pipe or a terminal', () => {
  const { mode } = statSync('/dev/null');
  writeFile('/dev/null', 'anything');
  expect(statSync('/dev/null').mode).toBe(mode);
});

it('are JSON in UTF-8, with or without a byte order mark', () => {
  const file = join(ownFolder(), 'contacts.json');
  writeFileSync(file, '\uFEFF[{"name": "Zoë\u2028"}]');
  expect(jsonFile(file)).toEqual([{ name: 'Zoë\u2028' }]);
  for (const encoding of ['utf16le', 'latin1'] as const) {
    writeFileSync(file, Buffer.from('[{"name": "Zoë"}]', encoding));
    expect(() => jsonFile(file, 'The file')).toThrow("The file can't be read: save the file as UTF-8.");
  }
});
