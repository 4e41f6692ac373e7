// What an agreement publishes has a ceiling, and is published again only when something changed.
import { describe, expect, it } from 'vitest';
import type { Due, Ledger, OpenIssue } from '../../../agreements/model/ledger.ts';
import { storedLedger } from '../../../agreements/model/stored.ts';
import { isOverCeiling, withinCeiling } from '../../../agreements/reports/ceiling.ts';
import { isCurrent } from '../../../agreements/reports/ledger.ts';
import { hour, later } from '../../../agreements/time/instants.ts';

const now = '2027-01-04T14:00:00.000Z';
const dueOn = (number: number): Due => ({
  id: `deadline-P${number}D:2027-11-26:far-52.217-9-preliminary-notice`,
  dueAt: later(now, (number + 1) * hour),
  what: 'deadline',
  to: ['owner', 'contracting', 'technical', 'executive'],
  lead: `P${number}D`,
  clause: 'FAR 52.217-9 (Option to Extend the Term of the Contract)',
});
const issue = (number: number, text = 'the mail server said no'): OpenIssue => ({
  ...{ kind: 'delayed', since: now, text, obligation: `renewal-P${number}D:2027-11-26` },
});
const many = <One>(count: number, one: (number: number) => One) =>
  Array.from({ length: count }, (_, number) => one(number));
const ledger = (due: Due[], issues: OpenIssue[] = []): Ledger => ({
  ...{
    agency: 'Access Board',
    product: 'OpenAI ChatGPT Enterprise',
    timeZone: 'America/New_York',
    due,
    issues,
  },
});

describe('a ledger', () => {
  it('of an ordinary agreement stays as it is', () => {
    expect(isOverCeiling(ledger(many(60, dueOn), many(30, issue)))).toBe(false);
  });

  it.each<[string, Ledger]>([
    ['many obligations', ledger(many(61, dueOn))],
    ['many issues', ledger([], many(31, issue))],
    ['a long text', ledger([], [issue(1, 'no '.repeat(20_000))])],
  ])('with %s is cut', (_, long) => {
    expect(isOverCeiling(long)).toBe(true);
    const cut = withinCeiling(long);
    expect(isOverCeiling(cut)).toBe(cut.due.length > 60 || cut.issues.length > 30);
    expect(storedLedger(cut)).toEqual(cut);
  });

  it('stays below Temporal Cloud’s limit for a memo, however much there is', () => {
    const cut = withinCeiling(
      ledger(
        many(5000, dueOn),
        many(5000, (n) => issue(n, 'ñ'.repeat(5000))),
      ),
    );
    expect(Buffer.byteLength(JSON.stringify(cut))).toBeLessThan(40 * 1024);
    expect(cut.due.at(-1)).toMatchObject({ what: 'more', count: 4940, dueAt: dueOn(60).dueAt });
    expect(cut.issues.at(-1)?.text).toBe('and 4970 more, which "onegov show" lists');
  });

  it('keeps what is open without an obligation, such as a hold', () => {
    const hold: OpenIssue = { kind: 'on-hold', since: now, text: 'its notices are on hold' };
    expect(withinCeiling(ledger([], [...many(100, issue), hold])).issues).toContainEqual(hold);
  });
});

describe('a ledger that is cut', () => {
  const of = (from: number, to = 200) => withinCeiling(ledger(many(to, dueOn).slice(from)));
  const published = of(0);
  const at = (hours: number) => later(now, hours * hour + 1);

  it('is not published again because time passes, until half of what it names is past', () => {
    expect(isCurrent(published, of(0), now)).toBe(true);
    expect(isCurrent(published, of(10), at(10))).toBe(true);
    expect(isCurrent(published, of(30), at(30))).toBe(true);
    expect(isCurrent(published, of(31), at(31))).toBe(false);
  });

  it('is published again when something comes or goes', () => {
    expect(isCurrent(published, of(0, 201), now)).toBe(false);
    expect(isCurrent(published, of(1), now)).toBe(false);
    expect(isCurrent(published, withinCeiling(ledger(many(200, dueOn), [issue(1)])), now)).toBe(false);
  });
});
