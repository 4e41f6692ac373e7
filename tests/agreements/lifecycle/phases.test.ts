// The phases of an agreement, from onboarding to the end of its term.
import { describe, expect, it } from 'vitest';
import { evolve } from '../../../agreements/lifecycle/evolve.ts';
import { planNextTerm } from '../../../agreements/planning/next-term.ts';
import {
  act,
  begun,
  course,
  decline,
  evening,
  gemini,
  given,
  lived,
  morning,
  notices,
  outcomes,
  renew,
  terminate,
  withGrace,
} from '../support/given.ts';

const id = 'agreement:openai-chatgpt-enterprise:access-board.gov';
const promotional = lived(begun(), '2026-09-02');
const standard = lived(promotional, '2027-01-01');
const inWindow = lived(standard, '2027-06-01');

describe('the phase', () => {
  it.each([
    ['promotional', '2026-09-01T13:00:00Z'],
    ['promotional', '2026-10-31T03:59:59Z'],
    ['standard', '2026-10-31T04:01:00Z'],
    ['standard', '2027-05-04T13:00:00Z'],
    ['renewal', '2027-05-04T13:15:00Z'],
    ['renewal', '2027-09-01T03:59:59Z'],
    ['expired', '2027-09-01T04:01:00Z'],
  ])('is %s at %s, if nobody decides', (status, at) => {
    expect(course(begun(), at).agreement.status).toBe(status);
  });

  it('is standard from the start if no feature ends', () => {
    expect(
      lived(begun({ offer: gemini, startsOn: '2026-02-02', now: morning('2026-02-02') }), '2026-02-03')
        .status,
    ).toBe('standard');
  });

  it('changes at 0:00 on the day on which the features end', () => {
    const before = lived(promotional, '2026-10-30');
    const eve = course(before, '2026-10-31T03:00:00Z').agreement;
    given(eve).when('2026-10-31T03:59:59Z').then('nothing happened');
    given(eve).when('2026-10-31T04:00:00Z').then(['due end-features:2026-10-31']);
  });

  it('changes at 9:00 on the business day 120 days before the term ends', () => {
    given(standard).when(morning('2027-05-04')).then('nothing happened');
    given(standard)
      .when(evening('2027-05-04'))
      .then(['carried-out open-renewal:2027-09-01', 'due renewal-P120D:2027-09-01', 'now renewal']);
  });
});

describe('a year in which nobody decides', () => {
  const year = course(begun(), morning('2027-10-01'));

  it('brings each notice once, in order', () => {
    expect(notices(year)).toEqual([
      'welcome',
      'training',
      'community',
      ...['P30D', 'P14D', 'P7D', 'P1D'].map((lead) => `features-ending-${lead}:2026-10-31`),
      'features-ended:2026-10-31',
      ...['P120D', 'P90D', 'P60D', 'P30D', 'P14D', 'P7D', 'P1D'].map((lead) => `renewal-${lead}:2027-09-01`),
      'access-ended:2027-09-01',
    ]);
  });

  it('carries out everything that was planned, and leaves nothing open', () => {
    expect(year.agreement).toMatchObject({ status: 'expired', plan: [], issues: [] });
    expect(new Set(Object.values(outcomes(year.agreement)))).toEqual(new Set(['carried-out']));
    expect([...year.directory]).toEqual([]);
  });
});

