// Messages to a bounce address: status notifications from several mail servers, and other messages.
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { type Reading, readMail } from '../../../activities/bounces/read-bounces.ts';
import { mail, notification } from './notifications.ts';

const olive = 'olive@access-board.gov';

/** More parts than the parser takes. */
const tooManyParts = '--b\n\nmore\n'.repeat(1200);

/** The bounces that a message reports; what else it is, if it reports none. */
async function bouncesIn(raw: Buffer) {
  const reading = await readMail(raw);
  return reading.is === 'report' ? reading.bounces : reading.is;
}

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
      expect(await bouncesIn(notification('MAILER-DAEMON@mx.example', status))).toEqual([
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
    expect(await bouncesIn(notification('', status))).toMatchObject([
      { recipient: olive, diagnostic: '5.1.1' },
    ]);
  });

  it('names no address if the server uses its own name for the mailbox', async () => {
    const status = 'Reporting-MTA: dns; mx\n\nFinal-Recipient: x-local; olive\nAction: failed\nStatus: 5.1.1';
    const [bounce] = await bouncesIn(notification('', status));
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
    expect(await bouncesIn(notification('', status))).toMatchObject([
      { action: 'delayed', recipient: 'one@access-board.gov' },
      { action: 'failed', recipient: 'two@access-board.gov' },
    ]);
  });

  it('names an address that is not ASCII', async () => {
    const status = `Reporting-MTA: dns; mx\n\nFinal-Recipient: utf-8; inés@access-board.gov\nAction: failed\nStatus: 5.1.1`;
    expect(await bouncesIn(notification('', status, 'global-delivery-status'))).toMatchObject([
      { action: 'failed', recipient: 'inés@access-board.gov' },
    ]);
  });

  it.each([
    ['is delayed is temporary', 'delayed', '4.4.1'],
    ['was given up after days of tries is final', 'failed', '4.4.7'],
  ])('of a message that %s', async (_, action, status) => {
    const fields = `Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; ${olive}\nAction: ${action}\nStatus: ${status}`;
    expect(await bouncesIn(notification('', fields))).toMatchObject([{ action, status }]);
  });
});

