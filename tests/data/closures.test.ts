// The closures that come with the software, and an operator's own file.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { closuresSchema } from '../../agreements/offer/schema.ts';
import { parse } from '../../agreements/validation/parse.ts';
import { areaOfPlace, loadClosures } from '../../data/closures.ts';
import { loadRegistry } from '../../data/registry.ts';

function own(content: unknown): string {
  const file = join(mkdtempSync(join(tmpdir(), 'closures-')), 'own.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const lapse = { from: '2026-12-21', to: '2027-01-08', name: 'lapse of appropriations', source: 'a memo' };

it('has the closures by order, each with its source', () => {
  const closures = loadClosures();
  expect(() => parse(closuresSchema, closures, 'closures.json')).not.toThrow();
  expect(closures.map(({ from }) => from)).toEqual([
    '2018-12-05',
    '2018-12-24',
    '2019-12-24',
    '2020-12-24',
    '2024-12-24',
    '2025-01-09',
    '2025-12-24',
    '2025-12-26',
    '2033-01-20',
  ]);
});

it('has those of an operator, too, in the order of their days', () => {
  expect(
    loadClosures(own([lapse]))
      .map(({ from }) => from)
      .at(-2),
  ).toBe('2026-12-21');
});

it.each([
  ['no JSON', '[{]', /own\.json is not valid JSON: /],
  [
    'a day that does not exist',
    [{ ...lapse, to: '2027-02-30' }],
    /own\.json can't be used: \[0\]\.to must be a date/,
  ],
  [
    'an end before its first day',
    [{ ...lapse, to: '2026-12-20' }],
    /\[0\] must end on its first day or later/,
  ],
  ['no source', [{ ...lapse, source: '' }], /\[0\]\.source/],
  [
    'one of ours',
    [{ ...lapse, from: '2025-12-26', to: '2025-12-26' }],
    /repeats the closure from 2025-12-26/,
  ],
  [
    'the same twice',
    [lapse, lapse],
    /repeats the closure from 2026-12-21 to 2027-01-08; remove one of them\.$/,
  ],
])('refuses %s, and names the file and the entry', (_, content, message) => {
  expect(() => loadClosures(own(content))).toThrow(message);
});

it.each([
  ['Washington', 'DC', 'washington'],
  ['Bethesda', 'MD', 'washington'],
  ['ARLINGTON', 'VA', 'washington'],
  ['Baltimore', 'MD', undefined],
  ['Arlington', 'TX', undefined],
])('knows whether %s, %s is around Washington', (city, state, area) => {
  expect(areaOfPlace(city, state)).toBe(area);
});

it('knows the area of most federal domains', () => {
  const around = [...loadRegistry().values()].filter(({ area }) => area === 'washington');
  expect(around.length).toBeGreaterThan(800);
});
