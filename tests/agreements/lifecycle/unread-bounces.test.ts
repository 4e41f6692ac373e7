// What came back and a person has to look at: the issue, the alert, and what resolves the issue.
import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../../agreements/commands/words.ts';
import { explain } from '../../../agreements/explain/explain.ts';
import { issuesOf } from '../../../agreements/reports/ledger.ts';
import { commandsFor } from '../../../agreements/reports/suggested-commands.ts';
import { act, begun, carl, course, given, lived, morning, olive, tess } from '../support/given.ts';

const by = 'the mail server';
const lines = ['From: Olive', 'I have a new job.'];
const unread = { type: 'bounce-unread', by, address: olive.email, lines } as const;
const acknowledge = { type: 'acknowledge', by: 'Ann' } as const;
const told = lived(begun(), '2026-10-02');
const openKinds = (agreement: Parameters<typeof issuesOf>[0]) => issuesOf(agreement).map(({ kind }) => kind);
const alerts = (sent: { obligation: { id: string } }[]) =>
  sent.filter(({ obligation }) => obligation.id.startsWith('alert:bounce-unread'));

describe('what came back and a person has to look at', () => {
  it('is an open issue, an entry of the record with its first lines, and an alert', () => {
    const { agreement, sent } = course(told, morning('2026-10-03'), { acts: [act('2026-10-02', unread)] });
    expect(issuesOf(agreement)).toEqual([
      {
        kind: 'bounce-unread',
        since: expect.stringContaining('2026-10-02'),
        obligation: 'features-ending-P30D:2026-10-31',
        text: expect.stringMatching(/^features-ending-P30D:2026-10-31: something came back for it/),
      },
    ]);
    const entry = agreement.record.find(({ type }) => type === 'bounce-unread') as Parameters<
      typeof wordsOf
    >[0];
    expect(wordsOf(entry)).toEqual({
      what: 'unread',
      text: 'for notice that features end, 30 days before to olive@access-board.gov this came back, by the mail server: From: Olive / I have a new job.',
    });
    const [alert] = alerts(sent);
    expect(alert?.obligation).toMatchObject({
      text: expect.stringMatching(/olive@access-board\.gov.*"From: Olive \/ I have a new job\."/),
    });
    expect(agreement.unreachable).toBeUndefined();
  });

  it('has nothing personal in its issue', () => {
    const { after } = given(told).when(morning('2026-10-02'), unread);
    expect(JSON.stringify(issuesOf(after))).not.toMatch(/olive|Olive|job/);
  });

  it('is mailed to the operators once a day, whoever it came from and whatever it says', () => {
    const others = [
      { ...unread, lines: ['More.'] },
      { ...unread, address: tess.email },
    ];
    const { agreement, sent } = course(told, morning('2026-10-06'), {
      acts: [
        { at: '2026-10-02T14:00:00Z', command: unread },
        { at: '2026-10-02T14:00:00.500Z', command: others[0] as typeof unread },
        { at: '2026-10-03T13:00:00Z', command: others[1] as typeof unread },
        { at: '2026-10-04T15:00:00Z', command: { ...unread, address: tess.email, lines: ['Again.'] } },
      ],
    });
    expect(openKinds(agreement)).toEqual(['bounce-unread', 'bounce-unread']);
    expect(alerts(sent)).toHaveLength(1);
  });

  it('is mailed again after a day if it is another message', () => {
    const { sent } = course(told, morning('2026-10-06'), {
      acts: [act('2026-10-02', unread), act('2026-10-04', { ...unread, address: tess.email })],
    });
    expect(alerts(sent)).toHaveLength(2);
  });

  it('is known if it comes again', () => {
    const { after } = given(told).when(morning('2026-10-02'), unread);
    given(after)
      .when(morning('2026-10-03'), unread)
      .then(`What came back is already on record for ${told.id}.`);
  });

  it.each([
    ['bounced', { type: 'bounced', by: 'Ann', address: olive.email }, ['bounced']],
    ['acknowledge', { ...acknowledge, notice: 'features-ending-P30D' }, []],
    ['resend', { type: 'resend', by: 'Ann', notice: 'features-ending-P30D:2026-10-31' }, []],
  ] as const)('is resolved by "%s"', (_, command, open) => {
    const { agreement } = course(told, morning('2026-10-06'), {
      acts: [act('2026-10-02', unread), act('2026-10-05', command)],
    });
    expect(openKinds(agreement)).toEqual(open);
  });

  it.each([
    ['an acknowledgment of another notice', { ...acknowledge, notice: 'welcome' }],
    ['an acknowledgment by the link in a message', { ...acknowledge, answers: 'features-ending-P30D' }],
    ['a retry', { type: 'retry', by: 'Ann' }],
  ] as const)('stays open after %s', (_, command) => {
    const failed = { type: 'bounced', by, address: tess.email } as const;
    const { agreement } = course(told, morning('2026-10-06'), {
      acts: [act('2026-10-02', unread), act('2026-10-03', failed), act('2026-10-05', command)],
    });
    expect(openKinds(agreement)).toContain('bounce-unread');
  });

  it('is about the message that "bounced" means, even if there was a later one', () => {
    const { agreement } = course(told, morning('2026-10-20'), {
      acts: [
        act('2026-10-02', unread),
        act('2026-10-18', { type: 'bounced', by: 'Ann', address: olive.email }),
      ],
    });
    expect(agreement.issues).toMatchObject([
      { kind: 'bounced', obligation: { id: 'features-ending-P30D:2026-10-31' } },
    ]);
  });

  it('goes to a contact who takes the place of the one it came from', () => {
    const nora = { ...olive, name: 'Nora', email: 'nora@access-board.gov' };
    const two = lived(begun({ contacts: [olive, carl] }), '2026-10-02');
    const { agreement, sent } = course(two, morning('2026-10-06'), {
      acts: [
        act('2026-10-02', unread),
        act('2026-10-05', { type: 'name-contact', by: 'Ann', contact: nora, instead: olive.email }),
      ],
    });
    expect(openKinds(agreement)).toEqual([]);
    expect(sent.filter(({ to }) => to === nora.email).map(({ obligation }) => obligation.id)).toContainEqual(
      expect.stringContaining('features-ending-P30D:2026-10-31@'),
    );
  });

  it('is part of what explains the notice', () => {
    const { after } = given(told).when(morning('2026-10-02'), unread);
    expect(explain(after, morning('2026-10-03'), 'features-ending-P30D').join(' ')).toContain(
      'Something that a person has to look at came back for a message of it',
    );
  });

  it('comes with the commands that resolve it', () => {
    const [issue] = issuesOf(given(told).when(morning('2026-10-02'), unread).after);
    expect(issue && commandsFor(issue, { agency: 'access-board.gov', offer: 'chatgpt' })).toEqual([
      'onegov bounced access-board.gov chatgpt --address MAIL',
      'onegov acknowledge access-board.gov chatgpt --notice features-ending-P30D:2026-10-31',
    ]);
  });
});
