// What a new version would change for agreements that run.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Known, releaseChanges } from '../../../agreements/explain/release.ts';
import { createReleaseReport } from '../../../agreements/explain/release-report.ts';
import type { Agreement } from '../../../agreements/model/agreement.ts';
import { isOver } from '../../../agreements/model/status.ts';
import { withinCeiling } from '../../../agreements/reports/ceiling.ts';
import { ledgerOf } from '../../../agreements/reports/ledger.ts';
import type { Instant } from '../../../agreements/time/instants.ts';
import { day, later } from '../../../agreements/time/instants.ts';
import { life, live } from '../support/any-terms.ts';
import { amend, begun, given, lived, morning } from '../support/given.ts';

const now = morning('2026-09-10');
const promotional = lived(begun(), '2026-09-10');
const knownToday = (agreement: Agreement): Known => ({ published: ledgerOf(agreement), closures: [] });
const brief = (agreement: Agreement, known = knownToday(agreement), at = now) =>
  releaseChanges(agreement, known, at).map(({ when, what, slot }) => `${when}: ${what} ${slot}`);

/** An agreement as code would have planned it that has each obligation of a slot so many days earlier. */
const planned = (agreement: Agreement, slot: string, days: number): Agreement => ({
  ...agreement,
  plan: agreement.plan.map((one) =>
    one.id.startsWith(`${slot}:`) ? { ...one, dueAt: later(one.dueAt, -days * day) } : one,
  ),
});

describe('a release that changes nothing', () => {
  it('changes no plan, at any moment of any life', () => {
    const property = fc.property(life, (one) => {
      const lived = live(one);
      for (const { agreement, now } of lived?.moments ?? []) {
        const known = { published: withinCeiling(ledgerOf(agreement)), closures: closuresOf(agreement) };
        if (!isOver(agreement)) expect([now, releaseChanges(agreement, known, now)]).toEqual([now, []]);
      }
    });
    fc.assert(property, { numRuns: 30, seed: 1, endOnFailure: true });
  });

  it('changes nothing for an agreement that is over', () => {
    const over = lived(begun(), '2027-09-10');
    expect(isOver(over)).toBe(true);
    expect(brief(planned(over, 'end-term', 1), knownToday(over), morning('2027-09-10'))).toEqual([]);
  });
});

