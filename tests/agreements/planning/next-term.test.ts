// What was settled in one term is open again in the next, also if that one ends on a day that the term before had.
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../agreements/commands/command.ts';
import type { Agreement } from '../../../agreements/model/agreement.ts';
import { findOffer, loadCatalog } from '../../../offers/catalog.ts';
import { doubleOutcomes } from '../../support/outcomes.ts';
import { act, amend, begun, course, evening, morning, outcomes } from '../support/given.ts';
import { withoutTermInIds, withoutWhatEndedBefore } from '../support/old-shapes.ts';
import type { Course } from '../support/simulator.ts';

const claude = findOffer(loadCatalog(), 'anthropic-claude');
const renewFor = (length: string): Command => ({ type: 'renew', by: 'Olive', length });

const fromDecember = () => begun({ offer: claude, startsOn: '2026-12-01', now: morning('2026-11-20') });

const renewals = ({ sent }: Course, since: string) =>
  sent
    .filter(
      ({ obligation, at }) => obligation.kind === 'notice' && obligation.notice === 'renewal' && at >= since,
    )
    .map(({ obligation: { id }, at }) => `${at.slice(0, 10)} ${id}`);

describe('a term that ends on a day that the term before had ended on', () => {
  const renewedThenCut = [
    act('2027-08-05', renewFor('P2M')),
    act('2027-08-10', amend({ termEndsOn: '2027-10-01' })),
  ];
  const cutThenRenewed = [
    act('2027-08-10', amend({ termEndsOn: '2027-10-01' })),
    act('2027-09-01', renewFor('P2M')),
  ];

  it('is announced, though the first notices of that day went out in the term before', () => {
    const second = course(fromDecember(), evening('2027-12-01'), { acts: renewedThenCut });
    expect(renewals(second, '2027-10-01')).toEqual(
      expect.arrayContaining(['2027-11-24 renewal-P7D:2027-12-01:term-2']),
    );
    expect(outcomes(second.agreement)).toMatchObject({
      'open-renewal:2027-12-01': 'carried-out',
      'open-renewal:2027-12-01:term-2': 'carried-out',
    });
    expect(second.agreement.status).toBe('expired');
    expect(doubleOutcomes(second.agreement.record)).toEqual([]);
  });

  it('opens its renewal window at once if that day has passed', () => {
    const { agreement } = course(fromDecember(), evening('2027-10-01'), { acts: renewedThenCut });
    expect([agreement.term.number, agreement.status]).toEqual([2, 'renewal']);
  });

  it('is announced at once if the time of its last notice passed before it began', () => {
    const acts = [act('2027-08-10', amend({ termEndsOn: '2027-11-27' })), act('2027-09-01', renewFor('P1D'))];
    const overWeekend = course(fromDecember(), evening('2027-11-28'), { acts });
    expect(new Set(renewals(overWeekend, '2027-11-27'))).toEqual(
      new Set(['2027-11-27 renewal-P1D:2027-11-28:term-2']),
    );
  });

  it('can be renewed up to its end', () => {
    const third = course(fromDecember(), evening('2027-12-01'), {
      acts: [...cutThenRenewed, act('2027-10-15', renewFor('P1Y')), act('2027-11-29', renewFor('P2Y'))],
    });
    expect(third.refusals).toEqual([]);
    expect(third.agreement.term).toMatchObject({ number: 3, startsOn: '2027-12-01', endsOn: '2029-12-01' });
  });
});

describe('a term that began before ids named their term', () => {
  const yearly = [act('2027-09-01', renewFor('P1Y'))];
  const inSecondTerm = (until: string, acts = yearly): Agreement =>
    course(fromDecember(), morning(until), { acts }).agreement;
  const commands = [
    act('2028-06-01', amend({ termEndsOn: '2028-12-20' })),
    act('2028-06-02', amend({ termEndsOn: '2028-12-01' })),
    act('2028-09-20', amend({ termEndsOn: '2028-11-01' })),
    act('2028-09-21', amend({ termEndsOn: '2028-12-01' })),
  ];
  const life = ({ sent, agreement }: Course) => ({
    sent: sent.map(({ obligation, to, at }) => [obligation.id.replaceAll(':term-2', ''), to, at]),
    ended: Object.keys(outcomes(agreement)).map((id) => id.replaceAll(':term-2', '')),
  });

  it.each(['2027-12-02', '2028-08-10', '2028-11-25'])(
    'goes on with the ids that it has from %s on: nothing is doubled or lost when it is planned again',
    (from) => {
      const now = inSecondTerm(from, [...yearly, ...commands]);
      const old = withoutTermInIds(now);
      const rest = { acts: commands.filter(({ at }) => at > morning(from)) };
      const [after, afterOld] = [now, old].map((one) => course(one, evening('2028-12-01'), rest));
      if (!after || !afterOld) throw new Error('Both went on.');
      expect(life(afterOld)).toEqual(life(after));
      expect(afterOld.sent.filter(({ obligation }) => obligation.id.includes('term-2'))).toEqual([]);
      expect(doubleOutcomes(afterOld.agreement.record)).toEqual([]);
    },
  );

  it('keeps what is being tried when it is planned again', () => {
    const isDown = {
      mail: (_: string, at: string) => (at < '2028-09-05' ? ('later' as const) : ('accepted' as const)),
    };
    const tried = course(withoutTermInIds(inSecondTerm('2028-08-20')), morning('2028-09-04'), {
      world: isDown,
    });
    const isTried = ({ plan }: Agreement) => plan.filter(({ triedSince }) => triedSince).map(({ id }) => id);
    expect(isTried(tried.agreement)).toContain('renewal-P90D:2028-12-01');
    const again = course(tried.agreement, evening('2028-09-06'), {
      acts: [act('2028-09-04', { type: 'amend', by: 'Olive', notices: claude.notices })],
      world: isDown,
    });
    expect(renewals(again, '2028-09-01')).toEqual([
      '2028-09-05 renewal-P90D:2028-12-01',
      '2028-09-05 renewal-P90D:2028-12-01',
    ]);
  });

  it('is announced once it is planned again, though all that had ended in the term before was left out', () => {
    const acts = [act('2027-08-05', renewFor('P2M')), act('2027-08-10', amend({ termEndsOn: '2027-10-01' }))];
    const stuck = withoutWhatEndedBefore({ ...inSecondTerm('2027-10-05', acts), status: 'standard' });
    const { agreement, ...rest } = course(stuck, evening('2027-12-01'), {
      acts: [act('2027-10-06', { type: 'amend', by: 'Olive', notices: claude.notices })],
    });
    expect(renewals({ agreement, ...rest }, '2027-10-05')).toEqual(
      expect.arrayContaining(['2027-11-24 renewal-P7D:2027-12-01']),
    );
  });

  it('is followed by a term whose ids name it', () => {
    const { agreement } = course(withoutTermInIds(inSecondTerm('2028-10-01')), evening('2028-12-01'), {
      acts: [act('2028-10-01', renewFor('P1Y'))],
    });
    expect(agreement.plan.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['end-term:2029-12-01:term-3', 'unanswered-renewal-P14D:2029-12-01:term-3']),
    );
  });
});
