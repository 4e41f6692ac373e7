// Messages to a bounce address: status notifications from several mail servers, and other messages.
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { agreementPart, bounceAddress } from '../../../activities/bounces/bounce-address.ts';
import { readBounces } from '../../../activities/bounces/read-bounces.ts';
import { routeBounce } from '../../../activities/bounces/route-bounce.ts';
import { tellsOperators } from '../../../activities/bounces/tell-operators.ts';
import { createSmtpClient } from '../../../activities/notices/delivery/smtp-client.ts';
import { mailOf } from '../../../activities/notices/message/message.ts';
import { reportMessage } from '../../../activities/notices/message/report-message.ts';
import { decide } from '../../../agreements/commands/decide.ts';
import { evolve, evolveAll } from '../../../agreements/lifecycle/evolve.ts';
import type { Agreement } from '../../../agreements/model/agreement.ts';
import { AlreadyDoneError, RefusedError } from '../../../agreements/validation/errors.ts';
import type { ReportOrder } from '../../../workflows/ports.ts';
import { begun } from '../../agreements/support/given.ts';
import { startFaultySmtpServer, startSmtpServer } from '../../support/smtp.ts';
import { mail, notification } from './notifications.ts';

const olive = 'olive@access-board.gov';

describe('a bounce', () => {
  it.each([
    [
      'Postfix',
      `Reporting-MTA: dns; mail.onegov.example
X-Postfix-Queue-ID: 3F2A91C0042
Arrival-Date: Mon,  4 Jan 2027 09:14:03 -0500 (EST)

Final-Recipient: rfc822; ${olive}
Original-Recipient: rfc822;${olive}
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.access-board.gov
Diagnostic-Code: smtp; 550 5.1.1 <${olive}>: Recipient address rejected:
    User unknown in virtual mailbox table`,
      '5.1.1',
      `550 5.1.1 <${olive}>: Recipient address rejected: User unknown in virtual mailbox table`,
    ],
    [
      'Exchange Online',
      `Reporting-MTA: dns;SA1PR09MB1234.namprd09.prod.outlook.com
Received-From-MTA: dns;mail.onegov.example
Arrival-Date: Mon, 4 Jan 2027 14:14:05 +0000

Final-Recipient: rfc822;${olive}
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup
X-Display-Name: Olive Owner`,
      '5.1.10',
      '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup',
    ],
    [
      'Gmail',
      `Reporting-MTA: dns; googlemail.com
Arrival-Date: Mon, 04 Jan 2027 06:14:06 -0800 (PST)
X-Original-Message-ID: <a@onegov.invalid>

Final-Recipient: rfc822; ${olive}
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.access-board.gov. (192.0.2.25, the server for the domain
 access-board.gov.)
Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist.
Last-Attempt-Date: Mon, 04 Jan 2027 06:14:08 -0800 (PST)`,
      '5.1.1',
      '550-5.1.1 The email account that you tried to reach does not exist.',
    ],
    [
      'Sendmail',
      `Reporting-MTA: dns; mail.onegov.example
Received-From-MTA: DNS; relay.onegov.example
Arrival-Date: Mon, 4 Jan 2027 09:14:03 -0500

Final-Recipient: RFC822; ${olive}
Action: failed
Status: 5.2.2
Remote-MTA: DNS; mx.access-board.gov
Diagnostic-Code: SMTP; 552 5.2.2 Over quota`,
      '5.2.2',
      '552 5.2.2 Over quota',
    ],
  ])(
    'of %s names the address, the status and the reason in one line',
    async (_, status, code, diagnostic) => {
      expect(await readBounces(notification('MAILER-DAEMON@mx.example', status))).toEqual([
        { action: 'failed', status: code, recipient: olive, diagnostic },
      ]);
    },
  );

  it('names the address that the message went to, not the address that the mail was forwarded to', async () => {
    const status = `Reporting-MTA: dns; mx

Original-Recipient: rfc822; ${olive}
Final-Recipient: rfc822; elsewhere@example.com
Action: failed
Status: 5.1.1`;
    expect(await readBounces(notification('', status))).toMatchObject([
      { recipient: olive, diagnostic: '5.1.1' },
    ]);
  });

  it('names no address if the server uses its own name for the mailbox', async () => {
    const status = 'Reporting-MTA: dns; mx\n\nFinal-Recipient: x-local; olive\nAction: failed\nStatus: 5.1.1';
    const [bounce] = await readBounces(notification('', status));
    expect(bounce).toEqual({ action: 'failed', status: '5.1.1', diagnostic: '5.1.1' });
  });

  it('of a message that was forwarded to several addresses reports about each', async () => {
    const status = `Reporting-MTA: dns; mx

Final-Recipient: rfc822; one@access-board.gov
Action: delayed
Status: 4.4.1

Final-Recipient: rfc822; two@access-board.gov
Action: failed
Status: 5.1.1`;
    expect(await readBounces(notification('', status))).toMatchObject([
      { action: 'delayed', recipient: 'one@access-board.gov' },
      { action: 'failed', recipient: 'two@access-board.gov' },
    ]);
  });

  it('names an address that is not ASCII', async () => {
    const status = `Reporting-MTA: dns; mx\n\nFinal-Recipient: utf-8; inés@access-board.gov\nAction: failed\nStatus: 5.1.1`;
    expect(await readBounces(notification('', status, 'global-delivery-status'))).toMatchObject([
      { action: 'failed', recipient: 'inés@access-board.gov' },
    ]);
  });

  it.each([
    ['is delayed is temporary', 'delayed', '4.4.1'],
    ['was given up after days of tries is final', 'failed', '4.4.7'],
  ])('of a message that %s', async (_, action, status) => {
    const fields = `Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; ${olive}\nAction: ${action}\nStatus: ${status}`;
    expect(await readBounces(notification('', fields))).toMatchObject([{ action, status }]);
  });
});

