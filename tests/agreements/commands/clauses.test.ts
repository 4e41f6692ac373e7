// The clauses of an order: determinations before a renewal, deadlines, and a limit to extensions.
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../agreements/commands/command.ts';
import type { About } from '../../../agreements/model/obligations.ts';
import {
  act,
  amend,
  begun,
  chatgpt,
  clauses,
  course,
  decline,
  evening,
  given,
  lived,
  morning,
  notices,
  outcomes,
  reinstate,
  renew,
  suspend,
  withClauses,
} from '../support/given.ts';
import { extendedByItself } from '../support/old-shapes.ts';

const id = 'agreement:openai-chatgpt-enterprise:access-board.gov';
const by = 'Carl';
const determine = (determination: string) =>
  ({ type: 'determine', by, determination, reference: 'memo 12' }) as const;
const extend = (length: string) => ({ type: 'extend', by, length }) as const;
const running = lived(begun({ offer: withClauses }), '2026-09-02');
const inWindow = lived(running, '2027-05-10');

describe('a gate', () => {
  it('without a determination blocks a renewal and is named', () => {
    given(inWindow)
      .when(morning('2027-05-10'), renew)
      .then(
        `${id} can't be renewed before these are on record: funds (funds are available; FAR 17.207(c)(1)). Record each with "determine".`,
      );
  });

  it('with a determination allows the renewal; the determination says who made it, when, and where it is written', () => {
    const determined = given(inWindow).when(morning('2027-05-10'), determine('funds')).then(['determined']);
    expect(determined.determinations).toEqual([
      { id: 'funds', at: morning('2027-05-10'), by, reference: 'memo 12' },
    ]);
    expect(given(determined).when(evening('2027-05-10'), renew).after.decision?.kind).toBe('renew');
  });

  it('needs a new determination in the next term', () => {
    const acts = [act('2027-05-10', determine('funds')), act('2027-05-11', renew)];
    expect(lived(inWindow, '2027-09-02', { acts })).toMatchObject({
      term: { number: 2 },
      determinations: [],
    });
  });

  it('does not block a decision to decline', () => {
    expect(given(inWindow).when(morning('2027-05-10'), decline).after.decision?.kind).toBe('decline');
  });

  it('that no clause has is refused', () => {
    given(inWindow)
      .when(morning('2027-05-10'), determine('weather'))
      .then(`${id} requires no determination "weather"; use one of funds, preliminary-notice, exercise.`);
    given(lived(begun(), '2026-09-02'))
      .when(morning('2026-09-02'), determine('funds'))
      .then(`${id} has no clause that requires a determination; amend it with one first.`);
  });
});

describe('a deadline', () => {
  const aboutOf = (agreement: typeof running, slot: string) => {
    const found = agreement.plan.find((one) => one.id.startsWith(slot));
    return {
      day: found?.dueAt.slice(0, 10),
      ...(found?.kind === 'notice' && (found.about as About).deadline),
    };
  };

  it('is counted from the last day of the term; its safe day is the business day at or before it', () => {
    // 30 days before August 31, 2027 is Sunday, August 1.
    expect(aboutOf(running, 'deadline-exercise-P1D')).toMatchObject({
      day: '2027-07-29',
      lastDay: '2027-08-01',
      safeDay: '2027-07-30',
      clause: 'FAR 52.217-9',
    });
  });

  it.each([
    ['a Saturday', '2027-08-31', '2027-07-31', '2027-07-30'],
    ['Independence Day, observed on a Monday', '2027-08-05', '2027-07-05', '2027-07-02'],
    ['a business day', '2027-09-03', '2027-08-03', '2027-08-03'],
  ])('on %s has its safe day at or before it', (_, termEndsOn, lastDay, safeDay) => {
    const moved = given(running).when(morning('2026-09-02'), amend({ termEndsOn })).after;
    expect(aboutOf(moved, 'deadline-exercise-P1D')).toMatchObject({ lastDay, safeDay });
  });

  it('has warnings, and a notice after it was missed', () => {
    const sent = notices(course(running, morning('2027-08-10'))).filter((one) => one.startsWith('deadline'));
    expect(sent).toEqual([
      'deadline-preliminary-notice-P30D:2027-07-03',
      'deadline-preliminary-notice-P7D:2027-07-03',
      'deadline-missed-preliminary-notice:2027-07-03',
      'deadline-exercise-P14D:2027-08-02',
      'deadline-exercise-P1D:2027-08-02',
      'deadline-missed-exercise:2027-08-02',
    ]);
  });

  it('that is on record as met has no more notices', () => {
    const acts = [act('2027-05-10', determine('exercise'))];
    const done = lived(inWindow, '2027-08-10', { acts });
    expect(outcomes(done)).toMatchObject({
      'deadline-exercise-P14D:2027-08-02': 'suppressed: it is on record that it was done',
      'deadline-missed-exercise:2027-08-02': 'suppressed: it is on record that it was done',
      'deadline-missed-preliminary-notice:2027-07-03': 'carried-out',
    });
  });

  it('has no more notices after a decision to decline', () => {
    const declined = lived(inWindow, '2027-08-10', { acts: [act('2027-05-10', decline)] });
    expect(outcomes(declined)['deadline-missed-exercise:2027-08-02']).toBe(
      'suppressed: it was decided to decline',
    );
  });

  it('has notices again after a decision to decline is taken back', () => {
    const acts = [
      act('2027-05-10', decline),
      act('2027-05-11', determine('funds')),
      act('2027-05-12', renew),
    ];
    expect(outcomes(lived(inWindow, '2027-08-10', { acts }))).toMatchObject({
      'deadline-preliminary-notice-P30D:2027-07-03': 'carried-out',
      'deadline-missed-exercise:2027-08-02': 'carried-out',
    });
  });

  it('that has passed is reported as missed, even if the clause is added after the deadline and before the report', () => {
    const late = lived(begun(), '2027-07-03');
    const amended = given(late).when(morning('2027-07-03'), { type: 'amend', by, rules: clauses }).after;
    expect(outcomes(lived(amended, '2027-07-08'))).toMatchObject({
      'deadline-missed-preliminary-notice:2027-07-03': 'carried-out',
    });
  });

  it('moves with the end of the term', () => {
    const moved = given(running).when(morning('2026-09-02'), amend({ termEndsOn: '2027-12-01' })).after;
    expect(outcomes(moved)['deadline-exercise-P14D:2027-08-02']).toBe('suppressed: its date was moved');
    expect(moved.plan.map(({ id }) => id)).toContain('deadline-exercise-P14D:2027-11-01');
  });

  it('that is added too late for its warnings sends its last warning at once; one in the past is told as missed', () => {
    const late = lived(begun(), '2027-07-28');
    const amended = given(late).when(evening('2027-07-29'), { type: 'amend', by, rules: clauses }).after;
    expect(notices(course(amended, morning('2027-08-01')))).toEqual(
      expect.arrayContaining([
        'deadline-exercise-P1D:2027-08-02',
        'deadline-missed-preliminary-notice:2027-07-03',
      ]),
    );
  });
});