describe('a decision about renewal', () => {
  it.each([
    ['onboarding', begun()],
    ['promotional', promotional],
    ['standard', standard],
  ])('is refused while %s: the window is not open', (_, agreement) => {
    for (const [command, decided] of [
      [renew, 'renewed'],
      [decline, 'declined'],
    ] as const) {
      given(agreement)
        .when(morning('2027-01-02'), command)
        .then(
          `${id} can't be ${decided} yet; its renewal window opens 120 days before the term ends; its last day is Tue, Aug 31, 2027.`,
        );
    }
  });

  it('to renew is told at once, and ends the reminders', () => {
    const irrelevant = ['P90D', 'P60D', 'P30D', 'P14D', 'P7D', 'P1D'].map(
      (lead) => `suppressed renewal-${lead}:2027-09-01: it was decided to renew`,
    );
    const decided = given(inWindow)
      .when(morning('2027-06-01'), renew)
      .then(['decided to renew', ...irrelevant, 'due renewed']);
    expect(decided).toMatchObject({
      status: 'renewal',
      decision: { kind: 'renew', by: 'Olive', length: 'P1Y' },
    });
  });

  it('to decline is told at once, and keeps access until the term ends', () => {
    const { agreement } = course(inWindow, evening('2027-08-31'), { acts: [act('2027-06-01', decline)] });
    expect(agreement.status).toBe('renewal');
    expect(agreement.features.some(({ on }) => on)).toBe(true);
    given(agreement)
      .when('2027-09-01T04:00:00Z')
      .then(['carried-out end-term:2027-09-01', 'due end-access:declined', 'now declined']);
    expect(notices(course(agreement, morning('2027-10-01')))).toEqual(['access-ended:2027-09-01']);
  });

  it('to decline is refused the second time; to renew again corrects the terms of a renewal', () => {
    const declined = lived(inWindow, '2027-06-02', { acts: [act('2027-06-01', decline)] });
    given(declined)
      .when(morning('2027-06-02'), decline)
      .then(`The decision to decline ${id} is already recorded.`);
    const renewed = lived(inWindow, '2027-06-02', { acts: [act('2027-06-01', renew)] });
    given(renewed)
      .when(morning('2027-06-02'), renew)
      .then(`The decision to renew ${id} on these terms is already recorded.`);
    const corrected = given(renewed).when(morning('2027-06-02'), {
      type: 'renew',
      by: 'Olive',
      length: 'P6M',
    });
    corrected.then(['decided to renew', 'due renewed']);
    expect(corrected.after.decision).toMatchObject({ length: 'P6M' });
  });

  it('to decline after a renewal still brings the notice that access ends', () => {
    const acts = [act('2027-06-01', renew), act('2027-06-10', decline)];
    expect(notices(course(inWindow, morning('2027-10-01'), { acts }))).toContain('access-ended:2027-09-01');
  });

  it('may be changed until the term ends, both ways', () => {
    const agreed = lived(inWindow, '2027-06-02', { acts: [act('2027-06-01', renew)] });
    const declined = given(agreed)
      .when(morning('2027-06-02'), decline)
      .then(['decided to decline', 'due declined']);
    given(lived(declined, '2027-06-03'))
      .when(morning('2027-06-03'), renew)
      .then(['decided to renew', 'due renewed']);
    expect(lived(declined, '2027-09-02').status).toBe('declined');
  });

  it('that changes before its notice was sent takes that notice back', () => {
    const agreed = given(inWindow).when(morning('2027-06-01'), renew).after;
    given(agreed)
      .when(morning('2027-06-02'), decline)
      .then([
        'decided to decline',
        'suppressed renewed:2027-06-01T12:00:00Z: it was decided to decline',
        'due declined',
      ]);
  });

  it('to renew after a fixed end must say for how long', () => {
    const fixed = lived(begun({ offer: gemini }), '2026-12-01');
    given(fixed)
      .when(morning('2026-12-01'), renew)
      .then(
        'The term of agreement:google-gemini-for-government:access-board.gov has a fixed end; give the length of the next one.',
      );
    const decided = given(fixed).when(morning('2026-12-01'), {
      ...renew,
      type: 'renew',
      length: 'P6M',
    }).after;
    const next = lived(decided, '2027-01-02');
    expect(next.term).toMatchObject({ number: 2, startsOn: '2027-01-01', endsOn: '2027-07-01' });
  });

  it('is refused after the term has ended', () => {
    const over = lived(inWindow, '2027-09-02');
    given(over).when(morning('2027-09-02'), renew).then(`${id} is over (expired); you can't renew it.`);
  });
});

describe('the next term', () => {
  const price = { amount: '25.00', currency: 'USD' as const, per: 'user' as const };
  const acts = [{ at: morning('2027-06-01'), command: { type: 'renew' as const, by: 'Olive', price } }];
  const next = lived(inWindow, '2027-09-02', { acts });

  it('begins where the first one ended, on the decided terms, and leaves access alone', () => {
    expect(next).toMatchObject({
      status: 'standard',
      term: { number: 2, startsOn: '2027-09-01', endsOn: '2028-09-01', price },
      activatedAt: inWindow.activatedAt,
    });
    expect(next.decision).toBeUndefined();
    expect(next.features.filter(({ on }) => on).map(({ id }) => id)).toEqual(['chatgpt-enterprise']);
    expect(next.plan.map(({ id }) => id)).toEqual([
      'open-renewal:2028-09-01:term-2',
      ...['P120D', 'P90D', 'P60D', 'P30D', 'P14D', 'P7D', 'P1D'].map(
        (lead) => `renewal-${lead}:2028-09-01:term-2`,
      ),
      'end-term:2028-09-01:term-2',
      'access-ended:2028-09-01:term-2',
    ]);
  });

  it('brings new questions about its own renewal', () => {
    const { agreement } = course(next, morning('2028-10-01'), { acts: [act('2028-06-01', decline)] });
    expect(agreement.status).toBe('declined');
  });

  it('carries out what is left of the term before', () => {
    const last = lived(inWindow, '2027-08-31');
    const owed = lived(last, '2027-09-02', {
      acts: [act('2027-08-31', renew)],
      world: { mail: () => 'later' },
    });
    expect(owed).toMatchObject({ status: 'standard', term: { number: 2 } });
    expect(owed.plan.map(({ id }) => id)).toContain('renewed:2027-08-31T12:00:00Z');
    expect(owed.issues[0]).toMatchObject({ kind: 'delayed' });
    expect(lived(owed, '2027-09-05').issues).toEqual([]);
  });

  it('does not begin without a renewal', () => {
    expect(() => planNextTerm(inWindow, morning('2027-06-02'))).toThrow(`${id} was not renewed.`);
  });
});

