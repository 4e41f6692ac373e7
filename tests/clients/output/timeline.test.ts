// An agreement as `onegov show` draws it: how it stands, what happened with its proof, today, what is due.
import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import type { Agreement } from '../../../agreements/model/agreement.ts';
import type { RecordEntry } from '../../../agreements/model/events.ts';
import type { Screen } from '../../../clients/output/layout.ts';
import { agreementLines } from '../../../clients/output/timeline.ts';
import {
  act,
  amend,
  begun,
  chatgpt,
  lived,
  mailIs,
  morning,
  suspend,
  wholeChatgpt,
  withClauses,
} from '../../agreements/support/given.ts';

const plain = (columns: number): Screen => ({ columns, colors: pc.createColors(false) });
const drawn = (agreement: Agreement, day: string, columns = 120) =>
  agreementLines(agreement, morning(day), plain(columns));

const inWindow = lived(begun(), '2027-06-10');
const bound = lived(begun({ offer: withClauses }), '2027-06-10');

describe('the timeline', () => {
  it('has what happened before the line of today, and what is due after it, each under its day at the agency', () => {
    const lines = drawn(inWindow, '2027-06-10');
    const today = lines.findIndex((line) => line.startsWith('── today, Thu, Jun 10, 2027, 08:00 EDT ──'));
    const welcome = lines.findIndex((line) => line.includes('sent       welcome: 2 messages'));
    const end = lines.findIndex((line) => line.includes('○ 00:00 EDT  the term ends'));
    expect(welcome).toBeLessThan(today);
    expect(end).toBeGreaterThan(today);
    expect(lines[0]).toBe('agreement:openai-chatgpt-enterprise:access-board.gov');
    expect(lines.slice(0, welcome)).toContain('Tue, Sep 1, 2026 (282 days ago)');
    expect(lines.slice(today, end)).toContain('Wed, Sep 1, 2027 (in 83 days)');
  });

  it('has the proof of each notice: how many Message-IDs, and the mail server’s answer', () => {
    const lines = drawn(inWindow, '2027-06-10');
    const welcome = lines.findIndex((line) => line.includes('sent       welcome: 2 messages'));
    expect(lines[welcome + 1]?.trim()).toMatch(/^2 Message-IDs; SMTP: 250 /);
  });

  it('names the last days with access, of the term and of each feature', () => {
    const lines = drawn(lived(begun(), '2026-10-01'), '2026-10-01').map((line) => line.trim());
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Term 1 +Tue, Sep 1, 2026 through Tue, Aug 31, 2027 \(in 334 days\); price/),
        expect.stringMatching(
          /^Feature +on +unlimited Deep Research, through Fri, Oct 30, 2026 \(in 29 days\)$/,
        ),
      ]),
    );
  });

  it('says to whom each notice goes and from which rule, without an id', () => {
    const lines = drawn(inWindow, '2027-06-10');
    const next = lines.findIndex((line) => line.includes('○ 09:14 EDT  notice that a decision is needed'));
    expect(lines[next]).toContain('→ owner, contracting');
    expect(lines[next + 1]?.trim()).toBe('60 days before the term ends at the end of Tue, Aug 31, 2027');
    expect(lines.slice(1).join('\n')).not.toMatch(/:\d{4}-\d\d-\d\d/);
  });

  it('has the ids of notices with --ids', () => {
    const lines = agreementLines(inWindow, morning('2027-06-10'), plain(120), true);
    const next = lines.findIndex((line) => line.includes('○ 09:14 EDT  notice that a decision is needed'));
    const welcome = lines.findIndex((line) => line.includes('sent       welcome: 2 messages'));
    expect(lines[welcome + 1]?.trim()).toBe('welcome');
    expect(lines[next + 1]?.trim()).toBe(
      'renewal-P60D:2027-09-01: 60 days before the term ends at the end of Tue, Aug 31, 2027',
    );
  });

  it.each([80, 120])('fits %i columns, except for what people paste: commands and names', (columns) => {
    const refused = lived(begun({ offer: withClauses }), '2027-06-10', {
      acts: [act('2026-09-20', { type: 'hold', by: 'Olive', reason: 'a long reason '.repeat(20).trim() })],
      world: mailIs('refused', ['carl@access-board.gov']),
    });
    const long = drawn(refused, '2027-06-10', columns).filter((line) => line.length > columns);
    expect(long.filter((line) => !/^ +(onegov .*|\S+)$/.test(line))).toEqual([]);
  });

  it('has colors where they are allowed', () => {
    const screen = { columns: 80, colors: pc.createColors(true) };
    const colored = agreementLines(inWindow, morning('2027-06-10'), screen).join('\n');
    expect(colored).toContain('\u001b[1mWed, Sep 1, 2027 (in 83 days)\u001b[22m');
  });

  it('is in the agency’s time zone', () => {
    const guam = { id: 'guamhospital.gov', name: 'Guam Hospital', timeZone: 'Pacific/Guam' };
    const lines = drawn(begun({ agency: guam }), '2026-09-01');
    expect(lines).toContainEqual(expect.stringMatching(/^── today, Tue, Sep 1, 2026, 22:00 GMT\+10 ─/));
  });
});

