// Closures: days on which federal offices are closed by order, or for want of money. What lies ahead moves to business days.
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../agreements/commands/command.ts';
import { explain } from '../../../agreements/explain/explain.ts';
import { whatIf } from '../../../agreements/explain/what-if.ts';
import type { Agreement } from '../../../agreements/model/agreement.ts';
import type { Closure } from '../../../agreements/time/closures.ts';
import { findOffer, loadCatalog } from '../../../offers/catalog.ts';
import {
  begun,
  board,
  carl,
  course,
  edna,
  evening,
  given,
  lived,
  morning,
  wholeChatgpt,
  withClauses,
} from '../support/given.ts';
import type { Sent } from '../support/simulator.ts';

const by = 'Olive';
const eve: Closure = { from: '2026-10-01', to: '2026-10-01', name: 'a day of mourning', source: 'an order' };
const observe = (...closures: Closure[]): Command => ({ type: 'observe-closures', by, closures });
/** The safe day of each deadline ahead. */
const plannedSafeDays = ({ plan }: Agreement) =>
  plan.flatMap((one) =>
    one.kind === 'notice' && one.notice === 'deadline-missed' ? [one.about?.deadline?.safeDay] : [],
  );
/** When messages of an obligation were sent, each instant once. */
const sentAt = (sent: Sent[], slot: string) => [
  ...new Set(sent.flatMap(({ obligation, at }) => (obligation.id.startsWith(slot) ? [at] : []))),
];
const dueOn = ({ plan }: Agreement, slot: string) =>
  plan.find(({ id }) => id.startsWith(slot))?.dueAt.slice(0, 10);

const running = lived(begun({ offer: withClauses }), '2026-09-02');
const warning = 'features-ending-P30D';

describe('a closure', () => {
  it('moves a notice that would go out on it to the business day before, and says why', () => {
    expect(dueOn(running, warning)).toBe('2026-10-01');
    const { after } = given(running).when(morning('2026-09-20'), observe(eve));
    expect(dueOn(after, warning)).toBe('2026-09-30');
    expect(explain(after, morning('2026-09-20'), warning)[0]).toContain(
      'on Thu, Oct 1, 2026; that is a day on which federal offices are closed, Thu, Oct 1, 2026 (a day of mourning, an order), so it is due on the business day before, Wed, Sep 30, 2026',
    );
  });

  it('is told by a what-if, with what moves, before anything changes', () => {
    const { changes, remarks } = whatIf(running, observe(eve), morning('2026-09-20'));
    expect(changes.map(({ what, slot }) => `${what} ${slot}`)).toEqual([`moves ${warning}`]);
    expect(remarks).toEqual([
      'Federal offices are closed: Thu, Oct 1, 2026 (a day of mourning, an order); dates move to a business day.',
    ]);
  });

  it('that is already observed changes nothing', () => {
    const { after } = given(running).when(morning('2026-09-20'), observe(eve));
    given(after)
      .when(morning('2026-09-21'), observe(eve))
      .then(`${running.id} already observes these closures.`);
  });

  it('that is taken back moves the notice back, and it goes out once', () => {
    const acts = [
      { at: morning('2026-09-20'), command: observe(eve) },
      { at: morning('2026-09-25'), command: observe() },
    ];
    const { sent, agreement } = course(running, evening('2026-10-02'), { acts });
    expect(agreement.agency.closures).toEqual([]);
    expect(sentAt(sent, warning).map((at) => at.slice(0, 10))).toEqual(['2026-10-01']);
  });

  it('that is known only when the new day has passed sends the notice at once', () => {
    const acts = [{ at: evening('2026-09-30'), command: observe(eve) }];
    const { sent } = course(running, evening('2026-10-02'), { acts });
    expect(sentAt(sent, warning)).toEqual([evening('2026-09-30')]);
  });

  it('moves no end of a term or of features', () => {
    const { after } = given(running).when(
      morning('2026-09-20'),
      observe({ ...eve, from: '2026-10-30', to: '2026-11-02' }),
    );
    expect([after.term, after.features]).toEqual([running.term, running.features]);
  });

  it('of which people are only warned moves nothing', () => {
    const lapse: Closure = { ...eve, to: '2026-10-20', name: 'lapse of appropriations', warnsOnly: true };
    const { after } = given(running).when(morning('2026-09-20'), observe(lapse));
    expect(dueOn(after, warning)).toBe('2026-10-01');
    expect(explain(after, morning('2026-09-20'), warning)[0]).toContain(
      'federal offices may be closed then: Thu, Oct 1, 2026 to Tue, Oct 20, 2026 (lapse of appropriations, an order)',
    );
  });

  it('of another area does not count', () => {
    const inauguration: Closure = { ...eve, area: 'washington' };
    given(running)
      .when(morning('2026-09-20'), observe(inauguration))
      .then(`${running.id} already observes these closures.`);
    const there = lived(begun({ agency: { ...board, area: 'washington' } }), '2026-09-02');
    const { after } = given(there).when(morning('2026-09-20'), observe(inauguration));
    expect(dueOn(after, warning)).toBe('2026-09-30');
  });
});

