// What is told about a term's end and its deadlines is told within the term, and never left out because dates moved.
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../agreements/commands/command.ts';
import type { Agreement } from '../../../agreements/model/agreement.ts';
import type { NoticeRule, Offer } from '../../../agreements/offer/schema.ts';
import { findOffer, loadCatalog } from '../../../offers/catalog.ts';
import { doubleOutcomes } from '../../support/outcomes.ts';
import {
  act,
  amend,
  begun,
  chatgpt,
  clauses,
  course,
  decline,
  evening,
  lived,
  morning,
  outcomes,
  reinstate,
  renew,
  suspend,
  wholeChatgpt,
  withClauses,
} from '../support/given.ts';
import type { Course } from '../support/simulator.ts';

const by = 'Carl';
const gemini = findOffer(loadCatalog(), 'google-gemini-for-government');

/** The day and id of each notice and alert that was sent, each once. */
function told({ sent }: Pick<Course, 'sent'>, since = ''): string[] {
  const lines = sent
    .filter(({ at }) => at >= since)
    .map(({ obligation: { id }, at }) => `${at.slice(0, 10)} ${id}`);
  return [...new Set(lines)];
}

/** The alerts that were sent, with their texts. */
const alerts = ({ sent }: Pick<Course, 'sent'>): string[] =>
  sent.flatMap(({ obligation }) => (obligation.kind === 'alert' ? [obligation.text] : []));

const about = (word: string) => (line: string) => line.includes(word);

/** The offer, with the agency asked this long before the term's end; the operators are told if nobody answers. */
function asking(leads: string[], offer: Offer = chatgpt): Offer {
  const rule: NoticeRule = {
    kind: 'renewal',
    series: 'term-end',
    to: ['owner', 'operators'],
    when: { before: 'term-end', leads },
  };
  return { ...offer, notices: [...offer.notices.filter(({ kind }) => kind !== 'renewal'), rule] };
}

describe('a deadline that new dates or rules put into the past', () => {
  const running = lived(begun({ offer: withClauses }), '2026-09-02');
  const missed = 'deadline-missed-preliminary-notice';
  const lost = 'The option can no longer be exercised by one side alone.';

  it('is told to the agency and to the operators at once when the end is amended', () => {
    const moved = course(running, evening('2026-11-02'), {
      acts: [act('2026-11-02', amend({ termEndsOn: '2026-12-20' }))],
    });
    expect(told(moved).filter(about('deadline'))).toEqual([
      `2026-11-02 ${missed}:2026-10-21`,
      `2026-11-02 alert:${missed}:2026-10-21:${morning('2026-11-02')}`,
    ]);
    expect(alerts(moved)).toEqual([
      'By the dates and rules as they are now, the last day for preliminary-notice (FAR 52.217-9) is Tue, Oct 20, 2026: ' +
        `nobody can meet it any more, and nothing about it is on record. ${lost}`,
    ]);
  });

  it('is told when the clause is added after its deadline, once, however often dates move afterward', () => {
    const amended = course(lived(begun(), '2027-07-20'), evening('2027-08-04'), {
      acts: [
        act('2027-07-20', { type: 'amend', by, rules: clauses }),
        act('2027-07-22', { type: 'amend', by, notices: chatgpt.notices }),
      ],
    });
    expect(told(amended).filter(about(missed))).toEqual([
      `2027-07-20 ${missed}:2027-07-03`,
      `2027-07-20 alert:${missed}:2027-07-03:${morning('2027-07-20')}`,
    ]);
    expect(doubleOutcomes(amended.agreement.record)).toEqual([]);
  });

  it.each<[string, Command[]]>([
    [
      'it is on record',
      [{ type: 'determine', by, determination: 'preliminary-notice', reference: 'memo 1' }],
    ],
    ['the decision is to decline', [decline]],
  ])('is told to nobody if %s', (_, before) => {
    const inWindow = lived(begun({ offer: withClauses }), '2027-05-10');
    const moved = course(inWindow, evening('2027-05-12'), {
      acts: [
        ...before.map((one) => act('2027-05-11', one)),
        act('2027-05-12', amend({ termEndsOn: '2027-06-20' })),
      ],
    });
    expect(told(moved).filter(about(missed))).toEqual([]);
  });

  it('is told by the next term, if that is shorter than the deadline', () => {
    const inWindow = lived(begun({ offer: withClauses }), '2027-05-10');
    const next = course(inWindow, evening('2027-09-01'), {
      acts: [
        act('2027-05-10', { type: 'determine', by, determination: 'funds', reference: 'memo 1' }),
        act('2027-05-10', {
          type: 'determine',
          by,
          determination: 'preliminary-notice',
          reference: 'memo 2',
        }),
        act('2027-05-11', { ...renew, length: 'P1M' } as Command),
      ],
    });
    expect(told(next, '2027-08-31').filter(about(missed))).toEqual([
      `2027-09-01 alert:${missed}:2027-08-02:term-2:2027-09-01T04:00:00Z`,
      `2027-09-01 ${missed}:2027-08-02:term-2`,
    ]);
  });

  it('is told when the agreement starts late, after access', () => {
    const late = course(begun({ offer: withClauses, now: morning('2027-07-20') }), evening('2027-07-20'));
    expect(told(late).filter(about('deadline'))).toEqual([
      `2027-07-20 alert:${missed}:2027-07-03:${morning('2027-07-20')}`,
      `2027-07-20 ${missed}:2027-07-03`,
    ]);
    expect(
      late.sent.find(({ obligation }) => obligation.id.startsWith('deadline'))?.from.activatedAt,
    ).toBeDefined();
  });

  it('is told on the first day if the term is too short for it from the start, and nobody is warned of it', () => {
    const offer = { ...gemini, renewal: { ...gemini.renewal, deadlines: clauses.deadlines } };
    const short = course(
      begun({ offer, startsOn: '2026-11-20', now: morning('2026-10-01') }),
      evening('2026-11-20'),
    );
    expect(told(short).filter(about('preliminary'))).toEqual([
      `2026-10-01 alert:${missed}:2026-11-02:${morning('2026-10-01')}`,
      `2026-11-20 ${missed}:2026-11-02`,
    ]);
  });

  it('is told when the dates move with a pause, if its own day has passed by then', () => {
    const held = course(begun({ offer: withClauses }), evening('2027-07-06'), {
      acts: [act('2027-06-20', suspend), act('2027-07-06', reinstate('keep'))],
    });
    expect(told(held).filter(about(missed))).toEqual([`2027-07-06 ${missed}:2027-07-03`]);
  });
});

