// What is overdue after an outage is looked at again, and each obligation ends in one outcome.
import { describe, expect, it } from 'vitest';
import type { Offer } from '../../../agreements/offer/schema.ts';
import type { LocalDate } from '../../../agreements/time/calendar.ts';
import type { Instant } from '../../../agreements/time/instants.ts';
import { isReached } from '../../../agreements/time/instants.ts';
import {
  act,
  begun,
  chatgpt,
  course,
  decline,
  evening,
  given,
  lived,
  morning,
  notices,
  outcomes,
  renew,
  suspend,
  withGrace,
} from '../support/given.ts';

const promotional = lived(begun(), '2026-09-02');

/** The engine is down from one evening to another. */
const outage = (from: LocalDate, to: LocalDate) => ({
  awake: (at: Instant) => (isReached(evening(from), at) && !isReached(evening(to), at) ? evening(to) : at),
});

describe('after an outage', () => {
  it('the latest overdue notice of a series is sent, and the others are superseded', () => {
    given(promotional)
      .when(evening('2026-10-25'))
      .then([
        'superseded features-ending-P30D:2026-10-31: overtaken by features-ending-P14D:2026-10-31',
        'superseded features-ending-P14D:2026-10-31: overtaken by features-ending-P7D:2026-10-31',
        'due features-ending-P7D:2026-10-31',
      ]);
  });

  it('across the end of features, they end and a notice says so; it is too late for warnings', () => {
    const { agreement, sent } = course(promotional, evening('2026-11-05'), {
      world: outage('2026-10-02', '2026-11-04'),
    });
    expect(sent.map(({ obligation }) => obligation.id)).toEqual([
      'features-ending-P30D:2026-10-31',
      'features-ending-P30D:2026-10-31',
      'features-ended:2026-10-31',
      'features-ended:2026-10-31',
    ]);
    expect(outcomes(agreement)).toMatchObject({
      'features-ending-P14D:2026-10-31': 'suppressed: what it gives notice of has happened',
      'features-ending-P1D:2026-10-31': 'suppressed: what it gives notice of has happened',
      'end-features:2026-10-31': 'carried-out',
    });
    expect(agreement.status).toBe('standard');
  });

  it('between the end of features and its notice, nobody is warned of what has happened', () => {
    given(lived(promotional, '2026-10-29'))
      .when(evening('2026-10-31'))
      .then([
        'suppressed features-ending-P1D:2026-10-31: what it gives notice of has happened',
        'due end-features:2026-10-31',
      ]);
  });

  it('of a whole year, the agreement expires, and a notice says so', () => {
    const { agreement, sent, directory } = course(begun(), morning('2028-01-01'), {
      world: outage('2026-09-02', '2027-10-10'),
    });
    expect(agreement).toMatchObject({ status: 'expired', plan: [] });
    expect([...directory]).toEqual([]);
    expect([...new Set(sent.map(({ obligation }) => obligation.id))]).toEqual([
      'welcome',
      'training',
      'community',
      'access-ended:2027-09-01',
    ]);
  });

  it('across the grace period, the agreement has expired', () => {
    const agreement = lived(begun({ offer: withGrace }), '2027-12-01', {
      world: outage('2027-08-01', '2027-11-11'),
    });
    expect(agreement.status).toBe('expired');
  });

  it('across the end of a renewed term, the next one begins, counted from the day it should have begun', () => {
    const decided = lived(promotional, '2027-06-02', { acts: [act('2027-06-01', renew)] });
    const { agreement, sent } = course(decided, morning('2028-03-01'), {
      world: outage('2027-06-02', '2028-02-10'),
    });
    expect(agreement).toMatchObject({ status: 'standard', term: { number: 2, startsOn: '2027-09-01' } });
    expect(sent).toEqual([]);
  });

  it('access is not granted after the term has ended', () => {
    const offer: Offer = { ...chatgpt, term: { length: 'P60D', source: 'announcement' } };
    const { agreement } = course(begun({ offer }), morning('2027-01-01'), {
      world: outage('2026-09-02', '2026-11-11'),
    });
    expect(outcomes(agreement)).toMatchObject({
      'end-features:2026-10-31': 'suppressed: the term has ended',
      'end-access:expired': 'carried-out',
    });
  });
});

describe('what is due at the same moment', () => {
  const offer = (leads: string[]): Offer => ({
    ...chatgpt,
    notices: chatgpt.notices.map((rule) =>
      rule.kind === 'features-ending' ? { ...rule, when: { before: 'features-end', leads } } : rule,
    ),
  });

  it('in one series, because a weekend lies between, is one reminder: the nearer one', () => {
    // The features end on Monday, 2 November: one and two days before are a Sunday and a Saturday.
    const agreement = lived(begun({ offer: offer(['P2D', 'P1D']), startsOn: '2026-09-03' }), '2026-10-30');
    given(agreement)
      .when(evening('2026-10-30'))
      .then([
        'superseded features-ending-P2D:2026-11-02: overtaken by features-ending-P1D:2026-11-02',
        'due features-ending-P1D:2026-11-02',
      ]);
  });

  it('in two series is both', () => {
    const first = course(begun(), evening('2026-09-01'));
    expect(new Set(first.sent.map(({ at }) => at)).size).toBe(1);
    expect(notices(first)).toEqual(['welcome', 'training', 'community']);
  });
});

describe('a reminder that is no longer relevant', () => {
  const inWindow = lived(promotional, '2027-06-01');

  it.each([
    ['decided to renew', renew, 'it was decided to renew'],
    ['decided to decline', decline, 'it was decided to decline'],
  ])('because it was %s is suppressed at once, with that reason', (_, command, reason) => {
    const decided = given(inWindow).when(morning('2027-06-01'), command).after;
    expect(outcomes(decided)['renewal-P90D:2027-09-01']).toBe(`suppressed: ${reason}`);
  });

  it('because the agreement is suspended is suppressed when it falls due, with that reason', () => {
    const suspended = lived(inWindow, '2027-06-03', { acts: [act('2027-06-01', suspend)] });
    expect(outcomes(suspended)).not.toHaveProperty('renewal-P90D:2027-09-01');
    given(suspended)
      .when(evening('2027-06-03'))
      .then(['suppressed renewal-P90D:2027-09-01: the agreement is suspended']);
  });
});
