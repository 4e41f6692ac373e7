// The clauses of orders as data: their names, their blanks, and what an order fills in.
import { describe, expect, it } from 'vitest';
import { loadClauses, rulesOf } from '../../offers/clauses.ts';

const deadlines = (use: string) =>
  (rulesOf([use]).deadlines ?? []).map(({ id, before, on }) => [id, before ?? on]);

describe('FAR 52.217-9', () => {
  it('has three blanks: preliminary notice, exercise of the option, total duration', () => {
    const use = 'FAR 52.217-9, preliminary-notice=P90D, exercise=P30D, total=P5Y';
    expect(deadlines(use)).toEqual([
      ['preliminary-notice', 'P90D'],
      ['exercise-option', 'P30D'],
    ]);
    expect(rulesOf([use]).duration).toEqual({ limit: 'P5Y', clause: 'FAR 52.217-9' });
  });

  it('has 60 days for the preliminary notice if the order names no other number, and assumes nothing else', () => {
    expect(deadlines('FAR 52.217-9')).toEqual([['preliminary-notice', 'P60D']]);
    expect(rulesOf(['FAR 52.217-9']).duration).toBeUndefined();
  });

  it('takes a number without a name for its first blank, as before', () => {
    expect(deadlines('FAR 52.217-9=P45D')).toEqual([['preliminary-notice', 'P45D']]);
  });
});

describe('FAR 52.217-8', () => {
  it('has one blank, the exercise of the option; its six months in all are the clause’s own', () => {
    expect(deadlines('FAR 52.217-8=P30D')).toEqual([['exercise-extension', 'P30D']]);
    expect(deadlines('FAR 52.217-8, exercise=P30D')).toEqual([['exercise-extension', 'P30D']]);
    expect(deadlines('FAR 52.217-8')).toEqual([]);
    expect(rulesOf(['FAR 52.217-8=P30D']).extension).toEqual({ limit: 'P6M', clause: 'FAR 52.217-8' });
  });
});

describe('the determinations before an option', () => {
  const gates = (use: string) => (rulesOf([use]).gates ?? []).map(({ id, clause }) => [id, clause]);

  it('are those of FAR 17.207, or of FAR 17.204-1 in the overhauled FAR, and cite what the order cites', () => {
    const ids = ['funds', 'need', 'most-advantageous', 'not-excluded', 'performance'];
    expect(gates('FAR 17.207')).toEqual(ids.map((id) => [id, 'FAR 17.207(c)']));
    expect(gates('FAR 17.204-1')).toEqual(ids.map((id) => [id, 'FAR 17.204-1']));
  });

  it('are asked for once if an order changes from one to the other', () => {
    const { gates: both = [] } = rulesOf(['FAR 17.207', 'FAR 17.204-1']);
    expect(new Set(both.map(({ clause }) => clause))).toEqual(new Set(['FAR 17.204-1']));
    expect(both).toHaveLength(5);
  });
});

it('GSAR 552.239-7001 was proposed only, so it is no clause', () => {
  expect(() => rulesOf(['GSAR 552.239-7001'])).toThrow(
    'No clause found for "GSAR 552.239-7001"; the clauses are',
  );
});

it('the schedule contract has a last day, which is a deadline', () => {
  expect(deadlines('Schedule contract=2027-06-30')).toEqual([['schedule-contract', '2027-06-30']]);
  expect(rulesOf(['Schedule contract']).deadlines ?? []).toEqual([]);
});

it.each([
  ['FAR 52.217-9=soon', '"FAR 52.217-9=soon" can\'t be used: soon must be a period such as P45D.'],
  [
    'FAR 52.217-9, exercise',
    '"FAR 52.217-9, exercise" can\'t be used: exercise must be a period such as P45D.',
  ],
  [
    'Schedule contract=P30D',
    '"Schedule contract=P30D" can\'t be used: P30D must be a date such as 2027-06-30.',
  ],
  [
    'FAR 52.217-9, warn=P1D',
    'FAR 52.217-9 has no blank "warn"; its blanks are preliminary-notice, exercise, total.',
  ],
  ['FAR 17.204-1=P1D', 'FAR 17.204-1 has no number to fill in.'],
  ['constructor', 'No clause found for "constructor"; the clauses are FAR 17.207'],
  ['FAR 1', 'No clause found for "FAR 1"; the clauses are FAR 17.207, FAR 17.204-1, FAR 52.217-8'],
])('refuses %s', (use, message) => {
  expect(() => rulesOf([use])).toThrow(message);
});

it.each(Object.keys(loadClauses()))('%s can be used, and its texts for contacts are in Spanish', (name) => {
  const clause = loadClauses()[name];
  const blanks = clause && 'blanks' in clause ? clause.blanks : [];
  const fills = blanks.map(({ id, kind }) => `${id}=${kind === 'date' ? '2027-06-30' : 'P30D'}`);
  const { deadlines = [], translations } = rulesOf([[name, ...fills].join(', ')]);
  const texts = deadlines.flatMap(({ title, text, ifMissed }) => [...(title ? [title] : []), text, ifMissed]);
  for (const text of texts) expect(translations?.es).toHaveProperty([text]);
});
