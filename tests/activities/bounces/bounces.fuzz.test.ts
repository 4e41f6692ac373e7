// Anything at all that comes to a bounce address: it is read, in bounded time, and never lost by an error of ours.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  agreementPart,
  bounceAddress,
  readBounceAddress,
} from '../../../activities/bounces/bounce-address.ts';
import { addressIn, isSameMailbox } from '../../../activities/bounces/failed-address.ts';
import { readMail } from '../../../activities/bounces/read-bounces.ts';
import { routeBounce } from '../../../activities/bounces/route-bounce.ts';
import { type Command, parseCommand } from '../../../agreements/commands/command.ts';
import { decide } from '../../../agreements/commands/decide.ts';
import { evolve } from '../../../agreements/lifecycle/evolve.ts';
import { begun } from '../../agreements/support/given.ts';
import { expectLinear, fuzz, hostileText } from '../../support/fuzz.ts';

const olive = 'olive@access-board.gov';
const bounces = { domain: 'b.onegov.example', keys: ['a secret of 32 characters, at least'] };
const messageId = `<${'0a1b2c3d'.repeat(4)}@onegov.example>`;

/** An agreement whose welcome went to Olive in that message. Commands are checked as a workflow checks them. */
function register() {
  const started = begun();
  const receipt = {
    to: olive,
    messageId,
    result: 'accepted' as const,
    reply: '250',
    at: '2026-09-01T13:00:00Z',
  };
  const agreement = evolve(started, {
    ...{ type: 'settled', at: receipt.at, id: 'welcome', outcome: 'carried-out', receipts: [receipt] },
  });
  const act = async (command: Command) => {
    decide(agreement, { command: parseCommand(command) }, '2026-09-03T12:00:00Z');
  };
  const by = 'the mail server';
  return {
    to: bounceAddress({ agreement: started.id, messageId }, bounces),
    find: async (part: string) => (part === agreementPart(started.id) ? started.id : undefined),
    view: async () => agreement,
    bounced: (_: string, mail: object) => act({ type: 'bounced', by, ...mail } as Command),
    unread: (_: string, mail: object) => act({ type: 'bounce-unread', by, ...mail } as Command),
    unrecorded: async () => {
      throw new Error('The agreement is not over.');
    },
  };
}

const part = fc.oneof(
  hostileText,
  fc.constantFrom(
    ...[
      `<${olive}>`,
      olive,
      'rfc822; ',
      'utf-8; ',
      '\\x{FFFFFF}@x.gov',
      '+0D+0A',
      'a@[127.0.0.1]',
      '"a b"@x.gov',
    ],
    ...[
      'smtp; 550 5.1.1 ',
      '5.1.1',
      '5.999.999',
      '9.9.9',
      'failed',
      'delayed',
      'expired',
      '--b\n',
      '--b--\n',
    ],
    ...[
      'Hi. This is the x\n',
      '   The mail system\n',
      'Return-Path: x',
      'Delivery has failed to these recipients or groups:',
    ],
  ),
);
const value = fc.array(part, { maxLength: 4 }).map((parts) => parts.join(''));
const fieldName = fc.constantFrom(
  ...['Final-Recipient', 'Original-Recipient', 'X-Actual-Recipient', 'Action', 'Status', 'Diagnostic-Code'],
  ...[
    'X-Failed-Recipients',
    'Subject',
    'From',
    'Auto-Submitted',
    'Will-Retry-Until',
    'Content-Type',
    'Received',
  ],
);
const fields = fc
  .array(fc.tuple(fieldName, value), { maxLength: 8 })
  .map((some) => some.map(([name, is]) => `${name}: ${is}`).join('\n'));
const type = fc.constantFrom(
  ...['text/plain', 'text/html', 'message/delivery-status', 'message/rfc822', 'message/feedback-report'],
  ...['multipart/report; boundary="b"', 'multipart/mixed; boundary=', 'text/rfc822-headers', 'x/y', '\0'],
);
const inParts = fc
  .array(fc.tuple(type, fc.oneof(fields, value)), { maxLength: 4 })
  .map((parts) => parts.map(([is, body]) => `--b\nContent-Type: ${is}\n\n${body}\n`).join(''));
