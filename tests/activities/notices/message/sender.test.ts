// Where a message comes from: its signature, and its bounce address.
import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  agreementPart,
  type Bounces,
  bounceAddress,
  isAboutMessage,
  readBounceAddress,
} from '../../../../activities/bounces/bounce-address.ts';
import type { Sender } from '../../../../activities/notices/message/message.ts';
import { messagesOf } from '../../../../activities/notices/message/notice-messages.ts';
import { reportMessage } from '../../../../activities/notices/message/report-message.ts';
import { verifyDkim } from '../../../support/dkim.ts';
import { startSmtpServer } from '../../../support/smtp.ts';
import { attempt, noticesTo } from '../delivery/attempts.ts';
import { brief, notice, order, owner, sender } from '../examples/brief.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const dkim = { domain: 'onegov.invalid', selector: 'notices2026', privateKey: pem };
const bounces: Bounces = { domain: 'bounces.onegov.invalid', keys: ['a secret of 32 characters, at least'] };
const signing: Sender = { ...sender, name: 'GSA OneGov', replyTo: 'help@onegov.invalid', dkim, bounces };

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

describe('a message over a real mail server', () => {
  it('is signed by its domain, has the sender’s name, and a bounce address of its own', async () => {
    const server = await startSmtpServer();
    const notices = noticesTo(server, signing);
    cleanUps.push(server.stop, notices.close);
    const { delivery } = await attempt(notices, order);
    expect(server.mails).toHaveLength(2);
    for (const { raw, from, to } of server.mails) {
      const { tags, body, signature } = verifyDkim(raw, publicKey);
      expect(tags).toMatchObject({ v: '1', a: 'rsa-sha256', d: dkim.domain, s: dkim.selector });
      expect({ body, signature }).toEqual({ body: true, signature: true });
      expect(tags.h?.split(':')).toEqual(
        expect.arrayContaining(['from', 'reply-to', 'to', 'subject', 'date', 'message-id', 'references']),
      );
      const mail = await simpleParser(raw);
      expect(mail.from?.value).toEqual([{ name: 'GSA OneGov', address: sender.from }]);
      expect(mail.replyTo?.value).toEqual([{ name: '', address: 'help@onegov.invalid' }]);
      const receipt = delivery?.[notice.obligation]?.find((one) => one.to === to[0]);
      expect(receipt?.messageId).toBe(mail.messageId);
      const bounced = readBounceAddress(from, bounces);
      expect(bounced?.agreement).toBe(agreementPart(brief.agreement));
      expect(bounced && isAboutMessage(bounced, receipt?.messageId ?? '')).toBe(true);
    }
    expect(new Set(server.mails.map(({ from }) => from)).size).toBe(2);
  });

  it('has an invalid signature if one byte changes on the way', async () => {
    const [message] = await messagesOf(order, signing);
    const raw = (await message?.compose()) as Buffer;
    const changed = (from: string, to: string) =>
      verifyDkim(Buffer.from(raw.toString('latin1').replace(from, to), 'latin1'), publicKey);
    expect(changed('Subject: C', 'Subject: c')).toMatchObject({ body: true, signature: false });
    expect(changed('\r\nYour agency', '\r\nyour agency')).toMatchObject({ body: false, signature: true });
  });
});

describe('a signature', () => {
  it('has the same bytes each time, and leaves the Message-ID as it is', async () => {
    const bytes = async (from: Sender) => String(await (await messagesOf(order, from))[0]?.compose());
    const first = await bytes(signing);
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2027-01-01') });
    cleanUps.push(vi.useRealTimers);
    expect(await bytes(signing)).toBe(first);
    const unsigned = await bytes({ ...signing, dkim: undefined });
    expect(first.endsWith(unsigned)).toBe(true);
    expect(unsigned).not.toContain('DKIM-Signature');
    expect((await messagesOf(order, signing)).map(({ id }) => id)).toEqual(
      (await messagesOf(order, sender)).map(({ id }) => id),
    );
  });

  it('is on reports, too', async () => {
    const lead: [string, string] = ['All is well.', 'You do not need to do anything.'];
    const report = { subject: 'A quiet week', lead, sections: [], found: 0 };
    const message = reportMessage({ id: 'digest:1', now: order.now, report }, signing);
    expect(verifyDkim(await message.compose(), publicKey)).toMatchObject({ body: true, signature: true });
  });
});

describe('a bounce address', async () => {
  const messageId = (await messagesOf(order, sender))[0]?.id ?? '';
  const address = bounceAddress({ agreement: brief.agreement, messageId }, bounces);

  it('has the domain for bounces, and a local part that every server takes', () => {
    expect(address).toMatch(/^bounce\+[0-9a-v]{48}@bounces\.onegov\.invalid$/);
    expect(address.indexOf('@')).toBeLessThanOrEqual(64);
  });

  it('is the address in From if no domain is set', async () => {
    expect((await messagesOf(order, sender)).map(({ from }) => from)).toEqual([sender.from, sender.from]);
  });

  it('names its agreement and its message, in capitals too', () => {
    const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(fc.string(), hex, fc.boolean(), (agreement, key, inCapitals) => {
        const id = `<${key}@onegov.invalid>`;
        const made = bounceAddress({ agreement, messageId: id }, bounces);
        const bounced = readBounceAddress(inCapitals ? made.toUpperCase() : made, bounces);
        expect(bounced && isAboutMessage(bounced, id)).toBe(true);
        expect(bounced?.agreement).toBe(agreementPart(agreement));
        expect(bounced?.agreement).not.toBe(agreementPart(`${agreement}x`));
      }),
    );
  });

  it('differs by contact, notice and agreement', async () => {
    const other = { ...brief, agreement: 'agreement:openai-chatgpt-enterprise:nsf.gov' };
    const all = [
      ...(await messagesOf(order, signing)),
      ...(await messagesOf({ ...order, brief: other }, signing)),
      ...(await messagesOf({ ...order, notices: [{ ...notice, obligation: 'welcome' }] }, signing)),
    ];
    expect(new Set(all.map(({ from }) => from)).size).toBe(6);
  });

  it('is not ours if it was made without the secret or has another domain', () => {
    const forged = bounceAddress({ agreement: brief.agreement, messageId }, { ...bounces, keys: ['guess'] });
    expect(readBounceAddress(forged, bounces)).toBeUndefined();
    for (let at = 'bounce+'.length; at < address.indexOf('@'); at++) {
      const changed = `${address.slice(0, at)}${address[at] === '0' ? '1' : '0'}${address.slice(at + 1)}`;
      expect(readBounceAddress(changed, bounces)).toBeUndefined();
    }
    expect(readBounceAddress(address, { ...bounces, domain: 'onegov.invalid' })).toBeUndefined();
    for (const text of ['', owner.email, 'bounce+@bounces.onegov.invalid', `<${address}>`, `x${address}`]) {
      expect(readBounceAddress(text, bounces)).toBeUndefined();
    }
  });

  it('is ours if it was made with the secret before this one', () => {
    const rotated = { ...bounces, keys: ['the secret of this year', ...bounces.keys] };
    expect(readBounceAddress(address, rotated)).toEqual(readBounceAddress(address, bounces));
    expect(bounceAddress({ agreement: brief.agreement, messageId }, rotated)).not.toBe(address);
  });
});