describe('the first day of a term', () => {
  const fromOctober = () => begun({ offer: gemini, startsOn: '2026-10-01', now: morning('2026-08-20') });

  it('comes before all that is said about the end of the term; what was to go before goes with the welcome', () => {
    const started = course(fromOctober(), evening('2026-10-02'));
    expect(told(started)).toEqual([
      '2026-10-01 welcome',
      '2026-10-01 renewal-P120D:2027-01-01',
      '2026-10-02 renewal-P90D:2027-01-01',
    ]);
    const dueAt = (id: string) => fromOctober().plan.find((one) => one.id.startsWith(id))?.dueAt;
    expect(dueAt('open-renewal')).toBe(dueAt('grant-access'));
  });

  it('brings one question, the latest of those that were to go before', () => {
    const started = begun({ offer: gemini, startsOn: '2026-11-28', now: morning('2026-08-20') });
    expect(told(course(started, evening('2026-12-02')))).toEqual([
      '2026-11-30 welcome',
      '2026-11-30 renewal-P60D:2027-01-01',
      '2026-12-02 renewal-P30D:2027-01-01',
    ]);
  });

  it('is kept by what was planned before this rule, once it is planned again: nothing is lost or doubled', () => {
    const planned = fromOctober();
    const old: Agreement = {
      ...planned,
      plan: planned.plan.map((one) =>
        one.id.startsWith('renewal-P120D') || one.kind === 'open-renewal'
          ? { ...one, dueAt: '2026-09-03T13:05:00Z' }
          : one,
      ),
    };
    const again = (at: string) =>
      told(
        course(old, evening('2026-10-02'), {
          acts: [act(at, { type: 'amend', by, notices: gemini.notices })],
        }),
      );
    expect(again('2026-08-30')).toEqual(told(course(fromOctober(), evening('2026-10-02'))));
    expect(again('2026-09-10')).toEqual([
      '2026-09-03 renewal-P120D:2027-01-01',
      '2026-10-01 welcome',
      '2026-10-02 renewal-P90D:2027-01-01',
    ]);
  });

  it('asks on a weekend if the term is over by Monday', () => {
    const offer = { ...gemini, term: { lastDay: '2026-10-04', source: 'press' } };
    const weekend = course(
      begun({ offer, startsOn: '2026-10-03', now: morning('2026-09-01') }),
      morning('2026-10-06'),
    );
    expect(told(weekend).filter(about('renewal'))).toEqual([
      '2026-10-03 renewal-P1D:2026-10-05',
      '2026-10-03 unanswered-renewal-P1D:2026-10-05',
    ]);
  });

  it.each([
    ['P2M', ['2027-09-01 renewal-P90D', '2027-09-02 renewal-P60D', '2027-10-01 renewal-P30D']],
    [
      'P10D',
      [
        '2027-09-01 renewal-P14D',
        '2027-09-03 renewal-P7D',
        '2027-09-03 unanswered-renewal-P7D',
        '2027-09-10 renewal-P1D',
        '2027-09-10 unanswered-renewal-P1D',
      ],
    ],
    ['P1D', ['2027-09-01 renewal-P1D', '2027-09-01 unanswered-renewal-P1D']],
  ])(
    'of a later term of %s asks as well, and the operators learn later that nobody answered',
    (length, expected) => {
      const acts = [act('2027-06-01', { ...renew, length } as Command)];
      const next = course(begun({ offer: wholeChatgpt }), evening('2027-10-01'), { acts });
      const questions = told(next, '2027-09-01').filter((line) => line.includes('renewal-'));
      expect(questions.map((line) => line.replace(/:.*$/, ''))).toEqual(expected);
    },
  );
});