describe('the safe day of a deadline', () => {
  // Exercise the option by Sunday, August 1, 2027: the safe day is Friday, July 30.
  const friday: Closure = { ...eve, from: '2027-07-30', to: '2027-07-30' };

  it('moves to the business day before the closure', () => {
    const { after } = given(running).when(morning('2026-09-20'), observe(friday));
    expect([plannedSafeDays(running), plannedSafeDays(after)]).toEqual([
      ['2027-07-02', '2027-07-30'],
      ['2027-07-02', '2027-07-29'],
    ]);
  });

  it('is told again at once, if the agency was told another one', () => {
    const acts = [{ at: morning('2027-07-20'), command: observe(friday) }];
    const { sent } = course(running, evening('2027-07-20'), { acts });
    expect(sentAt(sent, 'deadline-exercise-P14D')).toEqual(['2027-07-16T13:14:00Z', morning('2027-07-20')]);
    const again = sent.findLast(({ obligation }) => obligation.id.startsWith('deadline-exercise-P14D'));
    expect(again?.obligation).toMatchObject({
      about: { was: '2027-07-30', deadline: { safeDay: '2027-07-29' } },
    });
  });

  it('is told again once, however often closures change before that goes out', () => {
    const acts = [
      { at: morning('2027-07-19'), command: { type: 'hold', by } as const },
      { at: morning('2027-07-20'), command: observe(friday) },
      {
        at: morning('2027-07-21'),
        command: observe(friday, { ...eve, from: '2027-09-03', to: '2027-09-03' }),
      },
      { at: morning('2027-07-22'), command: { type: 'release', by } as const },
    ];
    const { sent } = course(running, evening('2027-07-22'), { acts });
    expect(sentAt(sent, 'deadline-exercise-P14D')).toEqual(['2027-07-16T13:14:00Z', morning('2027-07-22')]);
  });

  it('is not told again, if it is the one that was told once more', () => {
    const acts = [
      { at: morning('2027-07-19'), command: { type: 'hold', by } as const },
      { at: morning('2027-07-20'), command: observe(friday) },
      { at: morning('2027-07-21'), command: observe() },
      { at: morning('2027-07-22'), command: { type: 'release', by } as const },
    ];
    const { sent } = course(running, evening('2027-07-22'), { acts });
    expect(sentAt(sent, 'deadline-exercise-P14D')).toEqual(['2027-07-16T13:14:00Z']);
  });

  it.each(['2027-07-20', '2027-07-21'])(
    'that moved during a suspension is told again when it ends on %s, and the dates are kept',
    (day) => {
      const acts = [
        { at: morning('2027-07-19'), command: { type: 'suspend', by, reason: 'a review' } as const },
        { at: morning('2027-07-20'), command: observe({ ...friday, to: '2027-08-02' }) },
        { at: morning(day), command: { type: 'reinstate', by, clock: 'keep' } as const },
      ];
      const { sent, agreement } = course(running, evening(day), { acts });
      const again = sent.filter(({ obligation }) => obligation.id.startsWith('deadline-exercise-P14D'));
      expect(again.map(({ obligation }) => obligation)).toMatchObject([
        ...[{}, {}],
        ...[1, 2].map(() => ({ about: { was: '2027-07-30', deadline: { safeDay: '2027-07-29' } } })),
      ]);
      expect(agreement.status).toBe('renewal');
    },
  );

  it('is told again to a contact who has the warning, while it is still tried for another one', () => {
    const mail = (to: string, now: string) =>
      to === edna.email && now > '2027-07-16' && now < '2027-07-21' ? 'later' : 'accepted';
    const acts = [{ at: morning('2027-07-20'), command: observe(friday) }];
    const { sent } = course(running, evening('2027-07-22'), { acts, world: { mail } });
    const days = sent.flatMap(({ obligation, to }) =>
      obligation.kind === 'notice' && obligation.id.startsWith('deadline-exercise')
        ? [`${to} ${obligation.about?.deadline?.safeDay}`]
        : [],
    );
    expect(days).toEqual([
      `${carl.email} 2027-07-30`,
      `${carl.email} 2027-07-29`,
      `${edna.email} 2027-07-29`,
    ]);
  });

  it('says why it is told again, after a suspension, too', () => {
    const acts = [
      { at: morning('2027-07-19'), command: { type: 'suspend', by, reason: 'a review' } as const },
      { at: morning('2027-07-20'), command: observe(friday) },
      { at: evening('2027-07-20'), command: { type: 'hold', by } as const },
      { at: morning('2027-07-21'), command: { type: 'reinstate', by, clock: 'keep' } as const },
    ];
    const after = lived(running, '2027-07-22', { acts });
    expect(explain(after, morning('2027-07-22'), 'deadline-exercise-P14D').join(' ')).toContain(
      'the days on which federal offices are closed moved the last safe day, so it is told again at once',
    );
  });
});

