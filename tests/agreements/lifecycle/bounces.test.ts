// Mail that bounces: who gets it instead, and what operators hear of it.
import { describe, expect, it } from 'vitest';
import { whyIrrelevant } from '../../../agreements/obligations/relevance.ts';
import { issuesOf } from '../../../agreements/reports/ledger.ts';
import { hour, later } from '../../../agreements/time/instants.ts';
import {
  act,
  begun,
  board,
  carl,
  course,
  edna,
  given,
  lived,
  mailIs,
  morning,
  olive,
  outcomes,
  retry,
  tess,
} from '../support/given.ts';

const id = 'agreement:openai-chatgpt-enterprise:access-board.gov';
const by = 'Olive <olive@access-board.gov>, by link';
const openKinds = (agreement: Parameters<typeof issuesOf>[0]) => issuesOf(agreement).map(({ kind }) => kind);
const to = (sent: { to: string; obligation: { id: string } }[], kind: string) =>
  sent.filter(({ obligation }) => obligation.id.startsWith(kind)).map((one) => one.to);
const promotional = lived(begun(), '2026-09-10');

describe('mail that bounces', () => {
  const bounced = { type: 'bounced', by: 'the mail server', address: olive.email } as const;
  const told = lived(begun(), '2026-10-02');

  it('goes to the next contact instead, and so does what follows; the operators get an alert', () => {
    const two = lived(begun({ contacts: [olive, carl] }), '2026-10-02');
    const { agreement, sent } = course(two, morning('2026-10-17'), { acts: [act('2026-10-02', bounced)] });
    expect(to(sent, 'features-ending-P30D:2026-10-31@')).toEqual([carl.email]);
    expect(to(sent, 'features-ending-P14D')).toEqual([carl.email]);
    expect(to(sent, 'alert:bounced')).toEqual(['operators@onegov.example']);
    expect(openKinds(agreement)).toEqual(['bounced']);
  });

  it('for a cause that may pass goes to the next contact, and what follows to the same one again', () => {
    const passing = { ...bounced, passing: true } as const;
    const { agreement, sent } = course(told, morning('2026-10-18'), {
      acts: [act('2026-10-02', passing), act('2026-10-17', passing)],
    });
    expect(to(sent, 'features-ending-P30D:2026-10-31@')).toEqual([carl.email]);
    expect(to(sent, 'features-ending-P14D:2026-10-31')).toEqual([olive.email, tess.email, carl.email]);
    expect(to(sent, 'alert:bounced')).toEqual(['operators@onegov.example']);
    expect(openKinds(agreement)).toEqual(['bounced', 'bounced']);
  });

  it('for a cause that may pass, and later because the mailbox is gone, is an alert each time', () => {
    const gone = { ...bounced, meaning: 'no-mailbox' } as const;
    const { agreement, sent } = course(told, morning('2026-10-18'), {
      acts: [act('2026-10-02', { ...bounced, meaning: 'passing' }), act('2026-10-17', gone)],
    });
    expect(agreement.unreachable).toEqual([olive.email]);
    expect(agreement.issues.map(({ text }) => text.replace(/^\S+ /, ''))).toEqual([
      "it came back from a contact's address for a cause that may pass",
      "it came back from a contact's address",
    ]);
    const texts = sent.flatMap(({ obligation }) =>
      obligation.kind === 'alert' && obligation.id.startsWith('alert:bounced') ? [obligation.text] : [],
    );
    expect(texts).toEqual([
      `Mail to ${olive.email} bounces for a cause that may pass, such as a full mailbox. What came back goes to the next contact. What follows is still sent to this address. If it bounces again, use "name-contact" with "--instead" to name another address.`,
      `Mail to ${olive.email} bounces: the mailbox does not exist or takes no mail. What came back goes to the next contact, and so does what follows. Please use "name-contact" with "--instead" to name another address.`,
    ]);
  });

  it('goes to nobody who has it already', () => {
    const { sent } = course(told, morning('2026-10-03'), {
      acts: [act('2026-10-02', { ...bounced, address: tess.email })],
    });
    expect(to(sent, 'features-ending-P30D')).toEqual([edna.email]);
  });

  it('goes again with all notices of that message', () => {
    const messageId = '<one@onegov.example>';
    const record = promotional.record.map((entry) =>
      entry.type === 'settled' && entry.receipts
        ? { ...entry, receipts: entry.receipts.map((one) => ({ ...one, messageId })) }
        : entry,
    );
    const { after } = given({ ...promotional, record }).when(morning('2026-09-10'), {
      ...bounced,
      messageId,
    });
    expect(after.issues.map(({ obligation }) => obligation.id)).toEqual(['welcome', 'training', 'community']);
  });

  it('goes to the same address after a retry', () => {
    const known = given(told).when(morning('2026-10-02'), bounced).after;
    const { agreement, sent } = course(known, morning('2026-10-17'), { acts: [act('2026-10-05', retry)] });
    expect(to(sent, 'features-ending-P30D')).toContain(olive.email);
    expect(to(sent, 'features-ending-P14D')).toEqual([olive.email, tess.email]);
    expect(agreement.unreachable).toBeUndefined();
    expect(openKinds(agreement)).toEqual([]);
  });

  it('from two people goes to each of them once after a retry', () => {
    const both = [
      { at: '2026-10-02T12:00:00Z', command: bounced },
      { at: '2026-10-02T12:10:00Z', command: { ...bounced, address: tess.email } },
    ];
    const two = lived(begun({ contacts: [olive, tess] }), '2026-10-02');
    const { agreement, sent } = course(two, morning('2026-10-06'), {
      acts: [...both, act('2026-10-05', retry)],
    });
    expect(to(sent, 'features-ending-P30D')).toEqual([olive.email, tess.email]);
    expect(openKinds(agreement)).toEqual([]);
  });

  it('from one contact after the other brings nobody a second copy', () => {
    const { sent } = course(told, morning('2026-10-05'), {
      acts: [act('2026-10-02', bounced), act('2026-10-03', { ...bounced, address: tess.email })],
    });
    expect(to(sent, 'features-ending-P30D').toSorted()).toEqual([carl.email, edna.email]);
  });

  it('twice within half a second brings nobody a second copy', () => {
    const { sent } = course(told, morning('2026-10-05'), {
      acts: [
        { at: '2026-10-02T12:00:00.000Z', command: bounced },
        { at: '2026-10-02T12:00:00.500Z', command: { ...bounced, address: tess.email } },
      ],
    });
    expect(to(sent, 'features-ending-P30D').toSorted()).toEqual([carl.email, edna.email]);
  });

  it('twice at the same instant has an id for each notice that goes again, and an alert for each address', () => {
    const at = morning('2026-10-02');
    const both = [olive, tess].reduce(
      (known, { email }) => given(known).when(at, { ...bounced, address: email }).after,
      told,
    );
    const ids = both.plan.filter(({ dueAt }) => dueAt === at).map((one) => one.id);
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(4);
    const { sent } = course(both, morning('2026-10-05'));
    expect(to(sent, 'features-ending-P30D').toSorted()).toEqual([carl.email, edna.email]);
    expect(to(sent, 'alert:bounced')).toHaveLength(2);
  });

  it('while some of the next contacts have it brings none of them a second copy', () => {
    const cora = { ...carl, name: 'Cora', email: 'cora@access-board.gov' };
    const known = lived(begun({ contacts: [olive, tess, carl, cora] }), '2026-10-02');
    const { sent } = course(known, morning('2026-10-05'), {
      acts: [act('2026-10-02', bounced), act('2026-10-03', { ...bounced, address: tess.email })],
      world: { mail: (to, now) => (to === cora.email && now < '2026-10-04' ? 'later' : 'accepted') },
    });
    expect(to(sent, 'features-ending-P30D')).toEqual([carl.email, cora.email]);
  });

  it('does not go again to a contact who got it as the next one and then takes over', () => {
    const two = lived(begun({ contacts: [olive, carl] }), '2026-10-02');
    const contacts = [{ ...carl, roles: ['owner' as const, 'contracting' as const] }];
    const { agreement, sent } = course(two, morning('2026-10-06'), {
      acts: [act('2026-10-02', bounced), act('2026-10-05', { type: 'change-contacts', by, contacts })],
    });
    expect(to(sent, 'features-ending-P30D')).toEqual([carl.email]);
    expect(openKinds(agreement)).toEqual([]);
  });

  it('after the contact was replaced goes to the new contact, and is no issue', () => {
    const nora = { ...olive, name: 'Nora', email: 'nora@access-board.gov' };
    const { agreement, sent } = course(told, morning('2026-10-05'), {
      acts: [
        act('2026-10-02', { type: 'name-contact', by, contact: nora, instead: olive.email }),
        act('2026-10-03', bounced),
      ],
    });
    expect(agreement.contacts.map(({ name }) => name)).toEqual(['Nora', 'Carl', 'Tess', 'Edna']);
    expect(to(sent, 'features-ending-P30D')).toEqual([nora.email]);
    expect(openKinds(agreement)).toEqual([]);
  });

  it('is known if it is reported again, even after a retry', () => {
    const known = given(told).when(morning('2026-10-02'), bounced).after;
    const { messageId } = known.record.find((entry) => entry.type === 'bounced') as { messageId: string };
    const again = given(known).when(morning('2026-10-03'), retry).after;
    given(again)
      .when(morning('2026-10-04'), { ...bounced, messageId })
      .then(`This bounce is already on record for ${id}.`);
  });

  it('while another recipient waits for it goes to the next contact at once', () => {
    const { agreement, sent } = course(told, morning('2026-10-20'), {
      world: { mail: (to, now) => (to === tess.email && now < '2026-10-18' ? 'later' : 'accepted') },
      acts: [{ at: '2026-10-16T14:00:00Z', command: bounced }],
    });
    const first = sent.filter(({ obligation }) => obligation.id.startsWith('features-ending-P14D'));
    expect(first.map((one) => one.to)).toEqual([olive.email, carl.email, tess.email]);
    expect(first[1]?.at.slice(0, 13)).toBe('2026-10-16T14');
    expect(openKinds(agreement)).toEqual(['bounced']);
  });

  it('at once, from an unknown mailbox, goes to the next contact, with one alert', () => {
    const world = mailIs('no-mailbox', [olive.email]);
    const { agreement, sent } = course(begun({ contacts: [olive, carl] }), morning('2026-09-02'), { world });
    expect(to(sent, 'welcome')).toEqual([olive.email, carl.email]);
    expect(to(sent, 'alert')).toEqual(['operators@onegov.example']);
    expect(agreement.unreachable).toEqual([olive.email]);
    expect(new Set(openKinds(agreement))).toEqual(new Set(['bounced']));
  });

  it('at once while another recipient waits brings nobody a second copy', () => {
    const { agreement, sent } = course(told, morning('2026-11-02'), {
      world: {
        mail: (address, now) => {
          if (address === olive.email) return 'no-mailbox';
          return address === tess.email && now < '2026-10-18' ? 'later' : 'accepted';
        },
      },
    });
    expect(to(sent, 'features-ending-P14D')).toEqual([olive.email, carl.email, tess.email]);
    expect(outcomes(agreement)['features-ending-P14D:2026-10-31']).toBe('carried-out');
  });

  it('with a link goes to nobody after the contact was replaced', () => {
    const asked = course(promotional, '2026-09-10T12:20:00Z', {
      acts: [act('2026-09-10', { type: 'send-link', by, contact: olive.email })],
    }).agreement;
    const nora = { ...olive, name: 'Nora', email: 'nora@access-board.gov' };
    const { agreement, sent } = course(asked, morning('2026-09-20'), {
      acts: [
        act('2026-09-11', bounced),
        act('2026-09-12', { type: 'name-contact', by, contact: nora, instead: olive.email }),
      ],
    });
    expect(to(sent, 'link')).toEqual([]);
    expect(openKinds(agreement)).toEqual([]);
  });

  it('from the last contact leaves nobody, and stays an issue', () => {
    const alone = lived(begun({ contacts: [olive], agency: board }), '2026-10-02');
    const { agreement } = course(alone, morning('2026-10-17'), { acts: [act('2026-10-02', bounced)] });
    expect(openKinds(agreement)).toEqual(['bounced', 'failed']);
  });

  it('from the last contact says at once that it leaves nobody', () => {
    const alone = lived(begun({ contacts: [olive] }), '2026-10-02');
    const { agreement, sent } = course(alone, morning('2026-10-03'), { acts: [act('2026-10-02', bounced)] });
    expect(agreement.issues).toMatchObject([
      {
        text: expect.stringContaining("it came back from a contact's address, and mail reaches no other one"),
      },
    ]);
    const alert = sent.find(({ obligation }) => obligation.id.startsWith('alert:bounced'))?.obligation;
    expect(alert).toMatchObject({
      text: expect.stringContaining('mail reaches no other contact of the agency'),
    });
  });
});