describe('how an agreement stands', () => {
  it('names the gates of a renewal that are missing, and what is on record', () => {
    expect(drawn(bound, '2027-06-10')).toContain(
      'Gate       funds: MISSING before a renewal: funds are available; FAR 17.207(c)(1)',
    );
    const acts = [
      act('2027-06-11', { type: 'determine', by: 'Carl', determination: 'funds', reference: 'memo 7' }),
    ];
    const lines = drawn(lived(bound, '2027-06-12', { acts }), '2027-06-12').join('\n');
    expect(lines).toMatch(
      /^On record {2}funds: Fri, Jun 11, 2027, 08:00 EDT \(yesterday\), by Carl \(memo 7; FAR 17\.207\(c\)\(1\)\)$/m,
    );
    expect(lines).toContain('determined funds, by Carl (memo 7)');
    expect(lines).not.toContain('MISSING');
  });

  it('names each session of the training, at its time where it takes place', () => {
    const session = {
      ...{ id: 'intro', title: 'Introduction', place: 'https://training.example/intro' },
      ...{ starts: '2027-06-24T10:30', timeZone: 'America/Los_Angeles', minutes: 60 },
    };
    const offer = { ...chatgpt, training: { sessions: [session] } };
    expect(drawn(lived(begun({ offer }), '2027-06-10'), '2027-06-10', 200)).toContain(
      'Training   intro: Introduction, Thu, Jun 24, 2027, 10:30 PDT (in 14 days), 60 minutes; https://training.example/intro',
    );
  });

  it('names each deadline’s last safe business day, its last day, its clause and what follows', () => {
    const lines = drawn(bound, '2027-06-10', Number.POSITIVE_INFINITY);
    expect(lines).toContain(
      'Deadline   preliminary-notice: Give the preliminary notice by Fri, Jul 2, 2027 (in 22 days), the last safe business day (last day Fri, Jul 2, 2027); FAR 52.217-9; if missed: The option can no longer be exercised by one side alone.',
    );
  });

  it('says what the directory lacks, and what that means', () => {
    const lacks = [
      'The directory keeps no externalId of users.',
      'The directory does not say who is in a group.',
    ];
    const lines = drawn({ ...inWindow, inDirectory: { users: [], groups: [], lacks } }, '2027-06-10');
    expect(lines.filter((line) => line.startsWith('Directory'))).toEqual(
      lacks.map((lack) => `Directory  ${lack}`),
    );
  });

  it('says that its terms are not accepted yet, with the command that resolves it', () => {
    const lines = drawn(begun({ awaitsAcceptance: true }), '2026-09-03');
    expect(lines).toContain('Terms      awaited since Tue, Sep 1, 2026, 08:00 EDT (2 days ago)');
    expect(lines).toContain('           onegov accept access-board.gov openai-chatgpt-enterprise');
  });

  it('says what waits, and why', () => {
    const held = lived(begun(), '2026-10-20', { acts: [act('2026-10-19', { type: 'hold', by: 'Olive' })] });
    expect(drawn(held, '2026-10-20').join('\n')).toContain(
      'notice that features end → owner, technical (waits: notices are on hold)',
    );
    const suspended = lived(begun(), '2026-10-20', { acts: [act('2026-10-19', suspend)] });
    expect(drawn(suspended, '2026-10-20').join('\n')).toContain('(not sent: the agreement is suspended)');
  });

  it('says that terms on hold wait for the hold to end', () => {
    const offered = begun({ awaitsAcceptance: true, offer: wholeChatgpt, hold: 'the vendor asked' });
    const lines = drawn(lived(offered, '2026-10-05'), '2026-10-05');
    const withdrawn = lines.find((line) => line.includes('terms that nobody accepted are withdrawn'));
    expect(withdrawn).toContain('(waits: notices are on hold)');
    expect(lines.join('\n')).not.toContain('there is no access');
  });

  it('says so when nothing is due any more', () => {
    const over = lived(begun(), '2027-09-10');
    expect(drawn(over, '2027-09-10').at(-1)).toBe('Nothing is due any more.');
  });
});

describe('what happened', () => {
  const at = '2026-11-23T15:00:00Z';
  const by = 'Olive';
  it.each<[RecordEntry, string]>([
    [{ type: 'agreed', at, by }, 'agreement  started by Olive'],
    [{ type: 'accepted', at, by, reference: 'mail of 3 May' }, 'accepted   by Olive (mail of 3 May)'],
    [{ type: 'extended', at, by, length: 'P2M', reason: 'order' }, 'extended   by 2 months, by Olive: order'],
    [{ type: 'acknowledged', at, by, notice: 'welcome' }, 'acknowledged welcome, by Olive'],
    [{ type: 'released', at, by }, 'released   its notices, by Olive'],
    [{ type: 'reinstated', at, by, clock: 'move' }, 'reinstated by Olive, dates moved by the pause'],
    [{ type: 'term-began', at, number: 2 }, 'term       2 began'],
    [
      { type: 'decided', at, by, decision: { kind: 'decline', at, by, to: 'xai-grok' } },
      'decision   switch to xai-grok, by Olive',
    ],
    [
      {
        type: 'settled',
        ...{ at, id: 'grant-access', outcome: 'carried-out' },
        access: { at, changes: ['created user 1 (a)', 'created group 2 b'] },
      },
      'done       access is given: 2 changes in the directory\n               SCIM: created user 1 (a), and 1 more',
    ],
  ])('is told for %o', (entry, text) => {
    const lines = drawn({ ...begun(), record: [entry] }, '2026-11-24').join('\n');
    expect(lines).toContain(`  ● 10:00 EST  ${text}`);
  });

  it('includes a date that moved, with what left the plan', () => {
    const amended = lived(begun(), '2026-09-10', {
      acts: [act('2026-09-05', amend({ termEndsOn: '2027-12-01' }))],
    });
    const lines = drawn(amended, '2026-09-10').join('\n');
    expect(lines).toContain('● 08:00 EDT  amended    by Olive');
    expect(lines.replace(/\s+/g, ' ')).toMatch(
      /· 08:00 EDT suppressed the renewal window opens; 7 × notice that a decision is needed; .*the term ends; .*: its date was moved/,
    );
  });
});
