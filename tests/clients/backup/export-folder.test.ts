// A folder with an export: what is in it, and how an export that was cut off or changed shows.
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Agreement } from '../../../agreements/model/agreement.ts';
import {
  type Line,
  openExportFolder,
  readExported,
  readManifest,
} from '../../../clients/backup/export-folder.ts';
import { openToOthers } from '../../support/private-files.ts';

const exported = {
  begunAt: '2026-11-28T03:00:00Z',
  endedAt: '2026-11-28T03:01:00Z',
  by: 'cron',
  software: 'onegov-agreements 1',
  namespace: 'default',
};

function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'onegov-export-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'export');
}

const idOf = (agency: string) => `agreement:xai-grok:${agency}`;

function add(folder: ReturnType<typeof openExportFolder>, agency: string, contact: string): Line {
  const agreement = idOf(agency);
  const run = { id: `run-of-${agency}`, status: 'RUNNING', startedAt: '2026-11-01T12:00:00Z' };
  const state = { id: agreement, contacts: [{ name: contact }] } as Agreement;
  const file = folder.add({ agreement, run, state });
  return { agreement, run: run.id, standing: 'open', readAt: exported.begunAt, ...file };
}

it('holds each agreement and the manifest, for this account only', () => {
  const path = ownFolder();
  const folder = openExportFolder(path);
  expect(folder.before).toBeUndefined();
  const lines = [add(folder, 'gsa.gov', 'Gina'), add(folder, 'acus.gov', 'Abe')];
  const manifest = folder.finish(exported, lines);
  expect(readManifest(path)).toEqual(manifest);
  expect(manifest.agreements.map(({ agreement }) => agreement)).toEqual([idOf('acus.gov'), idOf('gsa.gov')]);
  expect(manifest.count).toBe(2);
  expect(manifest.agreements.map((line) => readExported(path, line).state?.contacts[0]?.name)).toEqual([
    'Abe',
    'Gina',
  ]);
  expect(readdirSync(join(path, 'agreements')).toSorted()).toEqual([
    expect.stringMatching(/^agreement~xai-grok~acus\.gov\.[0-9a-f]{16}\.json$/),
    expect.stringMatching(/^agreement~xai-grok~gsa\.gov\.[0-9a-f]{16}\.json$/),
  ]);
  expect(openToOthers(path)).toEqual([]);
});

it('keeps the export before, whole, until the next one is complete', () => {
  const path = ownFolder();
  const first = openExportFolder(path);
  const before = first.finish(exported, [add(first, 'gsa.gov', 'Gina'), add(first, 'acus.gov', 'Abe')]);
  const cutOff = openExportFolder(path);
  add(cutOff, 'gsa.gov', 'Gus');
  expect(readManifest(path)).toEqual(before);
  expect(before.agreements.map((line) => readExported(path, line).state?.contacts[0]?.name)).toEqual([
    'Abe',
    'Gina',
  ]);
});

it('does not write again what has not changed, and removes what nothing needs after a day', () => {
  const path = ownFolder();
  const first = openExportFolder(path);
  const before = first.finish(exported, [add(first, 'gsa.gov', 'Gina'), add(first, 'acus.gov', 'Abe')]);
  const [acus, gsa] = before.agreements.map(({ file }) => join(path, file)) as [string, string];
  const inodes = () => [acus, gsa].map((file) => existsSync(file) && statSync(file).ino);
  const written = inodes();
  const second = openExportFolder(path);
  const lines = [add(second, 'gsa.gov', 'Gus'), add(second, 'acus.gov', 'Abe')];
  second.finish(exported, lines);
  expect(inodes()).toEqual(written);
  const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000);
  utimesSync(gsa, twoDaysAgo, twoDaysAgo);
  openExportFolder(path).finish(exported, lines);
  expect(inodes()).toEqual([written[0], false]);
});

it('has a name of its own for each id, whatever is in the id', () => {
  const path = ownFolder();
  const folder = openExportFolder(path);
  const ids = [
    '../../etc/passwd',
    'a/b',
    'a~b',
    'a:b',
    'x'.repeat(900),
    `${'x'.repeat(900)}y`,
    '.',
    'CON?<>|',
  ];
  const files = ids.map(
    (agreement) => folder.add({ agreement, run: { id: '', status: '', startedAt: '' } }).file,
  );
  expect(new Set(files).size).toBe(ids.length);
  for (const file of files) expect(file).toMatch(/^agreements\/[\w.~%-]{1,200}\.json$/);
});

it.each([
  ['is cut off', (text: string) => text.slice(0, 200), /export\.json can't be read/],
  [
    'has an agreement less',
    (text: string) => text.replace('"count": 1', '"count": 0'),
    /was changed since it was written/,
  ],
  [
    'is of another format',
    (text: string) => text.replace('onegov-export-1', 'onegov-export-9'),
    /not the manifest of an export/,
  ],
])('a manifest that %s is refused', (_, change, sentence) => {
  const path = ownFolder();
  const folder = openExportFolder(path);
  folder.finish(exported, [add(folder, 'gsa.gov', 'Gina')]);
  const manifest = join(path, 'export.json');
  writeFileSync(manifest, change(readFileSync(manifest, 'utf8')));
  expect(() => readManifest(path)).toThrow(sentence);
});

it('a folder without a manifest has no complete export', () => {
  const path = ownFolder();
  add(openExportFolder(path), 'gsa.gov', 'Gina');
  expect(() => readManifest(path)).toThrow(
    /has no complete export: export\.json, which is written last, is missing/,
  );
});

it('a file that was changed, or that is missing, is named', () => {
  const path = ownFolder();
  const folder = openExportFolder(path);
  const line = add(folder, 'gsa.gov', 'Gina');
  folder.finish(exported, [line]);
  const file = join(path, line.file);
  writeFileSync(file, readFileSync(file, 'utf8').replace('Gina', 'Mallory'));
  expect(() => readExported(path, line)).toThrow(
    /was changed since it was written, so agreement:xai-grok:gsa\.gov/,
  );
  rmSync(file);
  expect(() => readExported(path, line)).toThrow(/can't be read \(ENOENT\)/);
});