describe('mail that is refused because it is ours', () => {
  const refused = {
    type: 'bounced',
    by: 'the mail server',
    address: olive.email,
    reason: '550 5.7.26 Neither SPF nor DKIM pass',
    meaning: 'our-mail-refused',
  } as const;
  const told = lived(begun(), '2026-10-02');
  const notice = 'features-ending-P30D:2026-10-31';
  const alerts = (sent: { obligation: { id: string } }[]) =>
    sent.flatMap(({ obligation }) => (obligation.id.startsWith('alert') ? [obligation] : []));

  it('marks nobody, goes to nobody in place, and comes again to the same address', () => {
    const { agreement, sent } = course(told, morning('2026-10-17'), { acts: [act('2026-10-02', refused)] });
    expect(to(sent, `${notice}@`)).toEqual([olive.email]);
    expect(sent.find(({ obligation }) => obligation.id.startsWith(`${notice}@`))?.at).toBe(
      '2026-10-02T16:00:00.000Z',
    );
    expect(to(sent, 'features-ending-P14D')).toEqual([olive.email, tess.email]);
    expect(agreement.unreachable).toBeUndefined();
  });

  it('is one alert for all of it, with the address, the server’s words and what to do', () => {
    const everybody = [olive, tess].map(({ email }, minutes) => ({
      at: `2026-10-02T12:0${minutes}:00Z`,
      command: { ...refused, address: email },
    }));
    const { agreement, sent } = course(told, morning('2026-10-17'), { acts: everybody });
    expect(alerts(sent)).toMatchObject([
      {
        id: expect.not.stringContaining(olive.email),
        text: expect.stringMatching(/refuses our mail.*olive@access-board\.gov.*5\.7\.26.*DMARC.*retry/),
      },
    ]);
    expect(agreement.issues).toMatchObject([{ kind: 'bounced', refused: [olive.email, tess.email] }]);
    expect(JSON.stringify(issuesOf(agreement))).not.toContain('olive@');
    expect(to(sent, `${notice}@`).toSorted()).toEqual([olive.email, tess.email]);
  });

  it('is an alert that other agreements share, until the issue is closed', () => {
    const { after: agreement } = given(told).when(morning('2026-10-02'), refused);
    const alert = agreement.plan.find(({ kind }) => kind === 'alert');
    expect(alert).toMatchObject({ shared: true });
    expect(alert && whyIrrelevant(agreement, alert)).toBeUndefined();
    const { after } = given(agreement).when(later(morning('2026-10-02'), hour), retry);
    expect(after.plan.filter(({ kind }) => kind === 'alert')).toEqual([]);
    expect(after.record).toContainEqual(
      expect.objectContaining({ id: alert?.id, outcome: 'suppressed', why: { code: 'issue-resolved' } }),
    );
  });

  it('at once, for each contact and all notices of the message, is one alert', () => {
    const { agreement, sent } = course(begun(), morning('2026-09-02'), {
      world: { mail: (address) => (address.includes('operators') ? 'accepted' : 'our-mail-refused') },
    });
    expect(alerts(sent)).toHaveLength(1);
    expect(agreement.unreachable).toBeUndefined();
    expect(new Set(openKinds(agreement))).toEqual(new Set(['bounced']));
    expect(outcomes(agreement).welcome).toBe('failed: its messages were refused');
  });

  it('is sent again three times, then once for each retry', () => {
    const world = mailIs('our-mail-refused', [olive.email]);
    const alone = begun({ contacts: [olive] });
    const { agreement, sent } = course(alone, morning('2026-09-20'), { world });
    const first = to(sent, 'welcome');
    expect(first).toHaveLength(4);
    expect(alerts(sent)).toHaveLength(1);
    expect(agreement.plan.filter(({ id }) => id.startsWith('welcome'))).toEqual([]);
    const mended = course(agreement, morning('2026-09-22'), { acts: [act('2026-09-20', retry)] });
    expect(to(mended.sent, 'welcome')).toEqual([olive.email]);
    expect(openKinds(mended.agreement)).toEqual([]);
  });

  it('is sent again sooner if its day is near', () => {
    const late = lived(begun(), '2026-10-31');
    const known = given(late).when('2026-10-30T20:00:00Z', refused).after;
    const again = known.plan.find(({ id }) => id.startsWith('features-ending') && id.includes('@'));
    expect(again?.id).toContain('@2026-10-30');
    expect(Date.parse(again?.dueAt ?? '')).toBe(Date.parse('2026-10-30T22:00:00Z'));
  });
});

describe('a message that is refused for its size or content', () => {
  it('goes to nobody in place and is not sent again until somebody runs "retry"', () => {
    const told = lived(begun(), '2026-10-02');
    const refused = {
      type: 'bounced',
      by: 'the mail server',
      address: olive.email,
      reason: '552 5.3.4 Message too big',
      meaning: 'message-refused',
    } as const;
    const { agreement, sent } = course(told, morning('2026-10-10'), {
      acts: [
        act('2026-10-02', refused),
        { at: '2026-10-02T13:00:00Z', command: { ...refused, address: tess.email } },
      ],
    });
    expect(sent.map(({ obligation }) => obligation)).toMatchObject([
      { kind: 'alert', text: expect.stringMatching(/size or content.*5\.3\.4.*retry/) },
    ]);
    expect(agreement.unreachable).toBeUndefined();
    expect(openKinds(agreement)).toEqual(['bounced']);
    const again = course(agreement, morning('2026-10-12'), { acts: [act('2026-10-11', retry)] });
    expect(to(again.sent, 'features-ending-P30D').toSorted()).toEqual([olive.email, tess.email]);
  });
});
