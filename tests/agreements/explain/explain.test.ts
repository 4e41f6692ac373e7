// Why a notice was sent when it was, why not yet, and why never: in words, from an agreement's state.
import { describe, expect, it } from 'vitest';
import { explain } from '../../../agreements/explain/explain.ts';
import {
  act,
  amend,
  begun,
  carl,
  chatgpt,
  decline,
  lived,
  mailIs,
  morning,
  suspend,
  wholeChatgpt,
  withClauses,
} from '../support/given.ts';

const promotional = lived(begun(), '2026-09-02');
const nine = 'at 9:00 local time (America/New_York), plus 14 minutes to spread the mail';
const hold = act('2027-05-01', { type: 'hold', by: 'Olive', reason: 'the vendor asked' });

describe('why at that time', () => {
  it('is counted from the day, and from nine local time', () => {
    expect(explain(promotional, morning('2026-09-02'), 'features-ending-P30D:2026-10-31')).toEqual([
      `features-ending-P30D:2026-10-31: due Thu, Oct 1, 2026, 09:14 EDT (in 29 days): 30 days before the features end at the end of Fri, Oct 30, 2026, on Thu, Oct 1, 2026; ${nine}. It is in the plan, and nothing blocks it.`,
    ]);
  });

  it('is the business day before a Saturday, and after it for a notice of what has happened', () => {
    const [warning] = explain(promotional, morning('2026-09-02'), 'features-ending-P14D');
    expect(warning).toContain(
      'on Sat, Oct 17, 2026; that is a Saturday, so it is due on the business day before, Fri, Oct 16, 2026',
    );
    const [ended] = explain(promotional, morning('2026-09-02'), 'features-ended');
    expect(ended).toContain('that is a Saturday, so it is due on the business day after, Mon, Nov 2, 2026');
  });

  it('names a federal holiday', () => {
    const agreement = lived(begun(), '2026-09-02', {
      acts: [act('2026-09-01', amend({ featuresEndOn: '2026-12-11' }))],
    });
    expect(explain(agreement, morning('2026-09-02'), 'features-ending-P30D')[1]).toContain(
      'on Wed, Nov 11, 2026; that is a federal holiday, so it is due on the business day before, Tue, Nov 10, 2026',
    );
  });

  it('names the clause of a deadline and its last safe day', () => {
    const agreement = lived(begun({ offer: withClauses }), '2026-09-02');
    expect(explain(agreement, morning('2026-09-02'), 'deadline-exercise-P14D')[0]).toContain(
      '14 days before the last safe day to exercise the option (FAR 52.217-9), Fri, Jul 30, 2027 (the last, Sun, Aug 1, 2027, is a Sunday), on Fri, Jul 16, 2027',
    );
  });

  it('is at once for a correction, with both days', () => {
    const agreement = lived(promotional, '2026-09-04', {
      acts: [act('2026-09-03', amend({ termEndsOn: '2027-12-01' }))],
    });
    expect(explain(agreement, morning('2026-09-04'), 'correction')).toEqual([
      'correction-term-end:2027-12-01:2026-09-03T12:00:00Z: sent Thu, Sep 3, 2026, 08:00 EDT (yesterday); accepted for 2 of 2. It was due then: the agency was told Tue, Aug 31, 2027, and the last day moved to Tue, Nov 30, 2027, so a correction goes out at once.',
    ]);
  });
});

describe('why not yet', () => {
  it('on hold: since when, who did it, and why', () => {
    const agreement = lived(promotional, '2027-05-10', { acts: [hold] });
    const [due, ahead] = explain(agreement, morning('2027-05-10'), 'renewal');
    expect(due).toMatch(
      /^renewal-P120D.* It is due and waits: Olive put notices on hold Sat, May 1, 2027, 08:00 EDT \(9 days ago\): the vendor asked\.$/,
    );
    expect(ahead).toMatch(
      /^renewal-P90D.* It is in the plan. As things stand, it will wait then: Olive put notices on hold/,
    );
  });

  it('tried again: since when, when next, why, and how many have it', () => {
    const agreement = lived(promotional, '2027-05-06', { world: mailIs('later', [carl.email]) });
    expect(explain(agreement, morning('2027-05-06'), 'renewal-P120D')[0]).toMatch(
      /It has been tried since Tue, May 4, 2027, 09:14 EDT \(2 days ago\), next .*: the mail server does not answer; so far: accepted for 1 of 1\.$/,
    );
  });

  it('no access yet', () => {
    const agreement = lived(begun(), '2026-09-03', { world: { directory: () => 'later' } });
    expect(explain(agreement, morning('2026-09-03'), 'welcome')[0]).toMatch(
      /It is due and waits: there is no access yet\.$/,
    );
  });

  it('nobody asked yet: an alert waits for the notice that asks, not for access', () => {
    const unsent = lived(begun({ offer: wholeChatgpt }), '2027-08-27', { world: mailIs('later') });
    expect(explain(unsent, morning('2027-08-27'), 'unanswered-renewal-P14D')[0]).toMatch(
      /It is due and waits: nobody has been asked yet\.$/,
    );
  });

  it('ahead, nothing blocks what waits only for steps that are planned before it', () => {
    const started = lived(begun({ offer: wholeChatgpt }), '2026-09-02');
    expect(explain(started, morning('2026-09-02'), 'unanswered-renewal-P14D')[0]).toMatch(
      /It is in the plan, and nothing blocks it\.$/,
    );
    const early = begun({ startsOn: '2026-09-15' });
    expect(explain(early, morning('2026-09-01'), 'welcome')[0]).toMatch(/and nothing blocks it\.$/);
  });

  it('ahead, an alert waits as long as the notices before it do', () => {
    const held = lived(begun({ offer: wholeChatgpt }), '2027-05-02', { acts: [hold] });
    expect(explain(held, morning('2027-05-02'), 'unanswered-renewal-P14D')[0]).toMatch(
      /As things stand, it will wait then: nobody has been asked yet\.$/,
    );
  });

  it('terms not accepted', () => {
    const agreement = begun({ awaitsAcceptance: true });
    expect(explain(agreement, morning('2026-09-02'), 'welcome')).toEqual([
      'welcome: not yet: the terms are not accepted, and nothing is planned before they are.',
    ]);
  });

  it('suspended: as things stand, it will not be sent', () => {
    const agreement = lived(promotional, '2026-09-05', { acts: [act('2026-09-03', suspend)] });
    expect(explain(agreement, morning('2026-09-05'), 'features-ending-P30D')[0]).toMatch(
      /As things stand, it will not be sent: the agreement is suspended\.$/,
    );
  });
});