describe('amending the notices', () => {
  const fewer = chatgpt.notices.filter(({ kind }) => kind !== 'training' && kind !== 'features-ended');

  it('sends the new ones from then on, and records why the old ones are dropped', () => {
    const ahead = begun({ now: morning('2026-08-20') });
    const amended = given(ahead)
      .when(morning('2026-08-20'), { type: 'amend', by, notices: fewer })
      .then([
        'amended',
        'suppressed training: its notices or rules were amended',
        'suppressed features-ended:2026-10-31: its notices or rules were amended',
      ]);
    expect(amended.plan.map(({ id }) => id)).toEqual(
      ahead.plan.map(({ id }) => id).filter((one) => one !== 'training' && !one.startsWith('features-ended')),
    );
  });

  it('back to the old ones plans them again', () => {
    const ahead = begun({ now: morning('2026-08-20') });
    const without = given(ahead).when(morning('2026-08-20'), { type: 'amend', by, notices: fewer }).after;
    const back = given(without).when(morning('2026-08-21'), {
      type: 'amend',
      by,
      notices: chatgpt.notices,
    }).after;
    expect(back.plan.map(({ id }) => id)).toEqual(ahead.plan.map(({ id }) => id));
  });

  it('with the same lead twice is refused', () => {
    given(running)
      .when(morning('2026-09-02'), {
        type: 'amend',
        by,
        notices: [...chatgpt.notices, ...chatgpt.notices.slice(0, 1)],
      })
      .then(`The amended offer can't be used: notices has "welcome" twice.`);
  });
});

