// A pause that moves the clock: what was ahead when it began is as far ahead when it ends, and no further than allowed.
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../agreements/commands/command.ts';
import { wordsOf } from '../../../agreements/commands/words.ts';
import { whatIf } from '../../../agreements/explain/what-if.ts';
import { isOver } from '../../../agreements/model/status.ts';
import {
  act,
  amend,
  begun,
  course,
  evening,
  gemini,
  given,
  lived,
  morning,
  notices,
  outcomes,
  reinstate,
  suspend,
  wholeChatgpt,
  withClauses,
} from '../support/given.ts';

const ahead = begun({ now: morning('2026-08-01') });
const featuresEnd = ({ features }: typeof ahead) => features.map(({ ends }) => ends?.on);
const dayOf = (agreement: typeof ahead, one: string) =>
  agreement.plan.find((planned) => planned.id === one)?.dueAt.slice(0, 10);

describe('a pause that ends before the first day', () => {
  /** 20 days, from August 2 to 22. */
  const paused = (clock: 'keep' | 'move') => [
    act('2026-08-02', suspend),
    act('2026-08-22', reinstate(clock)),
  ];

  it('with the clock moved, moves the first day and all that is counted from it', () => {
    const { agreement, directory } = course(ahead, '2026-09-22T05:00:00Z', { acts: paused('move') });
    expect(agreement.term).toMatchObject({ startsOn: '2026-09-21', endsOn: '2027-09-21' });
    expect(featuresEnd(agreement)).toEqual([undefined, '2026-11-20', '2026-11-20']);
    expect(agreement.activatedAt?.slice(0, 16)).toBe('2026-09-21T04:00');
    expect(directory.size).toBe(3);
    const before = course(ahead, '2026-09-21T03:00:00Z', { acts: paused('move') });
    expect([...before.directory]).toEqual([]);
    expect(dayOf(before.agreement, 'welcome')).toBe('2026-09-21');
  });

  it.each([
    ['keep', '2026-09-01'],
    ['move', '2026-09-21'],
  ] as const)('tells at once that it goes on (%s)', (clock, startsOn) => {
    const { agreement, sent } = course(ahead, evening('2026-08-22'), { acts: paused(clock) });
    expect(sent.map(({ obligation, at }) => `${obligation.id} ${at.slice(0, 10)}`).at(-1)).toBe(
      'reinstated:2026-08-22T12:00:00Z 2026-08-22',
    );
    expect(agreement).toMatchObject({ status: 'onboarding', term: { startsOn } });
    const { agreement: next, sent: all } = course(agreement, evening(startsOn));
    expect(next.status).toBe('promotional');
    expect([...new Set(all.map(({ obligation }) => obligation.id))]).toEqual([
      'welcome',
      'training',
      'community',
    ]);
  });

  it('says on record, before and after, when access begins', () => {
    const suspended = lived(ahead, '2026-08-22', { acts: [act('2026-08-02', suspend)] });
    const { remarks, after } = whatIf(suspended, reinstate('move'), morning('2026-08-22'));
    expect(remarks).toEqual(['Access begins on Mon, Sep 21, 2026.']);
    const entry = after.record.find(({ type }) => type === 'reinstated');
    expect(entry && wordsOf(entry as never)).toEqual({
      what: 'reinstated',
      text: 'by Olive, dates moved by the pause, access begins on Mon, Sep 21, 2026',
    });
  });

  it('that ended before notices could go out before access tells on the first day, as it was planned', () => {
    const { agreement } = course(ahead, morning('2026-08-23'), { acts: paused('keep').slice(0, 1) });
    const back = given(agreement).when(morning('2026-08-23'), reinstate('keep')).after;
    const stored = {
      ...back,
      plan: back.plan.map((one) => {
        const { beforeAccess: _, ...rest } = { beforeAccess: undefined, ...one };
        return rest as typeof one;
      }),
    };
    expect(notices(course(stored, morning('2026-08-31')))).toEqual([]);
    expect(notices(course(stored, '2026-09-01T05:00:00Z'))).toEqual(['reinstated:2026-08-23T12:00:00Z']);
  });

  it('twice, moves the days by both pauses and tells each time', () => {
    const acts = [...paused('move'), act('2026-09-01', suspend), act('2026-09-11', reinstate('move'))];
    const { agreement, sent } = course(ahead, evening('2026-10-01'), { acts });
    expect(agreement.term).toMatchObject({ startsOn: '2026-10-01', endsOn: '2027-10-01' });
    expect(featuresEnd(agreement)).toEqual([undefined, '2026-11-30', '2026-11-30']);
    const told = sent.map(({ obligation }) => obligation.id);
    expect(told).toContain('reinstated:2026-09-11T12:00:00Z');
    expect(told).toContain('correction-term-end:2027-10-01:2026-09-11T12:00:00Z');
    expect(agreement.status).toBe('promotional');
  });

  it('moves an end that was amended by its days', () => {
    const acts = [
      act('2026-08-01', amend({ termEndsOn: '2027-12-01', featuresEndOn: '2026-12-15' })),
      ...paused('move'),
    ];
    const { agreement } = course(begun({ now: morning('2026-07-31') }), evening('2026-08-22'), { acts });
    expect(agreement.term).toMatchObject({ startsOn: '2026-09-21', endsOn: '2027-12-21' });
    expect(featuresEnd(agreement)).toEqual([undefined, '2027-01-04', '2027-01-04']);
  });
});