describe('a report that is written otherwise', () => {
  const group = (...fields: string[]) => ['Reporting-MTA: dns; mx', '', ...fields].join('\n');
  const failed = `Final-Recipient: rfc822; ${olive}`;

  it.each<[string, string, object]>([
    [
      'without a status',
      group(failed, 'Action: failed', 'Diagnostic-Code: smtp; 550 5.1.1 Nobody of this name'),
      { action: 'failed', recipient: olive, diagnostic: '550 5.1.1 Nobody of this name' },
    ],
    [
      'without an action',
      group(failed, 'Status: 5.1.1'),
      { action: 'failed', status: '5.1.1', recipient: olive, diagnostic: '5.1.1' },
    ],
    [
      'as expired',
      group(failed, 'Action: expired', 'Status: 4.4.7'),
      { action: 'expired', status: '4.4.7', recipient: olive, diagnostic: '4.4.7' },
    ],
    [
      'as delayed when the server gives up',
      group(failed, 'Action: delayed', 'Status: 4.4.7', 'Diagnostic-Code: smtp; giving up after 5 days'),
      { action: 'expired', status: '4.4.7', recipient: olive, diagnostic: 'giving up after 5 days' },
    ],
    [
      'without a recipient',
      group('Action: failed', 'Status: 5.1.1'),
      { action: 'failed', status: '5.1.1', diagnostic: '5.1.1' },
    ],
    [
      'in one group of fields',
      `Reporting-MTA: dns; mx\n${failed}\nAction: failed\nStatus: 5.1.1`,
      { action: 'failed', status: '5.1.1', recipient: olive, diagnostic: '5.1.1' },
    ],
    [
      'with nothing but an action',
      group('Action: failed'),
      { action: 'failed', diagnostic: 'no reason was given' },
    ],
    [
      'with invisible characters',
      group(failed, 'Action: failed', 'Diagnostic-Code: smtp; 550 No\u200b such\u202e user'),
      { action: 'failed', recipient: olive, diagnostic: '550 No such user' },
    ],
  ])('%s is read', async (_, status, bounce) => {
    expect(await bouncesIn(notification('', status))).toEqual([bounce]);
  });

  it.each<[string, string, object]>([
    [
      'Postfix',
      group('Final-Recipient: rfc822; gone@partner.example', 'Original-Recipient: rfc822; team@x.gov'),
      { recipient: 'team@x.gov', member: 'gone@partner.example' },
    ],
    [
      'Sendmail',
      group('Final-Recipient: rfc822; team@x.gov', 'X-Actual-Recipient: rfc822; gone@partner.example'),
      { recipient: 'team@x.gov', member: 'gone@partner.example' },
    ],
    [
      'OpenSMTPD',
      group('Final-Recipient: rfc822; gone@partner.example'),
      { recipient: 'gone@partner.example' },
    ],
  ])('about a member of a group names the member, as %s does', async (_, status, named) => {
    const [bounce] = (await bouncesIn(
      notification('', `${status}\nAction: failed\nStatus: 5.1.1`),
    )) as object[];
    expect(bounce).toEqual({ ...named, action: 'failed', status: '5.1.1', diagnostic: '5.1.1' });
  });

  it('about a member of a group names the member, as Exim does in the header', async () => {
    const status = group('Final-Recipient: rfc822; team@x.gov', 'Action: failed', 'Status: 5.0.0');
    const raw = notification('mx@x.gov\nX-Failed-Recipients: gone@partner.example', status);
    expect(await bouncesIn(raw)).toMatchObject([{ recipient: 'team@x.gov', member: 'gone@partner.example' }]);
  });

  const status = group(failed, 'Action: failed', 'Status: 5.1.1');
  const inParts = (...parts: string[]) =>
    mail(
      'Content-Type: multipart/mixed; boundary="b"',
      `${parts.map((part) => `--b\n${part}\n`).join('\n')}\n--b--`,
    );

  it.each<[string, Buffer]>([
    [
      'a part within a part',
      inParts(
        `Content-Type: multipart/report; boundary="c"\n\n--c\nContent-Type: message/delivery-status\n\n${status}\n\n--c--`,
      ),
    ],
    [
      'a part of type text/plain',
      inParts('Content-Type: text/plain\n\nSorry.', `Content-Type: text/plain\n\n${status}`),
    ],
    [
      'an encoded part of an unknown type',
      inParts(
        `Content-Type: application/x-report\nContent-Transfer-Encoding: base64\n\n${Buffer.from(status).toString('base64')}`,
      ),
    ],
    [
      'a part whose boundary is another one',
      mail(
        'Content-Type: multipart/report; boundary="b"',
        `--c\nContent-Type: message/delivery-status\n\n${status}\n\n--c--`,
      ),
    ],
    ['the text', mail('Content-Type: text/plain', `Sorry.\n\n${status}`)],
    [
      'lines that end with a carriage return',
      Buffer.from(notification('', status).toString().replaceAll('\r\n', '\r')),
    ],
    [
      'a message that the parser can’t take apart',
      inParts(`\n${tooManyParts}`, `Content-Type: message/delivery-status\n\n${status}`),
    ],
    [
      'a message of which the end is missing',
      notification('', status).subarray(0, notification('', status).indexOf('message/rfc822')),
    ],
  ])('is found in %s', async (_, raw) => {
    expect(await bouncesIn(raw)).toMatchObject([{ action: 'failed', status: '5.1.1', recipient: olive }]);
  });

  it('without the server’s words gets them from the text, as OpenSMTPD writes it', async () => {
    const text = `    Hi!\n\n    We have an error for the following\n    list of recipients:\n\n${olive}: 550 5.1.1 Nobody of this name`;
    const report = group(failed, 'Action: failed', 'Status: 5.0.0');
    const raw = inParts(
      `Content-Type: text/plain\n\n${text}`,
      `Content-Type: message/delivery-status\n\n${report}`,
    );
    expect(await bouncesIn(raw)).toMatchObject([
      { status: '5.0.0', recipient: olive, diagnostic: '550 5.1.1 Nobody of this name' },
    ]);
  });
});

