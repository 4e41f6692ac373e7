// The file that "trained --file" reads, as spreadsheets write it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readTrained, type TrainedRow } from '../../../clients/bulk/training-file.ts';
import { loadCatalog } from '../../../offers/catalog.ts';

async function rowsOf(text: string): Promise<TrainedRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'trained-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'trained.csv'), text);
  const rows: TrainedRow[] = [];
  for await (const row of readTrained(join(folder, 'trained.csv'), loadCatalog())) rows.push(row);
  return rows;
}

it.each([
  ['semicolons', ';', '\uFEFF'],
  ['a line that names them', ';', '\uFEFFsep=;\r\n'],
  ['tabs', '\t', ''],
])('may have %s, and any address of RFC 5322', async (_, delimiter, start) => {
  const cells = ['gsa.gov', 'grok', 'r&d/team=7@gsa.gov', 'Prompts\u2028101'];
  const lines = [
    ['agency', 'offer', 'email', 'training'],
    cells,
    ['gsa.gov', 'grok', 'o@gsa.gov', 'Prompts'],
  ];
  const [odd, plain] = await rowsOf(start + lines.map((line) => `${line.join(delimiter)}\r\n`).join(''));
  expect(odd).toMatchObject({ email: 'r&d/team=7@gsa.gov', agreement: 'agreement:xai-grok:gsa.gov' });
  expect(odd?.flaw).toMatch(/^training: must be one line /);
  expect(plain).toEqual({
    line: (odd?.line ?? 0) + 1,
    ...{ agreement: 'agreement:xai-grok:gsa.gov', email: 'o@gsa.gov', training: 'Prompts' },
  });
});