describe('an agreement that starts late', () => {
  it('asks about renewal after the welcome if its renewal window is open', () => {
    const late = course(begun({ now: morning('2027-05-20') }), evening('2027-06-03'));
    expect(late.agreement.status).toBe('renewal');
    expect(told(late)).toEqual([
      '2027-05-20 welcome',
      '2027-05-20 training',
      '2027-05-20 community',
      '2027-05-20 renewal-P120D:2027-09-01',
      '2027-06-03 renewal-P90D:2027-09-01',
    ]);
  });

  it('asks in the last hours of its term, too, and the operators learn it', () => {
    const late = course(
      begun({ offer: gemini, startsOn: '2026-12-31', now: '2026-12-31T20:00:00Z' }),
      '2027-01-01T04:00:00Z',
    );
    expect(told(late)).toEqual([
      '2026-12-31 welcome',
      '2026-12-31 renewal-P1D:2027-01-01',
      '2026-12-31 unanswered-renewal-P1D:2027-01-01',
    ]);
  });

  it('warns of features that end tomorrow', () => {
    const late = course(begun({ now: evening('2026-10-30') }), '2026-10-31T03:00:00Z');
    expect(told(late).filter(about('features'))).toEqual(['2026-10-30 features-ending-P1D:2026-10-31']);
  });
});

describe('alerts that nobody has answered', () => {
  it('go out once on a day, however near each other the leads are', () => {
    // The term ends on Monday, August 30, 2027: both leads fall on the Friday before.
    const offer = asking(['P30D', 'P3D', 'P2D']);
    const { sent } = course(begun({ offer }), morning('2027-08-30'), {
      acts: [act('2026-09-02', amend({ termEndsOn: '2027-08-30' }))],
    });
    expect(told({ sent }).filter(about('unanswered'))).toEqual([
      '2027-08-27 unanswered-renewal-P2D:2027-08-30',
    ]);
    expect(told({ sent }).filter(about(' renewal'))).toEqual([
      '2027-07-30 renewal-P30D:2027-08-30',
      '2027-08-27 renewal-P2D:2027-08-30',
    ]);
  });

  it('follow the only question on the next business day', () => {
    const { sent } = course(begun({ offer: asking(['P30D']) }), morning('2027-08-30'));
    expect(told({ sent }).filter(about('renewal'))).toEqual([
      '2027-08-02 renewal-P30D:2027-09-01',
      '2027-08-03 unanswered-renewal-P30D:2027-09-01',
    ]);
  });

  it('follow the only question on the next business day, too, if it goes out at once because the end moved near', () => {
    const { sent } = course(begun({ offer: asking(['P150D']) }), morning('2026-12-10'), {
      acts: [act('2026-11-02', amend({ termEndsOn: '2026-12-20' }))],
    });
    expect(told({ sent }).filter(about('renewal'))).toEqual([
      '2026-11-02 renewal-P150D:2026-12-20',
      '2026-11-03 unanswered-renewal-P150D:2026-12-20',
    ]);
  });

  it('come along with a last question that goes out at once because the end moved near', () => {
    const { sent } = course(begun({ offer: wholeChatgpt }), evening('2026-11-20'), {
      acts: [{ at: evening('2026-11-19'), command: amend({ termEndsOn: '2026-11-20' }) }],
    });
    expect(told({ sent }).filter(about('renewal'))).toEqual([
      '2026-11-19 renewal-P1D:2026-11-20',
      '2026-11-19 unanswered-renewal-P1D:2026-11-20',
    ]);
  });
});

describe('a renewal window that opens by new dates', () => {
  it('asks the agency at once, if nobody asked it in this term', () => {
    const moved = course(begun(), evening('2026-11-03'), {
      acts: [act('2026-11-03', amend({ termEndsOn: '2027-02-20' }))],
    });
    expect(moved.agreement.status).toBe('renewal');
    expect(told(moved).filter(about('renewal'))).toEqual(['2026-11-03 renewal-P120D:2027-02-20']);
  });

  it('does not ask it again if it was asked of an end that an extension moved', () => {
    const asked = course(begun({ offer: withClauses }), evening('2027-08-20'), {
      acts: [act('2027-08-20', { type: 'extend', by, length: 'P1M' })],
    });
    expect(told(asked, '2027-08-20').filter(about('renewal'))).toEqual([]);
    expect(outcomes(asked.agreement)['renewal-P60D:2027-10-01']).toMatch(/^skipped/);
  });
});
