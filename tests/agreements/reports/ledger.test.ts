// What an agreement publishes: what is due, to whom, from which rule, and which issues are open.
import { describe, expect, it } from 'vitest';
import { dueAfter, isCurrent, issuesOf, ledgerOf, nextDueAt } from '../../../agreements/reports/ledger.ts';
import {
  act,
  amend,
  begun,
  directoryIs,
  given,
  lived,
  mailIs,
  morning,
  olive,
  withClauses,
} from '../support/given.ts';

const running = lived(begun({ offer: withClauses }), '2026-09-02');

describe('the ledger', () => {
  it('has everything that is due, soonest first, with role, lead and clause, and nothing personal', () => {
    const { due, ...rest } = ledgerOf(running);
    expect(rest).toEqual({
      agency: 'Access Board',
      product: 'OpenAI ChatGPT Enterprise',
      timeZone: 'America/New_York',
      issues: [],
    });
    expect(due.map(({ id }) => id)).toEqual(running.plan.map(({ id }) => id));
    expect(due.find(({ id }) => id.startsWith('deadline-exercise-P14D'))).toEqual({
      id: 'deadline-exercise-P14D:2027-08-02',
      dueAt: '2027-07-16T13:14:00Z',
      what: 'deadline',
      to: ['contracting', 'executive'],
      lead: 'P14D',
      clause: 'FAR 52.217-9',
    });
    expect(due.find(({ id }) => id.startsWith('end-term'))).toEqual({
      id: 'end-term:2027-09-01',
      dueAt: '2027-09-01T04:00:00Z',
      what: 'end-term',
    });
    expect(JSON.stringify(ledgerOf(running))).not.toContain(olive.email);
  });

  it('is current after what it says has happened, and not after a change', () => {
    const published = ledgerOf(running);
    const later = lived(running, '2027-06-01');
    expect(isCurrent(published, ledgerOf(later), morning('2027-06-01'))).toBe(true);
    expect(dueAfter(published, morning('2027-06-01'))).toEqual(ledgerOf(later).due);
    const moved = given(later).when(morning('2027-06-01'), amend({ termEndsOn: '2027-12-01' })).after;
    expect(isCurrent(published, ledgerOf(moved), morning('2027-06-01'))).toBe(false);
    expect(isCurrent(undefined, published, morning('2026-09-02'))).toBe(false);
  });

  it('names the open issues, and since when', () => {
    const refused = lived(running, '2026-10-02', { world: mailIs('refused') });
    expect(issuesOf(refused)).toEqual([
      {
        kind: 'failed',
        since: '2026-10-01T13:14:01.000Z',
        text: 'features-ending-P30D:2026-10-31: no recipient is known to have got it',
        obligation: 'features-ending-P30D:2026-10-31',
      },
    ]);
    expect(isCurrent(ledgerOf(running), ledgerOf(refused), morning('2026-10-02'))).toBe(false);
  });

  it('is next due when something waits only for its time', () => {
    expect(nextDueAt(running)).toBe('2026-10-01T13:14:00Z');
    const held = lived(running, '2026-10-05', { acts: [act('2026-09-03', { type: 'hold', by: 'Olive' })] });
    expect(nextDueAt(held)).toBe('2026-10-31T04:00:00Z');
    const waiting = lived(begun(), '2026-09-03', { world: directoryIs('later') });
    expect(nextDueAt(waiting)).toBe('2026-09-01T04:00:00Z');
  });
});