describe('terms to be accepted', () => {
  const explained = (hold?: string) => {
    const offered = begun({ awaitsAcceptance: true, offer: wholeChatgpt, ...(hold && { hold }) });
    return explain(
      lived(offered, '2026-10-05', { world: mailIs('refused') }),
      morning('2026-10-05'),
      'withdraw',
    )[0];
  };

  it('are not withdrawn before they reached anybody, nor while on hold', () => {
    expect(explained()).toMatch(/It is due and waits: the terms have reached nobody yet\.$/);
    expect(explained('the vendor asked')).toMatch(
      /It is due and waits: Olive put notices on hold .*: the vendor asked\.$/,
    );
  });
});

describe('why never', () => {
  it('suppressed by a decision: the reason', () => {
    const agreement = lived(promotional, '2027-06-01', { acts: [act('2027-05-20', decline)] });
    expect(explain(agreement, morning('2027-06-01'), 'renewal-P30D:2027-09-01')[0]).toMatch(
      /not sent \(suppressed\): the decision is to decline; decided Thu, May 20, 2027, 08:00 EDT \(12 days ago\)/,
    );
  });

  it('skipped: its time had passed when it was planned', () => {
    const late = begun({ now: morning('2026-10-10') });
    expect(explain(late, morning('2026-10-10'), 'features-ending-P30D')[0]).toMatch(
      /not sent \(skipped\): its time had passed before it was planned; .* It was due Thu, Oct 1, 2026/,
    );
  });

  it('superseded: the one that was sent instead', () => {
    const agreement = lived(promotional, '2027-06-10', {
      acts: [hold, act('2027-06-09', { type: 'release', by: 'Olive' })],
    });
    expect(explain(agreement, morning('2027-06-10'), 'renewal-P120D')[0]).toContain(
      'not sent: renewal-P90D:2027-09-01 of the same series was due as well, and only the latest of a series is sent',
    );
  });

  it('failed: why, and what to do', () => {
    const agreement = lived(promotional, '2027-05-05', { world: mailIs('refused') });
    expect(explain(agreement, morning('2027-05-05'), 'renewal-P120D')[0]).toContain(
      'as far as is known, it reached nobody; accepted for 0 of 2, refused for 2. Fix that, then "retry" tries it again.',
    );
  });

  it.each([
    ['a feature that ends', 'features-ending', 'never: no feature of the offer ends before the term.'],
    ['a clause', 'deadline', 'never: no clause of the agreement sets a deadline.'],
    ['a date that moved', 'correction', 'never so far: no day that the agency was told has moved.'],
    [
      'what has not happened',
      'suspended',
      'not so far: it goes out at once when the agreement is suspended, and that has not happened.',
    ],
  ])('without %s, there is none', (_, kind, words) => {
    const offer = { ...chatgpt, features: chatgpt.features.filter(({ lasts }) => !lasts) };
    expect(explain(begun({ offer }), morning('2026-09-01'), kind)).toEqual([`${kind}: ${words}`]);
  });

  it('of a name that no notice has: the names of those that exist', () => {
    expect(explain(promotional, morning('2026-09-02'), 'birthday')[0]).toMatch(
      /^birthday: never: the offer has no such notice, and nothing of that name is planned\. Its notices are welcome, /,
    );
  });
});

describe('everything', () => {
  it('lists each obligation and each notice of the offer once, as happened, ahead or not planned', () => {
    const lines = explain(promotional, morning('2026-09-02'));
    expect(lines.filter((line) => line.endsWith(':'))).toEqual([
      'What happened:',
      'What is ahead:',
      'What is not planned:',
    ]);
    for (const { id } of promotional.plan)
      expect(lines.filter((line) => line.startsWith(`${id}: `))).toHaveLength(1);
    for (const { kind } of chatgpt.notices)
      expect(
        lines.some((line) => line.startsWith(kind)),
        kind,
      ).toBe(true);
  });
});