const mails = fc
  .tuple(fields, type, fc.oneof(inParts, fields, value), fc.constantFrom('\n', '\r\n', '\r'))
  .map(([head, is, body, end]) =>
    Buffer.from(`${head}\nContent-Type: ${is}\n\n${body}`.replaceAll('\n', end)),
  );

it('a code point that does not exist is no address, and no error', () => {
  expect(isSameMailbox('a\\x{FFFFFF}@b.gov', 'c@b.gov')).toBe(false);
});

describe('any mail to a bounce address', () => {
  it('is read, in lines that a record can hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(mails, fc.uint8Array({ maxLength: 400 }).map(Buffer.from)), async (raw) => {
        const reading = await readMail(raw);
        const lines =
          reading.is === 'report'
            ? reading.bounces.map(({ diagnostic }) => diagnostic)
            : 'lines' in reading
              ? reading.lines
              : [];
        for (const line of lines) expect(line).toMatch(/^[^\p{Cc}\p{Cf}]{1,150}$/u);
      }),
      fuzz,
    );
  });

  it('is recorded, or needs to be by nobody: no word in it makes the agreement refuse it', async () => {
    const { to, ...agreements } = register();
    await fc.assert(
      fc.asyncProperty(mails, async (raw) => {
        expect(await routeBounce({ to, raw }, bounces, agreements)).not.toBe('over');
      }),
      fuzz,
    );
  });

  it('is not read at all at an address that is not ours', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          hostileText,
          fc.tuple(hostileText, hostileText).map(([a, b]) => `bounce+${a}@${b}`),
        ),
        (to) => {
          expect(readBounceAddress(to, bounces)).toBeUndefined();
        },
      ),
      fuzz,
    );
  });
});

it('two addresses of any form are one mailbox, or they are not', () => {
  fc.assert(
    fc.property(value, value, (one, other) => {
      const [mine, theirs] = [addressIn(one) ?? one, addressIn(other) ?? other];
      expect(isSameMailbox(mine, theirs)).toBe(isSameMailbox(theirs, mine));
      expect(isSameMailbox(mine, mine)).toBe(true);
    }),
    fuzz,
  );
});

describe('a long bounce takes no longer than its length explains', () => {
  const report = (recipient: string) =>
    `Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; ${recipient}\nAction: failed\nStatus: 5.1.1\n`;
  it.each<[string, (length: number) => string]>([
    ['an address with many plus signs', (length) => report(`a${'+'.repeat(length)}+0A@x.gov`)],
    ['an address of many labels', (length) => report(`a@${'x.'.repeat(length / 2)}gov`)],
    ['many failed recipients', (length) => `X-Failed-Recipients: ${'a@b.gov,'.repeat(length / 8)}\n\nx`],
    ['many empty lines', (length) => `Subject: x\n\n${'\n \t'.repeat(length / 3)}x`],
    ['many dashes', (length) => `Subject: x\n\n${'---x--'.repeat(length / 6)}`],
    ['one line of dashes', (length) => `Subject: x\n\nThis is the mail system\n${'-'.repeat(length)}`],
    [
      'many addresses',
      (length) => `Subject: x\n\n   The mail system\n\n${'<a@b.gov>: 550 x\n'.repeat(length / 17)}`,
    ],
    ['many at signs', (length) => `Subject: x\n\n   The mail system\n\n${'a@'.repeat(length / 2)}`],
    ['one long word', (length) => `Subject: x\n\n   The mail system\n\n${'a'.repeat(length)}`],
    ['many folded fields', (length) => `Subject: x\n${' y\n'.repeat(length / 3)}\nx`],
    ['many groups of fields', (length) => report(`x@y.gov${'\n\nStatus: 5.1.1'.repeat(length / 15)}`)],
    ['openings again and again', (length) => `Subject: x\n\n${'Hi. This is the x\n'.repeat(length / 18)}`],
    ['spaces in an opening', (length) => `Subject: x\n\ncould not be delivered to${' '.repeat(length)}x`],
  ])('%s', async (_, textOf) => {
    await expectLinear((length) => readMail(Buffer.from(textOf(length))));
  });

  it('as the address of a contact, too', async () => {
    await expectLinear((length) => isSameMailbox(`a${'+'.repeat(length)}\n@b.gov`, olive));
  });
});