describe('not a bounce', () => {
  it.each<[string, Buffer]>([
    [
      'a confirmed delivery',
      notification(
        '',
        `Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; ${olive}\nAction: delivered\nStatus: 2.0.0`,
      ),
    ],
    [
      'an out-of-office reply',
      mail(
        `From: Olive <${olive}>
Subject: Automatic reply: Action needed
Auto-Submitted: auto-replied
X-Auto-Response-Suppress: All
Content-Type: text/plain`,
        'I am away until Monday. Status: 5.1.1, Action: failed.',
      ),
    ],
    [
      'a challenge',
      mail(
        `From: gate@access-board.gov
Subject: Please confirm your message
Auto-Submitted: auto-replied
Content-Type: text/html`,
        '<p>To deliver your message, open <a href="https://gate.example/confirm">this page</a>.</p>',
      ),
    ],
    [
      'a read receipt',
      mail(
        `From: ${olive}
Content-Type: multipart/report; report-type=disposition-notification; boundary="b"`,
        `--b\nContent-Type: message/disposition-notification\n\nDisposition: manual-action; displayed\n--b--`,
      ),
    ],
    ['an empty notification', notification('', 'Reporting-MTA: dns; mx')],
    ['nothing', Buffer.alloc(0)],
    ['garbage', Buffer.from([0, 255, 254, 13, 10, 58, 10, 10, 128, 7])],
  ])('is %s', async (_, raw) => {
    expect(await readBounces(raw)).toEqual([]);
  });
});

