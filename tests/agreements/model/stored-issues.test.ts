// State that an older version stored is read in today's shape, and publishing it again changes nothing.
import { describe, expect, it } from 'vitest';
import type { Agreement } from '../../../agreements/model/agreement.ts';
import { storedAgreement, storedLedger } from '../../../agreements/model/stored.ts';
import { isCurrent, issuesOf, ledgerOf } from '../../../agreements/reports/ledger.ts';
import {
  act,
  begun,
  given,
  lived,
  mailIs,
  morning,
  olive,
  wholeChatgpt,
  withClauses,
} from '../support/given.ts';
import { asFirstPublished, asFirstStored } from '../support/old-shapes.ts';

const by = 'Olive';
const hold = act('2026-09-03', { type: 'hold', by });
const running = lived(begun({ offer: withClauses }), '2027-06-01');
const refused = lived(begun(), '2026-10-02', { world: mailIs('refused', [olive.email]) });

const examples: [string, Agreement][] = [
  ['acceptance', begun({ awaitsAcceptance: true, offer: wholeChatgpt })],
  ['on-hold', lived(begun(), '2026-09-04', { acts: [hold] })],
  [
    'renewal-asked',
    given(running).when(morning('2027-06-01'), { type: 'ask-renewal', by, contact: olive.email }).after,
  ],
  [
    'contact-left',
    given(running).when(morning('2027-06-01'), { type: 'leave', by, contact: olive.email }).after,
  ],
  ['deadline', lived(begun({ offer: withClauses }), '2027-08-10')],
  ['failed', lived(begun(), '2026-10-02', { world: mailIs('refused') })],
  ['refused', refused],
];

describe('an agreement that an older version stored', () => {
  it.each(examples)('with an issue of the kind %s is the same agreement', (_, agreement) => {
    expect(storedAgreement(asFirstStored(agreement) as Agreement)).toEqual(agreement);
    expect(storedAgreement(agreement)).toBe(agreement);
  });
});

describe('a ledger that an older version published', () => {
  const now = morning('2027-08-11');

  it.each(examples)('with an issue of the kind %s is current, whatever its words', (kind, agreement) => {
    expect(issuesOf(agreement).map((issue) => issue.kind)).toContain(kind);
    const published = storedLedger(asFirstPublished(agreement));
    expect(isCurrent(published, ledgerOf(agreement), now)).toBe(true);
  });

  it('is not current if an issue came or went, or if the state says something else of one', () => {
    const [, [, held]] = examples as [[string, Agreement], [string, Agreement]];
    const { hold: _, ...released } = held;
    expect(isCurrent(storedLedger(asFirstPublished(held)), ledgerOf(released), now)).toBe(false);
    const [issue] = refused.issues;
    if (!issue) throw new Error('Nothing was refused.');
    const reworded = { ...refused, issues: [{ ...issue, text: 'refused for 2 of 2 recipients' }] };
    expect(isCurrent(storedLedger(asFirstPublished(refused)), ledgerOf(reworded), now)).toBe(false);
  });

  it('is undefined if nothing was published, or something else than a ledger', () => {
    const ledger = ledgerOf(refused);
    const due = [{ id: 'welcome', dueAt: now, what: 'welcome', to: ['owner'] }];
    const issues = [{ kind: 'failed', since: now, text: 'it failed' }];
    expect(storedLedger({ ...ledger, due, issues })).toEqual({ ...ledger, due, issues });
    const others = [
      ...[undefined, null, 5, 'soon', [], {}],
      ...[
        { ...ledger, timeZone: 5 },
        { ...ledger, due: 'soon' },
        { ...ledger, issues: [null] },
      ],
      ...[{ dueAt: 'soon' }, { to: 'owner' }, { what: 1 }].map((flaw) => ({
        ...{ ...ledger, issues },
        due: [{ ...due[0], ...flaw }],
      })),
      ...[{ since: '' }, { since: 'Sat Nov 28 2026' }, { since: '2026-11-28' }, { obligation: 5 }].map(
        (flaw) => ({
          ...ledger,
          issues: [{ ...issues[0], ...flaw }],
        }),
      ),
    ];
    expect(others.map(storedLedger)).toEqual(others.map(() => undefined));
  });
});
