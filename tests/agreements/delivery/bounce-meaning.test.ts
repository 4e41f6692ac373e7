// What an answer or a report means: by its codes, and by its words where the codes are general.
import { describe, expect, it } from 'vitest';
import { meaningOf } from '../../../agreements/delivery/bounce-meaning.ts';
import type { BounceMeaning } from '../../../agreements/model/receipts.ts';

type Case = [meaning: BounceMeaning, status: string | undefined, diagnostic: string];

const meaningIsRight = (meaning: BounceMeaning, status: string | undefined, diagnostic: string) =>
  expect(meaningOf({ diagnostic, ...(status && { status }) })).toBe(meaning);

describe('what an enhanced status code means', () => {
  it.each<[BounceMeaning, string]>([
    ['no-mailbox', '5.1.1 5.1.3 5.1.6 5.1.10 5.2.1'],
    ['passing', '4.0.0 4.1.1 4.2.2 4.4.7 4.7.1 4.7.26 5.2.2 5.2.3 5.3.1 5.4.2 5.4.6 5.4.7'],
    ['our-mail-refused', '5.1.7 5.1.8 5.7.0 5.7.1 5.7.23 5.7.25 5.7.26 5.7.509 5.7.606'],
    ['message-refused', '5.3.4 5.6.0 5.6.1 5.6.7'],
  ])('is %s for %s, in a report and in an answer', (meaning, codes) => {
    for (const code of codes.split(' ')) {
      meaningIsRight(meaning, code, code);
      meaningIsRight(meaning, undefined, `${code[0]}50 ${code} Not taken`);
      meaningIsRight(meaning, undefined, `${code[0]}50-${code} Not taken`);
    }
  });

  it.each<[string, string]>([
    ['550 Refused for mail from 5.1.1.7, see the log', '5.0.0'],
    ['554 Filter 15.7.1 said no', '5.0.0'],
  ])('is not read off an address or a version: %s', (diagnostic, status) => {
    meaningIsRight('passing', status, diagnostic);
  });
});

describe('where the code says little, the words count', () => {
  it.each<Case>([
    ['no-mailbox', '5.0.0', '550 5.1.1 No mailbox here by that name'],
    ['no-mailbox', '5.0.0', '550 No mailbox of that name'],
    ['no-mailbox', undefined, '550 Unknown user'],
    ['no-mailbox', undefined, '550 rowan@spam.example: user unknown'],
    [
      'no-mailbox',
      undefined,
      '550 <rowan@access-board.gov>: Recipient address rejected: User unknown in relay recipient table',
    ],
    ['no-mailbox', undefined, '550 Requested action not taken: mailbox unavailable'],
    ['no-mailbox', '5.4.1', '550 5.4.1 Recipient address rejected: Access denied'],
    ['no-mailbox', '5.4.4', 'Host or domain name not found. Name service error for name=nosuch.example'],
    ['no-mailbox', undefined, '551 User not local'],
    ['no-mailbox', undefined, 'Sorry, no mailbox here by that name. (#5.1.1)'],
    ['no-mailbox', '5.1.2', '550 5.1.2 Domain does not exist'],
    ['passing', '5.0.0', '552 5.2.2 Over its quota'],
    ['passing', undefined, '550 The mailbox is full'],
    ['passing', '5.2.1', '451 4.2.1 Not today'],
    ['passing', '5.1.2', ''],
    ['no-mailbox', '5.1.2', '550 Host unknown'],
    ['passing', '5.1.2', '450 The host does not answer'],
    ['passing', '5.1.2', 'Could not connect to any server of the domain'],
    ['passing', '5.3.0', '451 Local error'],
    ['passing', '5.0.0', 'retry timeout exceeded'],
    ['passing', '5.0.0', ''],
    ['passing', undefined, 'Host not found, try again'],
    ['no-mailbox', undefined, "Sorry, I couldn't find any host by that name. (#5.1.2)"],
    ['our-mail-refused', undefined, '550 Unroutable sender address'],
    ['our-mail-refused', undefined, '551 Access refused: no RDNS record'],
    ['passing', undefined, 'The message has been in the queue too long'],
    ['passing', undefined, 'I am giving up; this message has been in the queue too long.'],
    ['no-mailbox', undefined, 'The recipient name is not recognized'],
    ['no-mailbox', undefined, 'User olive (olive@agency.example) not listed in Domino Directory'],
    ['our-mail-refused', undefined, '550-Unrouteable address 550 Sender verify failed'],
    ['our-mail-refused', '5.0.0', 'host mx.example said: 550 No (in reply to MAIL FROM command)'],
    ['no-mailbox', '5.0.0', 'host mx.example said: 550 Rejected: unknown user (in reply to RCPT TO command)'],
    ['passing', '5.2.1', '550 5.2.1 The user is receiving mail at a rate that prevents more'],
    ['passing', '5.1.1', '552 5.2.2 Over quota'],
    ['no-mailbox', '5.7.1', '550 5.7.1 <rowan@access-board.gov>: Recipient address rejected: User unknown'],
    ['our-mail-refused', '5.7.1', '550 5.7.1 Sender address rejected: Domain not found'],
    ['our-mail-refused', '5.1.1', '550 5.7.26 Neither SPF nor DKIM pass'],
    ['our-mail-refused', '5.0.0', "5.1.0 - Unknown address error 550-'5.7.1 Access denied'"],
    ['our-mail-refused', '5.1.1', '550 5.7.1 The address 192.0.2.1 is blacklisted'],
    ['no-mailbox', '5.1.1', '550 5.2.0 Sorry'],
    ['our-mail-refused', '5.7.1', '550 5.7.1 Message content rejected'],
    ['our-mail-refused', '4.0.0', '554 Blocked, see the list'],
    ['our-mail-refused', '5.0.0', '550 5.7.1 Not wanted here'],
    ['our-mail-refused', '5.0.0', '554 The SPF check failed'],
    ['our-mail-refused', undefined, '550 Your host is on a blocklist'],
    ['our-mail-refused', undefined, '554 Message rejected under the DMARC policy of its sender'],
    ['our-mail-refused', undefined, '550 Relay access denied'],
    ['our-mail-refused', '5.1.0', '550 5.1.0 Sender rejected'],
    ['message-refused', '5.0.0', '552 Message size exceeds the fixed limit'],
    ['message-refused', undefined, '554 A virus was found'],
  ])('%s: status %s, "%s"', (meaning, status, diagnostic) => {
    meaningIsRight(meaning, status, diagnostic);
  });
});
