// An agreement that ran before reasons had codes goes on as one that has them.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../agreements/commands/decide.ts';
import { examine } from '../../../agreements/commands/examine.ts';
import { evolve, evolveAll } from '../../../agreements/lifecycle/evolve.ts';
import type { Agreement } from '../../../agreements/model/agreement.ts';
import { endOf } from '../../../agreements/model/dates.ts';
import { kindIn } from '../../../agreements/model/ids.ts';
import { reasonOf, storedAgreement } from '../../../agreements/model/stored.ts';
import { planNextTerm } from '../../../agreements/planning/next-term.ts';
import { act, lived } from '../support/given.ts';

/** What the second term of a recorded history started from: words only. */
const stored = continuedAgreement('renewed-term-2.json');

function continuedAgreement(file: string): Agreement {
  const history = JSON.parse(readFileSync(new URL(`../../histories/${file}`, import.meta.url), 'utf8'));
  const { input } = history.events[0].workflowExecutionStartedEventAttributes;
  return storedAgreement(JSON.parse(Buffer.from(input.payloads[0].data, 'base64').toString()).continued);
}

/** The same agreement as it would have been stored before, and as it is stored now. */
const inWordsOnly = (agreement: Agreement): Agreement => ({
  ...agreement,
  record: agreement.record.map((entry) => {
    if (entry.type !== 'settled' && entry.type !== 'delayed') return entry;
    const { why: _, ...words } = entry;
    return words;
  }),
});
const withCodes = (agreement: Agreement): Agreement => ({
  ...agreement,
  record: agreement.record.map((entry) => {
    const why = entry.type === 'settled' ? reasonOf(entry) : undefined;
    return entry.type === 'settled' && why ? { ...entry, why } : entry;
  }),
});

const firstDay = endOf(stored.term).at;

function nextTerm(agreement: Agreement): Agreement {
  const replan = planNextTerm(agreement, firstDay);
  return evolve(agreement, { type: 'term-began', at: firstDay, number: replan.dates.term.number, replan });
}

function withTermEnd(agreement: Agreement, termEndsOn: string, at: string): Agreement {
  const examined = examine(agreement, { type: 'amend', by: 'Olive', termEndsOn }, at);
  return evolveAll(agreement, decide(agreement, examined, at));
}

const ids = ({ plan }: Agreement) => plan.map(({ id }) => id);

describe('an agreement that was stored before reasons had codes', () => {
  it('has words only', () => {
    const reasons = stored.record.flatMap((entry) =>
      entry.type === 'settled' && entry.reason ? [entry] : [],
    );
    expect(reasons.length).toBeGreaterThan(5);
    expect(reasons.filter((entry) => 'why' in entry)).toEqual([]);
  });

  it('begins its next term as one with codes', () => {
    const [next, withCode] = [nextTerm(stored), nextTerm(withCodes(stored))];
    expect(next.plan.length).toBeGreaterThan(5);
    expect(next.plan).toEqual(withCode.plan);
    expect(inWordsOnly(next)).toEqual(inWordsOnly(withCode));
  });

  it('plans again what a date had moved away from, once the date moves back', () => {
    const next = nextTerm(stored);
    const { on: endsOn } = endOf(next.term);
    const moved = withTermEnd(next, '2028-10-02', '2027-12-01T12:00:00Z');
    expect(ids(moved)).not.toContain(`renewal-P30D:${endsOn}:term-2`);

    const [old, current] = [inWordsOnly(moved), moved].map((agreement) =>
      withTermEnd(agreement, endsOn, '2027-12-02T12:00:00Z'),
    ) as [Agreement, Agreement];
    expect(ids(old).filter((id) => kindIn(id) !== 'correction')).toEqual(ids(next));
    expect(old.plan).toEqual(current.plan);
    expect(inWordsOnly(old)).toEqual(inWordsOnly(current));
  });

  it('does not plan again what ended for another reason', () => {
    const next = nextTerm(stored);
    const renewed = lived(next, '2028-09-01', {
      acts: [act('2028-08-15', { type: 'renew', by: 'Olive' })],
    });
    const settled = inWordsOnly(renewed).record.flatMap((entry) =>
      entry.type === 'settled' && entry.reason === 'it was decided to renew' ? [entry.id] : [],
    );
    const { on: endsOn } = endOf(next.term);
    expect(settled).toContain(`renewal-P30D:${endsOn}:term-2`);
    const back = [inWordsOnly(renewed), renewed].map((agreement) =>
      withTermEnd(
        withTermEnd(agreement, '2028-12-20', '2028-09-02T12:00:00Z'),
        endsOn,
        '2028-09-03T12:00:00Z',
      ),
    );
    for (const agreement of back) expect(ids(agreement)).not.toContain(`renewal-P30D:${endsOn}:term-2`);
  });
});
