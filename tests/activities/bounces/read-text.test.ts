// Bounces without a report: what is read of the texts that widespread mail servers write.
import { describe, expect, it } from 'vitest';
import { addressIn } from '../../../activities/bounces/failed-address.ts';
import { type Reading, readMail } from '../../../activities/bounces/read-bounces.ts';
import { mail } from './notifications.ts';

const olive = 'olive@access-board.gov';
const copy =
  'Received: from mail.onegov.example\nTo: someone@else.example\n\n550 5.7.1 is in the notice, too.';

async function bouncesIn(body: string, header = ''): Promise<Reading> {
  return readMail(mail(`From: MAILER-DAEMON@mx.example${header && `\n${header}`}`, body));
}

describe('a text', () => {
  it.each<[string, string, string, string?]>([
    [
      'Exim',
      `We made this by machine.\n
A message could not be delivered to one or more of its
recipients. This is for good. The following address(es) failed:\n
  ${olive}
    host mx.access-board.gov [192.0.2.25]
    SMTP error after RCPT TO:<${olive}>:
    550 5.1.1 Nobody of this name\n
------ This is a copy of it ------\n\n${copy}`,
      '550 5.1.1 Nobody of this name',
      `X-Failed-Recipients: ${olive}`,
    ],
    [
      'a server that names it in the header only',
      `Leider hat es nicht geklappt.\n\n----- Original message -----\n\n${copy}`,
      'Leider hat es nicht geklappt.',
      `X-Failed-Recipients: ${olive}`,
    ],
    [
      'qmail',
      `Hi. This is the qmail-send program at mx.example.
Nothing more will be done.\n
<${olive}>:
192.0.2.25 does not like recipient.
Remote host said: 550 5.1.1 Nobody of this name\n
--- Below this line is a copy of it.\n\n${copy}`,
      '550 5.1.1 Nobody of this name',
    ],
    [
      'qmail, without a quoted server',
      `Hi. This is the qmail-send program at mx.example.\n\n<${olive}>:\nNo mailbox of this name. (#5.1.1)\n`,
      'No mailbox of this name. (#5.1.1)',
    ],
    [
      'Gmail',
      `Delivery to the following recipient failed permanently:\n
     ${olive}\n
Technical details: the other server said: 550 5.1.1 Nobody of this name.\n
----- Original message -----\n\n${copy}`,
      '550 5.1.1 Nobody of this name.',
    ],
    [
      'Exchange Online',
      `Delivery has failed to these recipients or groups:\n
${olive}<mailto:${olive}>
It may be misspelled.\n
For administrators:\n
${olive}
Remote Server returned '550 5.1.10 RecipientNotFound'\n
Original message headers:\n\n${copy}`,
      "550 5.1.10 RecipientNotFound'",
    ],
    [
      'Exchange 2003',
      `Your message did not reach the following recipient(s):\n
${olive} on Mon, 4 Jan 2027 09:14:03 -0500
    The name is not known\n`,
      'on Mon, 4 Jan 2027 09:14:03 -0500 The name is not known',
    ],
    [
      'DragonFly',
      `This is the DragonFly Mail Agent at mx.example.\n
There was an error delivering your mail to <${olive}>.\n
mx.access-board.gov [192.0.2.25] did not like our RCPT TO:
550 5.1.1 Nobody of this name\n
Message headers follow.\n\n${copy}`,
      '550 5.1.1 Nobody of this name',
    ],
    [
      'OpenSMTPD',
      `    Hi!\n
    There was an error with a message for
    the following list of recipients:\n
${olive}: 550 5.1.1 Nobody of this name\n
    Below is a copy of the original message:\n\n${copy}`,
      '550 5.1.1 Nobody of this name',
    ],
    [
      'Postfix',
      `This is the mail system at host mx.example. Please write to <postmaster@mx.example>.\n
                   The mail system\n
<${olive}>: host mx.access-board.gov[192.0.2.25] said: 550 5.1.1
    Nobody of this name\n`,
      '550 5.1.1 Nobody of this name',
    ],
    [
      'Sendmail',
      `   ----- The following addresses had permanent fatal errors -----
<${olive}>
    (reason: 550 5.1.1 Nobody of this name)\n
   ----- Transcript of session follows -----\n`,
      '550 5.1.1 Nobody of this name)',
    ],
  ])('by %s names the address and the reason', async (_, body, diagnostic, header) => {
    expect(await bouncesIn(body, header)).toEqual({
      is: 'report',
      bounces: [{ action: 'failed', recipient: olive, diagnostic }],
    });
  });

  it.each<[string, string]>([
    [
      'Exim',
      `A message has not been delivered.\n\nThe address to which the message has not yet been delivered is:\n\n  ${olive}\n    Delay reason: 450 4.2.2 full`,
    ],
    ['Gmail', `Delivery to the following recipient has been delayed:\n\n     ${olive}\n\n450 4.2.2 full`],
    [
      'OpenSMTPD',
      `A message is delayed for the following\n list of recipients:\n\n${olive}: 450 4.2.2 full\n\n This is only a temporary failure.`,
    ],
    [
      'Sendmail',
      `  ** THIS IS A WARNING MESSAGE ONLY **\n\n  ----- The following addresses had transient non-fatal errors -----\n<${olive}>\n450 4.2.2 full`,
    ],
  ])('by %s about a delay is no failure', async (_, body) => {
    const reading = await bouncesIn(body);
    expect(reading).toMatchObject({ is: 'report', bounces: [{ action: 'delayed', recipient: olive }] });
  });

  it('about a member of a group names the member', async () => {
    const body = `It could not be delivered to one or more of its recipients. The following address(es) failed:\n
  gone@partner.example
    (generated from team@access-board.gov)
    550 5.1.1 Nobody of this name\n`;
    expect(await bouncesIn(body, 'X-Failed-Recipients: gone@partner.example')).toMatchObject({
      bounces: [{ recipient: 'gone@partner.example', diagnostic: '550 5.1.1 Nobody of this name' }],
    });
  });

  it.each(["robin.o'dell+ai@achp.gov", 'r&d/team=7@access-board.gov', '{a|b}~!#$%*?^`_@access-board.gov'])(
    'about %s names the whole address',
    async (address) => {
      const body = (line: string) =>
        `Hi. This is the qmail-send program at mx.example.\n\n${line}\n550 5.1.1 Nobody of this name\n`;
      for (const line of [`<${address}>:`, `Sorry for '${address}':`]) {
        expect(await bouncesIn(body(line))).toMatchObject({ bounces: [{ recipient: address }] });
      }
      expect(addressIn(`rfc822; ${address}`)).toBe(address);
    },
  );

  it('without an address has its reason', async () => {
    const body = 'Hi. This is the qmail-send program at mx.example.\n\nThere is no room. (#4.2.2)';
    expect(await bouncesIn(body)).toEqual({
      is: 'report',
      bounces: [{ action: 'failed', diagnostic: 'There is no room. (#4.2.2)' }],
    });
  });

  it.each<[string, string]>([
    ['of dashes', '-'],
    ['of empty lines', '\n'],
    ['of spaces', ' '],
    ['of one opening again and again', 'could not be delivered to one or more recipients '],
    ['of one address again and again', `<${olive}>\n`],
    ['of ats', 'a@-'],
    ['of replies', '550 '],
  ])(
    '%s is read in a moment, however long it is',
    async (_, piece) => {
      const opening = 'The following addresses had permanent fatal errors -----\n';
      const start = performance.now();
      for (const body of [piece, `-----${opening}${piece}`])
        await bouncesIn(body + piece.repeat(500_000 / piece.length));
      expect(performance.now() - start).toBeLessThan(20_000);
    },
    60_000,
  );
});