describe('a bounce that comes to its address', () => {
  const bounces = { domain: 'b.onegov.example', keys: ['a secret of 32 characters, at least'] };
  const messageId = `<${'0a1b2c3d'.repeat(4)}@onegov.example>`;
  const refusal = (status: string, ...recipients: string[]) => {
    const fields = (recipients.length > 0 ? recipients : [olive]).map(
      (recipient) => `\n\nFinal-Recipient: rfc822; ${recipient}\nAction: failed\nStatus: ${status}`,
    );
    return notification('', `Reporting-MTA: dns; mx${fields.join('')}`);
  };

  const told: string[] = [];
  /** An agreement whose welcome went to this address in that message, and its record. */
  function register(address = olive) {
    const started = begun();
    const receipt = {
      to: address,
      messageId,
      result: 'accepted' as const,
      reply: '250',
      at: started.plan[0]?.dueAt ?? '',
    };
    let agreement = evolve(started, {
      ...{ type: 'settled', at: receipt.at, id: 'welcome', outcome: 'carried-out', receipts: [receipt] },
    });
    return {
      id: started.id,
      find: async (part: string) => (part === agreementPart(started.id) ? started.id : undefined),
      view: async () => agreement,
      async bounced(_: string, bounce: { address: string; messageId: string; reason: string }) {
        const command = { type: 'bounced' as const, by: 'the mail server', ...bounce };
        const events = decide(agreement, { command }, '2026-09-03T12:00:00Z');
        agreement = evolveAll(agreement, events);
      },
      unrecorded: async (_: string, _cameBack: unknown, why: string) => void told.push(why),
    };
  }

  it('is recorded once, with the agreement that its address names', async () => {
    const agreements = register();
    const to = bounceAddress({ agreement: agreements.id, messageId }, bounces);
    expect(await routeBounce({ to, raw: refusal('5.1.1') }, bounces, agreements)).toBe('noted');
    const once = await agreements.view();
    expect(once.issues).toMatchObject([{ kind: 'bounced', refused: [olive] }]);
    expect(await routeBounce({ to, raw: refusal('5.1.1') }, bounces, agreements)).toBe('known');
    expect(await agreements.view()).toBe(once);
  });

  it('after days of tries is recorded, and later notices still go to that address', async () => {
    const agreements = register();
    const to = bounceAddress({ agreement: agreements.id, messageId }, bounces);
    expect(await routeBounce({ to, raw: refusal('4.4.7') }, bounces, agreements)).toBe('noted');
    const { issues, unreachable } = await agreements.view();
    expect(issues).toMatchObject([{ kind: 'bounced', refused: [olive] }]);
    expect(unreachable).toBeUndefined();
  });

  it('of a former contact is recorded once, and the notice goes to the current contact', async () => {
    const gone = 'gone@access-board.gov';
    const agreements = register(gone);
    const mail = {
      to: bounceAddress({ agreement: agreements.id, messageId }, bounces),
      raw: refusal('5.1.1', gone),
    };
    expect(await routeBounce(mail, bounces, agreements)).toBe('noted');
    const once = await agreements.view();
    expect([once.unreachable, once.issues]).toEqual([undefined, []]);
    expect(once.plan[0]).toMatchObject({ notice: 'welcome', dueAt: '2026-09-03T12:00:00Z' });
    expect(await routeBounce(mail, bounces, agreements)).toBe('known');
    expect(await agreements.view()).toBe(once);
  });

  it.each([
    ['names its contact in capitals', refusal('5.1.1', olive.toUpperCase())],
    ['names no address', refusal('5.1.1', '')],
    ['names another address before its contact', refusal('5.1.1', 'else@access-board.gov', olive)],
  ])('counts where its report %s', async (_, raw) => {
    const agreements = register();
    const to = bounceAddress({ agreement: agreements.id, messageId }, bounces);
    expect(await routeBounce({ to, raw }, bounces, agreements)).toBe('noted');
    expect((await agreements.view()).unreachable).toEqual([olive]);
  });

  const delay = notification(
    '',
    `Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; ${olive}\nAction: delayed\nStatus: 4.4.1`,
  );
  const strange = `<${'f'.repeat(32)}@x>`;

  it.each<[string, string, Buffer, string, string | undefined]>([
    ['about a delay', messageId, delay, 'temporary', undefined],
    [
      'from an address that the contact’s mail is forwarded to',
      messageId,
      refusal('5.1.1', 'olive@home.example'),
      'elsewhere',
      undefined,
    ],
    ['that is an automatic reply', messageId, mail('Subject: Away', 'Until Monday.'), 'no bounce', undefined],
    ['about a message that is not on record yet', strange, refusal('5.1.1'), 'early', undefined],
  ])('changes nothing if it is one %s', async (_, about, raw, taken, address) => {
    const agreements = register(address);
    const before = await agreements.view();
    const to = bounceAddress({ agreement: agreements.id, messageId: about }, bounces);
    expect(await routeBounce({ to, raw }, bounces, agreements)).toBe(taken);
    expect(await agreements.view()).toBe(before);
  });

  it('from another address is reported to the operators', async () => {
    const agreements = register();
    const to = bounceAddress({ agreement: agreements.id, messageId }, bounces);
    const raw = refusal('5.1.1', 'olive@home.example');
    told.length = 0;
    expect(await routeBounce({ to, raw }, bounces, agreements)).toBe('elsewhere');
    expect(told).toEqual(['elsewhere']);
  });

  it('is unknown if it is about an alert, a report, or an agreement with nothing left to send', async () => {
    const agreements = register();
    const taken = (agreement: string, about: string, register: Parameters<typeof routeBounce>[2]) => {
      const to = bounceAddress({ agreement, messageId: about }, bounces);
      return routeBounce({ to, raw: refusal('5.1.1') }, bounces, register);
    };
    const { plan, ...rest } = await agreements.view();
    const receipt = { to: 'operators@onegov.example', messageId: strange, result: 'accepted' as const };
    const alert = { type: 'settled' as const, at: '', id: 'alert:1', outcome: 'carried-out' as const };
    const record = [...rest.record, { ...alert, receipts: [{ ...receipt, reply: '250', at: '' }] }];
    const alerted = { ...agreements, view: async () => ({ ...rest, plan, record }) as Agreement };
    expect(await taken(agreements.id, strange, alerted)).toBe('unknown');
    expect(await taken('digest:1', strange, agreements)).toBe('unknown');
    const ended = { ...agreements, view: async () => ({ ...rest, plan: [] }) as Agreement };
    expect(await taken(agreements.id, strange, ended)).toBe('unknown');
  });

  it('has its own result if the agreement is over, or if the bounce is on record already', async () => {
    const agreements = register();
    const to = bounceAddress({ agreement: agreements.id, messageId }, bounces);
    const tooLate: unknown[] = [];
    const takenIf = (error: Error) =>
      routeBounce({ to, raw: refusal('5.1.1') }, bounces, {
        ...agreements,
        bounced: () => Promise.reject(error),
        unrecorded: async (...told) => tooLate.push(...told),
      });
    expect(await takenIf(new RefusedError('It is over.'))).toBe('over');
    const mail = { address: olive, messageId, reason: '5.1.1', meaning: 'no-mailbox' };
    expect(tooLate).toEqual([agreements.id, mail, 'over']);
    expect(await takenIf(new AlreadyDoneError('It is known.'))).toBe('known');
    await expect(takenIf(new Error('Nobody answers.'))).rejects.toThrow('Nobody answers.');
    expect(tooLate).toHaveLength(3);
  });

  it('is not read if its address is forged', async () => {
    const agreements = register();
    const to = bounceAddress({ agreement: agreements.id, messageId }, { ...bounces, keys: ['another'] });
    expect(await routeBounce({ to, raw: refusal('5.1.1') }, bounces, agreements)).toBe('forged');
  });
});