describe('not a bounce', () => {
  it.each<[string, Buffer, Reading['is']]>([
    [
      'a confirmed delivery',
      notification(
        '',
        `Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; ${olive}\nAction: delivered\nStatus: 2.0.0`,
      ),
      'nothing',
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
      'nothing',
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
      'unread',
    ],
    [
      'a read receipt',
      mail(
        `From: ${olive}
Content-Type: multipart/report; report-type=disposition-notification; boundary="b"`,
        `--b\nContent-Type: message/disposition-notification\n\nDisposition: manual-action; displayed\n--b--`,
      ),
      'nothing',
    ],
    ['an empty notification', notification('', 'Reporting-MTA: dns; mx'), 'unread'],
    ['nothing', Buffer.alloc(0), 'unread'],
    ['garbage', Buffer.from([0, 255, 254, 13, 10, 58, 10, 10, 128, 7]), 'unread'],
    [
      'a report that a message went on to a list',
      notification(
        '',
        `Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; ${olive}\nAction: expanded\nStatus: 2.0.0`,
      ),
      'nothing',
    ],
    [
      'an automatic reply that says so in its subject only',
      mail(`From: Olive <${olive}>\nSubject: Out of office: Action needed`, 'I am away until Monday.'),
      'nothing',
    ],
    [
      'an automatic reply of a person who has left',
      mail(
        `From: Olive <${olive}>\nSubject: Automatic reply: Action needed\nAuto-Submitted: auto-replied`,
        'I no longer work at the board. Please write to Carl.',
      ),
      'unread',
    ],
    [
      'an answer that a person wrote',
      mail(`From: Olive <${olive}>\nSubject: Re: Action needed`, 'I have a new job. Please ask Carl.'),
      'unread',
    ],
    [
      'a gateway’s answer that calls itself a reply',
      mail(
        'From: no-reply@gateway.example\nSubject: Your message\nAuto-Submitted: auto-replied',
        'Your message was blocked. Please ask the recipient.',
      ),
      'unread',
    ],
    [
      'a message that a machine wrote, and that is no reply',
      mail('From: no-reply@gateway.example\nAuto-Submitted: auto-generated', 'Please see our portal.'),
      'unread',
    ],
    ['a header alone', Buffer.from('Subject: Undeliverable: Action needed\r\n'), 'unread'],
    [
      'a bounce by a server that we do not know',
      mail('From: postmaster@mx.example\nAuto-Submitted: auto-replied', 'It did not work out.'),
      'unread',
    ],
    [
      'a complaint',
      mail(
        `From: reports@mail.example
Content-Type: multipart/report; report-type=feedback-report; boundary="b"`,
        `--b\nContent-Type: text/plain\n\nA reader marked this as spam.\n\n--b
Content-Type: message/feedback-report\n\nFeedback-Type: abuse\nVersion: 1\n--b--`,
      ),
      'complaint',
    ],
  ])('is %s', async (_, raw, is) => {
    expect(await bouncesIn(raw)).toBe(is);
  });

  it('shows its sender, its subject and its first lines, without what nobody sees', async () => {
    const body = ['I have a new\u200b job.', '', '  Please ask Carl.  ', ...Array(20).fill('More.')];
    const raw = mail(`From: Olive <${olive}>\nSubject: Re: Action needed`, body.join('\n'));
    expect(await readMail(raw)).toEqual({
      is: 'unread',
      lines: [
        `From: Olive <${olive}>`,
        'Subject: Re: Action needed',
        'I have a new job.',
        'Please ask Carl.',
        ...['More.', 'More.'],
      ],
    });
  });

  it('is what the parser can’t take apart, and its first lines are shown', async () => {
    const raw = mail(
      'Subject: Sorry\nContent-Type: multipart/mixed; boundary="b"',
      `No luck.\n${tooManyParts}`,
    );
    await expect(simpleParser(raw)).rejects.toThrow('Max allowed child nodes exceeded');
    const reading = await readMail(raw);
    expect(reading).toMatchObject({ is: 'unread' });
    expect('lines' in reading && reading.lines.slice(0, 2)).toEqual(['Subject: Sorry', 'No luck.']);
  });
});
