// Any file at all that somebody gives to "import" or "trained": its rows are read, or one sentence says what is wrong.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { RefusedError } from '../../../agreements/validation/errors.ts';
import { readRows } from '../../../clients/bulk/agencies-file.ts';
import { checkRows, reasonOf } from '../../../clients/bulk/bulk-start.ts';
import { readTrained } from '../../../clients/bulk/training-file.ts';
import { writeCsvFile } from '../../../clients/files/csv.ts';
import { readHistory } from '../../../clients/files/history-files.ts';
import { jsonFile } from '../../../clients/files/text-files.ts';
import { registryColumns } from '../../../data/registry.ts';
import { chatgpt } from '../../agreements/support/given.ts';
import { expectLinear, expectSentence, fewer, fuzz, hostileText } from '../../support/fuzz.ts';
import { all, each } from '../../support/iterables.ts';
import { catalog, defaults, now, registry } from './given.ts';

const folder = mkdtempSync(join(tmpdir(), 'files-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'some.csv');

const ours = [
  'agency',
  'name',
  'time_zone',
  'starts',
  'last_day',
  'owner_name',
  'owner_email',
  'owner_language',
];
const trained = ['agency', 'offer', 'email', 'training'];
const headings = fc.constantFrom(ours, trained, Object.values(registryColumns));
const cell = fc.oneof(
  hostileText,
  fc.constantFrom(
    'gsa.gov',
    'acus.gov',
    'chatgpt',
    'olive@gsa.gov',
    'es',
    'America/New_York',
    '2027-01-04',
    'VA',
  ),
);
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const table = fc
  .tuple(
    headings,
    fc.array(fc.array(cell, { maxLength: 9 }), { maxLength: 5 }),
    fc.constantFrom(',', ';', '\t', '|'),
  )
  .map(([heading, rows, by]) =>
    [heading, ...rows.map((row) => row.map(quoted))].map((row) => row.join(by)).join('\n'),
  );
const texts = fc.oneof(
  { weight: 4, arbitrary: table },
  fc.array(cell, { maxLength: 12 }).map((parts) => parts.join('')),
  fc.tuple(table, hostileText).map(([one, other]) => other + one),
);
const bytes = fc.oneof(
  texts.map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 200 }).map(Buffer.from),
);

async function refusedOr<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    expectSentence(error.message.replaceAll(path, 'some.csv'));
    return undefined;
  }
}

describe('a file of any bytes', () => {
  it.each(['ours', 'dotgov'] as const)(
    'is read as agencies (%s): each row begins an agreement or names its faults',
    async (format) => {
      await fc.assert(
        fc.asyncProperty(bytes, async (content) => {
          writeFileSync(path, content);
          const rows = await refusedOr(() =>
            all(checkRows(readRows(path, format, defaults), { offer: chatgpt, registry, now })),
          );
          for (const row of rows ?? []) {
            expect(row.faults.length > 0 || row.name !== undefined).toBe(true);
            expect(reasonOf(row)).not.toMatch(/\[object|undefined|NaN/);
          }
          // What was refused is handed back, and can be read again.
          const back = join(folder, 'back.csv');
          await writeCsvFile(back, each((rows ?? []).map(({ cells }) => ({ ...cells, reason: 'x' }))));
          if (rows?.length) await refusedOr(() => all(readRows(back, format, defaults)));
        }),
        fewer(2),
      );
    },
  );

  it('is read as a list of people who completed a training', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, async (content) => {
        writeFileSync(path, content);
        for (const row of (await refusedOr(() => all(readTrained(path, catalog)))) ?? [])
          if (row.flaw !== undefined) expect(row.flaw).not.toMatch(/\[object|undefined|NaN/);
      }),
      fuzz,
    );
  });

  it('is read as JSON, or as a history', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, async (content) => {
        writeFileSync(path, content);
        await refusedOr(async () => jsonFile(path, 'some.csv'));
        const read = readHistory(path);
        if ('unreadable' in read) expect(read.unreadable).not.toMatch(/\n/);
      }),
      fuzz,
    );
  });
});

describe('a long file takes no longer than its length explains', () => {
  it.each<[string, (length: number) => string]>([
    ['one line without an end', (length) => 'x'.repeat(length)],
    ['one line of JSON', (length) => `{"a":"${'x,'.repeat(length / 2)}"}`],
    ['a heading of many columns', (length) => `agency,${'x,'.repeat(length / 2)}\n`],
    ['a quote that is not closed', (length) => `agency\n"${'a\n'.repeat(length / 2)}`],
    ['many quotes', (length) => `agency\n${'"'.repeat(length)}`],
    ['spaces', (length) => `agency,owner_email\n${' '.repeat(length)},`],
    ['blank lines', (length) => `agency${'\n'.repeat(length)}`],
    ['an address', (length) => `agency,owner_email\ngsa.gov,${'a.'.repeat(length / 2)}@`],
    ['carriage returns', (length) => `agency\r${'\r'.repeat(length)}`],
  ])('%s', async (_, textOf) => {
    await expectLinear(async (length) => {
      writeFileSync(path, textOf(length));
      await refusedOr(() =>
        all(checkRows(readRows(path, 'ours', defaults), { offer: chatgpt, registry, now })),
      );
    }, 40_000);
  });
});