describe('a bounce after the end of its agreement', () => {
  const id = 'agreement:xai-grok:acus.gov';
  const sender = { from: 'notices@onegov.example', operators: 'operators@onegov.example' };
  const cameBack = (messageId: string) => ({ address: olive, messageId, reason: '550 5.1.1 User unknown' });

  it('is reported to the operators once, with a Message-ID of its own, and at most 20 times an hour', async () => {
    const smtp = await startSmtpServer();
    const client = createSmtpClient(smtp.url);
    const mailReport = async (order: ReportOrder) => client.send(await mailOf(reportMessage(order, sender)));
    const tell = tellsOperators(mailReport);
    for (let count = 0; count < 30; count++)
      await tell(id, cameBack(`<${count >> 1}@onegov.example>`), 'over');
    expect(smtp.mails).toHaveLength(15);
    for (let count = 0; count < 30; count++) await tell(id, cameBack(`<${count}@onegov.example>`), 'over');
    expect(smtp.mails).toHaveLength(20);
    await tellsOperators(mailReport)(id, cameBack('<0@onegov.example>'), 'over');
    client.close();
    await smtp.stop();
    const messageIds = smtp.mails.map(({ raw }) => /^Message-ID: (.*)/m.exec(raw.toString())?.[1]);
    expect(new Set(messageIds).size).toBe(20);
    expect(messageIds.at(-1)).toBe(messageIds[0]);
    expect(smtp.mails[0]?.to).toEqual([sender.operators]);
    const { subject, text } = await simpleParser(smtp.mails[0]?.raw ?? '');
    expect(subject).toBe(`Bounce not recorded: ${id} is over`);
    for (const said of [olive, '<0@onegov.example>', '550 5.1.1 User unknown']) expect(text).toContain(said);
  });

  it('must be delivered again while the mail server can’t take the report', async () => {
    const smtp = await startFaultySmtpServer([{ at: 'MAIL', do: { say: '451 4.3.0 Not now' } }]);
    const client = createSmtpClient(smtp.url);
    const tell = tellsOperators(async (order) => client.send(await mailOf(reportMessage(order, sender))));
    await expect(tell(id, cameBack('<0@onegov.example>'), 'over')).rejects.toThrow(
      'the mail server has not taken',
    );
    await tell(id, cameBack('<0@onegov.example>'), 'over');
    client.close();
    expect(smtp.mails).toHaveLength(1);
    await smtp.stop();
  });
});
