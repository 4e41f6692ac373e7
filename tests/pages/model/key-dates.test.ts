// The key dates of an agreement's term.
import { describe, expect, it } from 'vitest';
import type { Agreement } from '../../../agreements/model/agreement.ts';
import { keyDates } from '../../../pages/model/key-dates.ts';
import {
  act,
  begun,
  lived,
  suspend,
  terminate,
  withClauses,
  withGrace,
} from '../../agreements/support/given.ts';

const agreement = begun({ offer: withClauses });
const days = (one: Agreement) => keyDates(one).map(({ day, what }) => `${day} ${what}`);

describe('the key dates', () => {
  it('are those of the term; a date when something ends is the last day with it', () => {
    expect(days(agreement)).toEqual([
      '2026-09-01 starts',
      '2026-10-30 features-end',
      '2027-05-04 renewal-opens',
      '2027-07-02 deadline',
      '2027-07-30 deadline',
      '2027-08-31 term-ends',
    ]);
  });

  it('before acceptance, are only the last day to accept', () => {
    const awaited = { awaitsAcceptance: true };
    expect(days(begun(awaited))).toEqual([]);
    const offer = { ...withClauses, acceptance: { withdrawAfter: 'P30D' } };
    expect(days(begun({ ...awaited, offer }))).toEqual(['2026-09-30 accept-by']);
    const paused = lived(begun({ ...awaited, offer }), '2026-09-03', { acts: [act('2026-09-02', suspend)] });
    expect(days(paused)).toEqual([]);
  });

  it('include the end of a grace period', () => {
    expect(days(begun({ offer: withGrace })).at(-1)).toBe('2027-09-30 grace-ends');
  });

  it('leave out a deadline that was met', () => {
    const determine = {
      by: 'Carl',
      type: 'determine',
      determination: 'exercise',
      reference: 'memo',
    } as const;
    const met = lived(agreement, '2026-09-03', { acts: [act('2026-09-02', determine)] });
    expect(days(met).filter((one) => one.includes('deadline'))).toEqual(['2027-07-02 deadline']);
  });

  it('are none once the agreement is over', () => {
    const over = lived(agreement, '2026-09-03', { acts: [act('2026-09-02', terminate)] });
    expect(days(over)).toEqual([]);
  });
});