describe('a grace period', () => {
  const grace = lived(begun({ offer: withGrace }), '2027-09-10');

  it('keeps access for a time after a term that ends without a decision, and says so at its start', () => {
    expect(grace.status).toBe('renewal');
    expect(grace.features.some(({ on }) => on)).toBe(true);
    expect(outcomes(grace)['access-ended:2027-09-01']).toBe('carried-out');
    given(grace).when('2027-10-01T03:59:59Z').then('nothing happened');
    given(grace)
      .when('2027-10-01T04:00:00Z')
      .then(['carried-out end-grace:2027-09-01', 'due end-access:expired', 'now expired']);
  });

  it('lets the agency renew: the next term begins at once, counted from the end of the first', () => {
    const { agreement } = course(grace, morning('2027-09-11'), { acts: [act('2027-09-10', renew)] });
    expect(agreement).toMatchObject({
      status: 'standard',
      term: { number: 2, startsOn: '2027-09-01', endsOn: '2028-09-01' },
    });
    expect(outcomes(agreement)['end-grace:2027-09-01']).toBe('suppressed: the term has ended');
  });

  it('lets the agency renew only for longer than it has lasted', () => {
    given(grace)
      .when(morning('2027-09-10'), { type: 'renew', by: 'Olive', length: 'P9D' })
      .then(
        `${id} can't be renewed for 9 days: the next term would have ended on Thu, Sep 9, 2027; renew it for longer.`,
      );
    const { refusals } = course(grace, morning('2027-09-11'), {
      acts: [act('2027-09-10', { type: 'renew', by: 'Olive', length: 'P10D' })],
    });
    expect(refusals).toEqual([]);
  });

  it('ends at once when the agency declines', () => {
    given(grace)
      .when(morning('2027-09-10'), decline)
      .then([
        'decided to decline',
        'suppressed end-grace:2027-09-01: the term has ended',
        'due end-access:declined',
        'due declined',
        'now declined',
      ]);
  });

  it('does not begin if the agency has decided before', () => {
    const { agreement } = course(lived(begun({ offer: withGrace }), '2027-06-01'), morning('2027-09-02'), {
      acts: [act('2027-06-01', decline)],
    });
    expect(agreement.status).toBe('declined');
    expect(outcomes(agreement)['end-grace:2027-09-01']).toBe('suppressed: the term has ended');
  });
});

describe('termination', () => {
  it('before access was ever granted withdraws the agreement', () => {
    const agreement = given(begun({ now: morning('2026-08-01') })).when(
      morning('2026-08-02'),
      terminate,
    ).after;
    expect(agreement.status).toBe('withdrawn');
    expect(notices(course(agreement, morning('2027-12-01')))).toEqual(['terminated:2026-08-02T12:00:00Z']);
  });

  it.each([
    ['promotional', promotional, '2026-09-02'],
    ['standard', standard, '2027-01-01'],
    ['renewal', inWindow, '2027-06-01'],
  ])('while %s ends access, with one notice and no other', (_, agreement, date) => {
    const terminated = given(agreement).when(morning(date), terminate).after;
    expect(terminated.status).toBe('terminated');
    expect(terminated.plan.map(({ id }) => id)).toEqual([
      `end-access:${morning(date)}`,
      `terminated:${morning(date)}`,
    ]);
    const { agreement: over, sent, directory } = course(terminated, morning('2028-01-01'));
    expect(over).toMatchObject({ status: 'terminated', plan: [] });
    expect(new Set(sent.map(({ obligation }) => obligation.id))).toEqual(
      new Set([`terminated:${morning(date)}`]),
    );
    expect([...directory]).toEqual([]);
    for (const { id } of agreement.plan)
      expect(outcomes(over)[id]).toBe('suppressed: the agreement was terminated');
  });

  it('is refused the second time', () => {
    const terminated = given(standard).when(morning('2027-01-01'), terminate).after;
    given(terminated)
      .when(morning('2027-01-01'), terminate)
      .then(`${id} is over (terminated); you can't terminate it.`);
  });
});

describe('an agreement that is over', () => {
  it('does not change with a late event', () => {
    const over = lived(inWindow, '2027-10-01');
    const after = evolve(over, { type: 'suspended', at: morning('2027-10-01'), by: 'Olive' });
    expect(after.status).toBe('expired');
  });
});