describe('a pause that begins before the first day and ends after it', () => {
  const acts = [act('2026-08-02', suspend), act('2026-09-10', reinstate('move'))];

  it('with the clock moved, leaves as many days before the first one as there were: 30', () => {
    const { agreement, directory, sent } = course(ahead, evening('2026-09-10'), { acts });
    expect(agreement.term).toMatchObject({ startsOn: '2026-10-10', endsOn: '2027-10-10' });
    expect(featuresEnd(agreement)).toEqual([undefined, '2026-12-09', '2026-12-09']);
    expect([...directory]).toEqual([]);
    expect(sent.at(-1)?.obligation.id).toBe('reinstated:2026-09-10T12:00:00Z');
    const begins = course(agreement, evening('2026-10-13'));
    expect(begins.agreement.activatedAt?.slice(0, 10)).toBe('2026-10-10');
    expect(outcomes(begins.agreement)['grant-access']).toBe('carried-out');
    expect(notices(begins)).toEqual(['welcome', 'training', 'community']);
  });

  it('with the dates kept, gives access at once', () => {
    const kept = [act('2026-08-02', suspend), act('2026-09-10', reinstate('keep'))];
    const { agreement, directory } = course(ahead, evening('2026-09-10'), { acts: kept });
    expect(agreement).toMatchObject({ status: 'promotional', term: { startsOn: '2026-09-01' } });
    expect(directory.size).toBe(3);
  });

  it('may be followed by another one', () => {
    const more = [...acts, act('2026-09-15', suspend), act('2026-09-20', reinstate('move'))];
    const { agreement } = course(ahead, evening('2026-10-15'), { acts: more });
    expect(agreement).toMatchObject({ status: 'promotional', term: { startsOn: '2026-10-15' } });
  });
});

describe('a pause in a term with a fixed end', () => {
  const running = lived(
    begun({ offer: gemini, startsOn: '2026-09-01', now: morning('2026-09-01') }),
    '2026-10-01',
  );
  const acts = [act('2026-10-01', suspend), act('2026-11-15', reinstate('move'))];

  it('does not move the term past it, and says so', () => {
    const suspended = lived(running, '2026-11-15', { acts: acts.slice(0, 1) });
    const { after, remarks } = whatIf(suspended, reinstate('move'), morning('2026-11-15'));
    expect(after.term.endsOn).toBe('2027-01-01');
    expect(remarks).toEqual([
      "The pause does not move the term past the offer's last day, Thu, Dec 31, 2026.",
    ]);
    const entry = after.record.find(({ type }) => type === 'reinstated');
    expect(entry && wordsOf(entry as never).text).toBe(
      "by Olive, dates moved by the pause up to the offer's last day, Thu, Dec 31, 2026",
    );
  });

  it('moves a term that ends before it, up to it', () => {
    const short = [act('2026-09-30', amend({ termEndsOn: '2026-12-20' })), ...acts];
    const before = lived(begun({ offer: gemini, now: morning('2026-09-01') }), '2026-09-30');
    expect(lived(before, '2026-11-16', { acts: short }).term.endsOn).toBe('2027-01-01');
  });

  it('leaves an end that a person has set after it', () => {
    const long = [act('2026-09-30', amend({ termEndsOn: '2027-02-01' })), ...acts];
    const before = lived(begun({ offer: gemini, now: morning('2026-09-01') }), '2026-09-30');
    expect(lived(before, '2026-11-16', { acts: long }).term.endsOn).toBe('2027-02-01');
  });

  it('ends features with the term that would last past it', () => {
    const offer = { ...wholeChatgpt, term: gemini.term };
    const late = lived(begun({ offer, startsOn: '2026-10-20', now: morning('2026-10-20') }), '2026-10-21');
    const moved = lived(late, '2026-11-16', {
      acts: [act('2026-10-25', suspend), act('2026-11-15', reinstate('move'))],
    });
    expect(featuresEnd(moved)).toEqual([undefined, '2027-01-01', '2027-01-01']);
  });

  it('is refused if the first day would be after it', () => {
    const early = begun({ offer: gemini, startsOn: '2026-12-20', now: morning('2026-11-01') });
    const suspended = lived(early, '2026-11-20', { acts: [act('2026-11-02', suspend)] });
    given(suspended)
      .when(morning('2026-11-20'), reinstate('move'))
      .then(
        "The dates of agreement:google-gemini-for-government:access-board.gov can't move: its first day would be Thu, Jan 7, 2027, and its offer ends on Thu, Dec 31, 2026; keep the dates.",
      );
  });
});