describe('an extension', () => {
  it('moves the end of the term and corrects the day for contacts who know the old one', () => {
    const extended = given(running).when(morning('2026-09-02'), extend('P2M')).after;
    expect(extended.term).toMatchObject({ endsOn: '2027-11-01', extendedFrom: '2027-09-01' });
    expect(notices(course(extended, evening('2026-09-02')))).toEqual([
      'correction-term-end:2027-11-01:2026-09-02T12:00:00Z',
    ]);
  });

  it('of six months in all, in one or more parts, is the limit of FAR 52.217-8', () => {
    const twice = lived(running, '2027-06-03', {
      acts: [act('2027-06-01', extend('P3M')), act('2027-06-02', extend('P3M'))],
    });
    expect(twice.term.endsOn).toBe('2028-03-01');
    given(twice)
      .when(morning('2027-06-03'), extend('P1D'))
      .then(
        `${id} can't be extended by 1 day: FAR 52.217-8 allows 6 months in all, and 3 months and 3 months of it are used.`,
      );
  });

  describe('in several parts', () => {
    const fromAugust31 = begun({
      offer: withClauses,
      startsOn: '2026-08-31',
      now: morning('2026-08-31'),
    });
    const endAfter = (...commands: Command[]) => {
      const acts = commands.map((command, index) => act(`2027-06-0${index + 1}`, command));
      return lived(fromAugust31, '2027-06-08', { acts }).term.endsOn;
    };

    it('is counted from the end before the first of them, so month ends do not drift', () => {
      expect(endAfter(extend('P1M'))).toBe('2027-09-30');
      expect(endAfter(extend('P1M'), extend('P1M'))).toBe('2027-10-31');
      expect(endAfter(extend('P1M'), extend('P1M'), extend('P1M'))).toBe('2027-11-30');
    });

    it('in days and months is the same in any order: months first, then days', () => {
      expect(endAfter(extend('P1M'), extend('P10D'), extend('P1M'))).toBe('2027-11-10');
      expect(endAfter(extend('P1D'), extend('P1M'))).toBe('2027-10-01');
      expect(endAfter(extend('P1M'), extend('P1D'))).toBe('2027-10-01');
    });

    it('is counted from an end that was amended between them', () => {
      const acts = [extend('P1M'), amend({ termEndsOn: '2027-10-31' }), extend('P1M'), extend('P1M')];
      expect(endAfter(...acts)).toBe('2027-12-31');
    });

    it('is counted from the end that a pause set between them', () => {
      const acts = [extend('P1M'), suspend, reinstate('move'), extend('P1M')];
      expect(endAfter(...acts)).toBe('2027-11-01');
    });

    it('stays within the limit, counted from that end', () => {
      const fromJanuary31 = begun({
        offer: withClauses,
        startsOn: '2026-01-31',
        now: morning('2026-02-02'),
      });
      const monthly = Array.from({ length: 6 }, (_, index) => act(`2026-10-0${index + 1}`, extend('P1M')));
      const extended = lived(fromJanuary31, '2026-10-08', { acts: monthly });
      expect(extended.term.endsOn).toBe('2027-07-31');
      const refused = course(extended, evening('2026-10-08'), { acts: [act('2026-10-08', extend('P1D'))] });
      expect(refused.refusals).toEqual([expect.stringContaining('allows 6 months in all')]);
    });

    it('is followed by a term that is counted from that end, too', () => {
      const acts = [
        act('2027-06-01', extend('P1M')),
        act('2027-06-02', determine('funds')),
        act('2027-06-03', { ...renew, length: 'P1M' } as Command),
      ];
      expect(lived(fromAugust31, '2027-10-01', { acts }).term).toMatchObject({
        number: 2,
        startsOn: '2027-09-30',
        endsOn: '2027-10-31',
      });
    });

    it('is counted so, too, if the first of them was stored as the end of its own', () => {
      const once = lived(fromAugust31, '2027-06-02', { acts: [act('2027-06-01', extend('P1M'))] });
      const stored = extendedByItself(once);
      expect(stored.anchor).toEqual({ date: '2027-09-30', months: 0 });
      const again = lived(stored, '2027-06-03', { acts: [act('2027-06-02', extend('P1M'))] });
      expect(again.term.endsOn).toBe('2027-10-31');
      const amended = lived(stored, '2027-06-04', {
        acts: [act('2027-06-02', amend({ termEndsOn: '2027-09-15' })), act('2027-06-03', extend('P1M'))],
      });
      expect(amended.term.endsOn).toBe('2027-10-15');
    });
  });

  it('by a pause that moved the clock does not count', () => {
    const acts = [
      act('2027-05-11', extend('P3M')),
      act('2027-05-12', suspend),
      act('2027-05-22', reinstate('move')),
    ];
    const paused = lived(inWindow, '2027-05-23', { acts });
    expect(paused.term).toMatchObject({ endsOn: '2027-12-11' });
    expect(given(paused).when(morning('2027-05-23'), extend('P3M')).after.term.endsOn).toBe('2028-03-11');
  });

  it('in the next term counts with the earlier ones: six months in all', () => {
    const acts = [
      act('2027-05-10', extend('P6M')),
      act('2027-11-10', determine('funds')),
      act('2027-11-11', renew),
    ];
    const next = lived(inWindow, '2028-03-02', { acts });
    expect(next.term).toMatchObject({ number: 2, startsOn: '2028-03-01', endsOn: '2029-03-01' });
    expect(next.term.extendedFrom).toBeUndefined();
    given(next)
      .when(morning('2028-03-02'), extend('P1M'))
      .then(
        `${id} can't be extended by 1 month: FAR 52.217-8 allows 6 months in all, and 6 months of it are used.`,
      );
  });

  it('is refused without a clause, and after a decision to decline', () => {
    given(lived(begun(), '2026-09-02'))
      .when(morning('2026-09-02'), extend('P1M'))
      .then(`${id} has no clause that allows an extension; amend it with one first.`);
    const declined = given(inWindow).when(morning('2027-05-10'), decline).after;
    given(declined)
      .when(evening('2027-05-10'), extend('P1M'))
      .then(`The decision to decline ${id} is recorded, so its term can't be extended.`);
  });

  it('in the grace period is refused if the new end is not in the future', () => {
    const offer = { ...withClauses, renewal: { ...withClauses.renewal, grace: 'P30D' } };
    given(lived(begun({ offer }), '2027-09-10'))
      .when(morning('2027-09-10'), extend('P5D'))
      .then(`${id} would still end on Mon, Sep 6, 2027, which is not in the future; extend it for longer.`);
  });
});
