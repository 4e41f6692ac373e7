// A term without an end: nothing about an end is planned or asked, and the order may give it an end later.
import { describe, expect, it } from 'vitest';
import { check } from '../../agreements/commands/check.ts';
import type { Offer } from '../../agreements/offer/schema.ts';
import { parseOffer } from '../../agreements/offer/validation.ts';
import { detailsOf } from '../../agreements/reports/details.ts';
import { ledgerOf } from '../../agreements/reports/ledger.ts';
import {
  act,
  amend,
  begun,
  chatgpt,
  clauses,
  decline,
  given,
  lived,
  morning,
  reinstate,
  renew,
  suspend,
  terminate,
} from './support/given.ts';

const { features, ...rest } = chatgpt;
const offer: Offer = parseOffer(
  {
    ...{ ...rest, features, id: 'without-end', term: { noEnd: true, source: 'announcement' } },
    renewal: { ...chatgpt.renewal, ...clauses },
  },
  'The offer',
);
const id = `agreement:${offer.id}:access-board.gov`;
const start = () => begun({ offer });
const kinds = (agreement: ReturnType<typeof start>) => agreement.plan.map(({ kind }) => kind);

describe('a term without an end', () => {
  it('has access and features that end, but no end, no renewal and no deadline', () => {
    const agreement = start();
    expect(agreement.term).toEqual({ number: 1, startsOn: '2026-09-01', price: expect.anything() });
    expect(kinds(agreement)).toContain('end-features');
    for (const kind of ['open-renewal', 'end-term', 'end-grace'])
      expect(kinds(agreement)).not.toContain(kind);
    expect(
      agreement.plan.flatMap((one) => ('about' in one && one.about ? [one.about.event] : [])),
    ).not.toContain('term-end');
    const later = lived(agreement, '2031-09-01');
    expect(later).toMatchObject({ status: 'standard', plan: [] });
    expect(ledgerOf(later)).toMatchObject({ due: [], issues: [] });
    expect(detailsOf(later, morning('2031-09-01'))).toContain('**Term 1** 2026-09-01 without an end');
  });

  it('is not renewed, declined, extended or left by a switch', () => {
    const on = lived(start(), '2027-09-01');
    given(on)
      .when(morning('2027-09-01'), renew)
      .then(
        `The term of ${id} has no end, so it can't be renewed; give it one with "amend", or end it with "terminate".`,
      );
    given(on)
      .when(morning('2027-09-01'), decline)
      .then(
        `The term of ${id} has no end, so it can't be declined; give it one with "amend", or end it with "terminate".`,
      );
    given(on)
      .when(morning('2027-09-01'), { type: 'extend', by: 'Olive', length: 'P1M' })
      .then(`The term of ${id} has no end, so there is nothing to extend.`);
    expect(() => check(on, { type: 'switch', by: 'Olive', to: 'xai-grok' })).toThrow(
      `The term of ${id} has no end that a switch could wait for; terminate it, and start the other offer.`,
    );
  });

  it('can be suspended, reinstated with a clock that moves, and terminated', () => {
    const ended = lived(start(), '2027-01-01', {
      acts: [act('2026-09-10', suspend), act('2026-09-20', reinstate('move')), act('2026-12-20', terminate)],
    });
    expect(ended.features[1]?.ends?.on).toBe('2026-11-10');
    expect(ended).toMatchObject({ status: 'terminated', term: { number: 1, startsOn: '2026-09-01' } });
  });

  it('has all that follows from an end, once the order gives it one', () => {
    const amended = lived(start(), '2026-09-03', {
      acts: [act('2026-09-02', amend({ termEndsOn: '2027-09-01' }))],
    });
    const ids = amended.plan.map((one) => one.id);
    expect(ids).toContain('end-term:2027-09-01');
    expect(ids).toContain('open-renewal:2027-09-01');
    expect(ids).toContain('renewal-P30D:2027-09-01');
    expect(lived(amended, '2028-01-01').status).toBe('expired');
  });
});