describe('a date that was set during a pause', () => {
  const running = lived(begun({ offer: withClauses }), '2026-09-02');
  const endAfter = (during: Command, clock: 'keep' | 'move') => {
    const acts = [act('2026-09-02', suspend), act('2026-09-12', during), act('2026-09-22', reinstate(clock))];
    return lived(running, '2026-09-23', { acts });
  };

  it('moves by the days since it was set', () => {
    const amended = endAfter(amend({ termEndsOn: '2027-12-01', featuresEndOn: '2026-12-15' }), 'move');
    expect(amended.term.endsOn).toBe('2027-12-11');
    expect(featuresEnd(amended)).toEqual([undefined, '2026-12-25', '2026-12-25']);
    expect(JSON.stringify([amended.term, amended.features])).not.toContain('setAt');
  });

  it('by an extension, too', () => {
    expect(endAfter({ type: 'extend', by: 'Olive', length: 'P1M' }, 'move').term.endsOn).toBe('2027-10-11');
  });

  it('leaves the other dates to move by the whole pause', () => {
    const amended = endAfter(amend({ termEndsOn: '2027-12-01' }), 'move');
    expect(featuresEnd(amended)).toEqual([undefined, '2026-11-20', '2026-11-20']);
  });

  it('moves by the whole of a later pause', () => {
    const kept = endAfter(amend({ termEndsOn: '2027-12-01' }), 'keep');
    const acts = [act('2026-10-01', suspend), act('2026-10-11', reinstate('move'))];
    expect(lived(kept, '2026-10-12', { acts }).term.endsOn).toBe('2027-12-11');
  });
});

describe('the reminder of the training', () => {
  const running = lived(begun({ offer: wholeChatgpt }), '2026-09-02');
  const reminder = 'training-reminder-P21D';

  it('moves with the clock if it is ahead', () => {
    const due = dayOf(running, reminder);
    const acts = [act('2026-09-05', suspend), act('2026-09-25', reinstate('move'))];
    const moved = lived(running, '2026-09-26', { acts });
    expect([due, dayOf(moved, reminder)]).toEqual(['2026-09-22', '2026-10-13']);
    const again = lived(moved, '2026-10-02', {
      acts: [act('2026-09-26', suspend), act('2026-10-01', reinstate('move'))],
    });
    expect(dayOf(again, reminder)).toBe('2026-10-19');
    const amended = given(again).when(morning('2026-10-02'), {
      type: 'amend',
      by: 'Olive',
      notices: wholeChatgpt.notices,
    }).after;
    expect(dayOf(amended, reminder)).toBe('2026-10-19');
  });

  it('stays where it is if the dates are kept', () => {
    const acts = [act('2026-09-05', suspend), act('2026-09-08', reinstate('keep'))];
    expect(dayOf(lived(running, '2026-09-09', { acts }), reminder)).toBe('2026-09-22');
  });

  it('is not sent a second time', () => {
    const sent = lived(running, '2026-10-10');
    const acts = [act('2026-10-10', suspend), act('2026-10-20', reinstate('move'))];
    expect(notices(course(sent, evening('2026-11-30'), { acts }))).not.toContain(reminder);
    expect(isOver(sent)).toBe(false);
  });
});