describe('a closure that has begun already', () => {
  it('leaves later notices on their day, so that the last warning is not lost', () => {
    const shutdown: Closure = { ...eve, from: '2026-10-23', to: '2026-10-30', name: 'a shutdown' };
    const acts = [{ at: morning('2026-10-26'), command: observe(shutdown) }];
    const { sent } = course(running, evening('2026-10-31'), { acts });
    expect(sentAt(sent, 'features-ending-P1D').map((at) => at.slice(0, 10))).toEqual(['2026-10-30']);
  });
});

describe('what was put back into the plan', () => {
  const later: Closure = { ...eve, from: '2027-03-01', to: '2027-03-01' };

  it('is still carried out: an end of features that failed and is tried again', () => {
    const world = { directory: () => 'never' as const };
    const failed = lived(running, '2026-11-03', { world });
    const acts = [
      { at: morning('2026-11-03'), command: { type: 'retry', by } as const },
      { at: morning('2026-11-04'), command: observe(later) },
    ];
    expect(failed.issues.map(({ kind }) => kind)).toContain('failed');
    const away = (now: string) => (now < '2026-11-05' ? ('later' as const) : ('done' as const));
    const { agreement } = course(failed, evening('2026-11-10'), { acts, world: { directory: away } });
    const limited = agreement.features.filter(({ ends }) => ends);
    expect(limited.map(({ on }) => on)).toEqual(limited.map(() => false));
  });
});

describe('terms that wait to be accepted', () => {
  it('are moved, too', () => {
    const offered = begun({ awaitsAcceptance: true, offer: wholeChatgpt, now: morning('2026-09-01') });
    const reminder = offered.plan.find(({ id }) => id.startsWith('terms-'));
    const closed = reminder?.dueAt.slice(0, 10) ?? '';
    const { after } = given(offered).when(
      morning('2026-09-01'),
      observe({ ...eve, from: closed, to: closed }),
    );
    expect(dueOn(after, reminder?.id.split(':')[0] ?? '') ?? '').not.toBe(closed);
    expect(after.plan.map(({ id }) => id)).toEqual(offered.plan.map(({ id }) => id));
  });
});

describe('a term without an end', () => {
  it('keeps its phase when it is planned again', () => {
    const endless = findOffer(loadCatalog(), 'meta-llama');
    const life = lived(begun({ offer: endless }), '2026-09-03');
    const { after } = given(life).when(
      morning('2026-09-20'),
      observe({ ...eve, from: '2027-03-01', to: '2027-03-01' }),
    );
    expect(after.status).toBe(life.status);
  });
});