describe('a release that changes something', () => {
  it('a lead time: the notice moves when it is planned again, and nothing moves before', () => {
    const before = planned(promotional, 'features-ending-P30D', 3);
    expect(releaseChanges(before, knownToday(before), now)).toEqual([
      {
        ...{ when: 'planned-again', what: 'moves', slot: 'features-ending-P30D' },
        ...{ from: '2026-09-28T13:14:00.000Z', to: '2026-10-01T13:14:00Z' },
      },
    ]);
  });

  it('a notice that the code before did not plan: it is new', () => {
    const plan = promotional.plan.filter(({ id }) => !id.startsWith('features-ending-P7D'));
    const before = { ...promotional, plan };
    expect(brief(before)).toEqual(['planned-again: is added features-ending-P7D']);
  });

  it('a notice that this code does not plan: it is gone', () => {
    const [first] = promotional.plan.filter(({ id }) => id.startsWith('features-ending-P7D'));
    const extra = { ...first, id: 'features-ending-P9D:2026-10-31' } as (typeof promotional.plan)[number];
    const before = { ...promotional, plan: [...promotional.plan, extra] };
    expect(brief(before)).toEqual(['planned-again: is removed features-ending-P9D']);
  });

  it('the length of a feature: its dates stay, and only agreements that begin from now on get others', () => {
    const [first, second, third] = promotional.features;
    const features = [first, second, third].flatMap((one) =>
      one?.ends ? [{ ...one, ends: { on: '2026-10-30', at: '2026-10-30T04:00:00Z' } }] : one ? [one] : [],
    );
    const dated = { ...promotional, features };
    const before = given(dated).when(now, amend({ termEndsOn: '2027-09-01' })).after;
    const asBegun = { ...before, record: promotional.record };
    const changes = releaseChanges(asBegun, knownToday(asBegun), now);
    expect(new Set(changes.map(({ when }) => when))).toEqual(new Set(['counted-anew']));
    expect(changes).toContainEqual({
      ...{ when: 'counted-anew', what: 'moves', slot: 'end-features' },
      ...{ from: '2026-10-30T04:00:00Z', to: '2026-10-31T04:00:00Z' },
    });
    expect(changes.filter(({ slot }) => slot.startsWith('correction'))).toEqual([]);
  });

  it('the length of a feature that has ended: nothing', () => {
    const standard = lived(begun(), '2026-12-01');
    const features = standard.features.map((one) =>
      one.ends ? { ...one, ends: { on: '2026-10-30', at: '2026-10-30T04:00:00Z' } } : one,
    );
    const before = { ...standard, features };
    expect(brief(before, knownToday(before), morning('2026-12-01'))).toEqual([]);
  });

  it('the length of a feature, if someone set its end since: nothing', () => {
    const amended = given(promotional).when(now, amend({ featuresEndOn: '2026-12-15' })).after;
    expect(brief(amended)).toEqual([]);
  });

  it('a closure: what moves by "observe-closures", and not before', () => {
    const closures = [{ from: '2026-10-01', to: '2026-10-02', name: 'a shutdown', source: 'a test' }];
    const known = { published: ledgerOf(promotional), closures };
    expect(brief(promotional, known)).toEqual(['closures-observed: moves features-ending-P30D']);
  });

  it('what follows from events: what is published moves at once', () => {
    const published = ledgerOf(planned(promotional, 'end-features', 1));
    expect(brief(promotional, { published, closures: [] })).toEqual(['at-once: moves end-features']);
  });

  it('nothing about what was due before now', () => {
    const before = planned(promotional, 'features-ending-P30D', 30);
    expect(brief(before)).toEqual([]);
  });
});

describe('changes of many agreements', () => {
  const moves = (slot: string, from: Instant, to: Instant) => ({
    ...{ when: 'planned-again', what: 'moves', slot },
    ...{ from, to },
  });

  it('stand together if they move the same by as many days', () => {
    const report = createReleaseReport();
    const add = (id: string, slot: string, from: Instant, to: Instant) =>
      report.replayed(id, [], 'America/New_York', [moves(slot, from, to) as never]);
    add('b', 'renewal-P30D', '2027-01-22T14:10:00Z', '2027-01-25T14:10:00Z');
    add('a', 'renewal-P30D', '2027-01-15T14:20:00Z', '2027-01-18T14:20:00Z');
    add('c', 'renewal-P30D', '2027-01-22T14:10:00Z', '2027-01-23T14:10:00Z');
    add('d', 'renewal-P7D', '2027-01-01T14:10:00Z', '2027-01-04T14:10:00Z');
    expect(
      report
        .result()
        .changes.map(({ slot, agreements, first, last }) => [slot, agreements, first.from, last.from].flat()),
    ).toEqual([
      ['renewal-P7D', 'd', '2027-01-01T14:10:00Z', '2027-01-01T14:10:00Z'],
      ['renewal-P30D', 'b', 'a', '2027-01-15T14:20:00Z', '2027-01-22T14:10:00Z'],
      ['renewal-P30D', 'c', '2027-01-22T14:10:00Z', '2027-01-22T14:10:00Z'],
    ]);
  });

  it('count in days of the place, so summer time makes no report of its own', () => {
    const report = createReleaseReport();
    for (const [id, from, to] of [
      ['a', '2026-10-30T13:10:00Z', '2026-11-02T14:10:00Z'],
      ['b', '2026-12-04T14:10:00Z', '2026-12-07T14:10:00Z'],
    ] as const)
      report.replayed(id, [], 'America/New_York', [moves('renewal-P30D', from, to) as never]);
    expect(report.result().changes).toHaveLength(1);
  });
});

function closuresOf({ agency }: Agreement) {
  return agency.closures ?? [];
}
