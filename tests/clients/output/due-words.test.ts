// The rule that something due follows from, in words.
import { describe, expect, it } from 'vitest';
import { kindNames } from '../../../agreements/model/obligation-names.ts';
import { ledgerOf } from '../../../agreements/reports/ledger.ts';
import { ruleOf } from '../../../clients/output/due-words.ts';
import { begun, withClauses, withGrace } from '../../agreements/support/given.ts';

describe('the rule that something follows from', () => {
  it.each(
    Object.entries({
      'grant-access': 'at activation',
      welcome: 'at activation',
      'features-ending-P30D:2026-10-31': '30 days before the features end at the end of Fri, Oct 30, 2026',
      'end-features:2026-10-31': 'the features end at the end of Fri, Oct 30, 2026',
      'features-ended:2026-10-31': 'the features end at the end of Fri, Oct 30, 2026',
      'open-renewal:2027-09-01': 'before the term ends at the end of Tue, Aug 31, 2027',
      'renewal-P1D:2027-09-01': '1 day before the term ends at the end of Tue, Aug 31, 2027',
      'end-term:2027-09-01': 'the term ends at the end of Tue, Aug 31, 2027',
      'access-ended:2027-09-01': 'the term ends at the end of Tue, Aug 31, 2027',
      'deadline-exercise-P14D:2027-08-02':
        '14 days before the last safe business day of exercise, Fri, Jul 30, 2027',
      'deadline-missed-exercise:2027-08-02': 'after the last day of exercise, Sun, Aug 1, 2027',
      'deadline-missed-preliminary-notice:2027-07-03':
        'after the last day of preliminary-notice, Fri, Jul 2, 2027',
    }),
  )('of %s is: %s', (id, rule) => {
    const due = ledgerOf(begun({ offer: withClauses })).due.find((one) => one.id === id);
    expect(due && ruleOf(due)).toBe(rule);
  });

  it('is the grace where there is one', () => {
    const due = ledgerOf(begun({ offer: withGrace })).due.find(({ what }) => what === 'end-grace');
    expect(due && ruleOf(due)).toBe('the grace after the term’s last day, Tue, Aug 31, 2027');
  });

  it.each([
    [{ id: 'suspended:2026-10-01T12:00:00Z', what: 'suspended' as const }, 'at once'],
    [{ id: 'welcome@2026-10-01T12:00:00Z', what: 'welcome' as const }, 'sent again'],
    [{ id: 'alert:cancellation:2026-10-01T12:00:00Z', what: 'alert' as const }, 'there is an open issue'],
    [
      { id: 'correction-term-end:2027-12-01:2026-10-01T12:00:00Z', what: 'correction' as const },
      'a date that the agency was told moved to Tue, Nov 30, 2027',
    ],
  ])('of %o is: %s', (due, rule) => {
    expect(ruleOf(due)).toBe(rule);
  });

  it('is known for everything that an agreement plans', () => {
    for (const due of ledgerOf(begun({ offer: withClauses })).due) {
      expect(ruleOf(due)).not.toMatch(/undefined|NaN/);
      expect(kindNames[due.what]).toBeTruthy();
    }
  });
});
