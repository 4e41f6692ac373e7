// Who a message comes from: its signature, the address that it bounces to, and the settings that say so.
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import {
  type Bounces,
  bounceAddress,
  isAboutAgreement,
  isAboutMessage,
  readBounceAddress,
} from '../../activities/notices/bounce-address.ts';
import { messagesOf, type Sender } from '../../activities/notices/message.ts';
import { reportMessage } from '../../activities/reports/message.ts';
import { Refusal } from '../../agreements/refusal.ts';
import { readConfig } from '../../config.ts';
import { readSender } from '../../workers/sender.ts';
import { verifyDkim } from '../support/dkim.ts';
import { startSmtpServer } from '../support/smtp.ts';
import { attempt, noticesTo } from './attempts.ts';
import { brief, notice, order, owner, sender } from './brief.ts';

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
  it('is signed by its domain, comes from it by name, and bounces to an address of its own', async () => {
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
      expect(bounced && isAboutAgreement(bounced, brief.agreement)).toBe(true);
      expect(bounced && isAboutMessage(bounced, receipt?.messageId ?? '')).toBe(true);
    }
    expect(new Set(server.mails.map(({ from }) => from)).size).toBe(2);
  });

  it('given one changed byte on the way, has a signature that is wrong', async () => {
    const raw = (await messagesOf(order, signing)[0]?.compose()) as Buffer;
    const changed = (from: string, to: string) =>
      verifyDkim(Buffer.from(raw.toString('latin1').replace(from, to), 'latin1'), publicKey);
    expect(changed('Subject: C', 'Subject: c')).toMatchObject({ body: true, signature: false });
    expect(changed('\r\nYour agency', '\r\nyour agency')).toMatchObject({ body: false, signature: true });
  });
});

describe('a signature', () => {
  it('is the same bytes whenever it is made, with the same Message-ID as without one', async () => {
    const bytes = async (from: Sender) => String(await messagesOf(order, from)[0]?.compose());
    const first = await bytes(signing);
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2027-01-01') });
    cleanUps.push(vi.useRealTimers);
    expect(await bytes(signing)).toBe(first);
    const unsigned = await bytes({ ...signing, dkim: undefined });
    expect(first.endsWith(unsigned)).toBe(true);
    expect(unsigned).not.toContain('DKIM-Signature');
    expect(messagesOf(order, signing).map(({ id }) => id)).toEqual(
      messagesOf(order, sender).map(({ id }) => id),
    );
  });

  it('stands on reports too', async () => {
    const lead: [string, string] = ['All is well.', 'You do not need to do anything.'];
    const report = { subject: 'A quiet week', lead, sections: [], found: 0 };
    const message = reportMessage({ id: 'digest:1', now: order.now, report }, signing);
    expect(verifyDkim(await message.compose(), publicKey)).toMatchObject({ body: true, signature: true });
  });
});

describe('the address that a message bounces to', () => {
  const messageId = messagesOf(order, sender)[0]?.id ?? '';
  const address = bounceAddress({ agreement: brief.agreement, messageId }, bounces);

  it('is one of the domain for bounces, with a local part that no server refuses', () => {
    expect(address).toMatch(/^bounce\+[0-9a-v]{48}@bounces\.onegov\.invalid$/);
    expect(address.indexOf('@')).toBeLessThanOrEqual(64);
  });

  it('without such a domain, is the one in From', () => {
    expect(messagesOf(order, sender).map(({ from }) => from)).toEqual([sender.from, sender.from]);
  });

  it('names its agreement and its message, whatever they are, and in capitals as well', () => {
    const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(fc.string(), hex, fc.boolean(), (agreement, key, inCapitals) => {
        const id = `<${key}@onegov.invalid>`;
        const made = bounceAddress({ agreement, messageId: id }, bounces);
        const bounced = readBounceAddress(inCapitals ? made.toUpperCase() : made, bounces);
        expect(bounced && isAboutAgreement(bounced, agreement) && isAboutMessage(bounced, id)).toBe(true);
        expect(bounced && isAboutAgreement(bounced, `${agreement}x`)).toBe(false);
      }),
    );
  });

  it('differs by person, notice and agreement', () => {
    const other = { ...brief, agreement: 'agreement:openai-chatgpt-enterprise:nsf.gov' };
    const all = [
      ...messagesOf(order, signing),
      ...messagesOf({ ...order, brief: other }, signing),
      ...messagesOf({ ...order, notices: [{ ...notice, obligation: 'welcome' }] }, signing),
    ];
    expect(new Set(all.map(({ from }) => from)).size).toBe(6);
  });

  it('made up by somebody without the secret, or of another domain, is none of ours', () => {
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

  it('made with the secret before this one is still ours', () => {
    const rotated = { ...bounces, keys: ['the secret of this year', ...bounces.keys] };
    expect(readBounceAddress(address, rotated)).toEqual(readBounceAddress(address, bounces));
    expect(bounceAddress({ agreement: brief.agreement, messageId }, rotated)).not.toBe(address);
  });
});

describe('the sender, by the settings', () => {
  const folder = mkdtempSync(join(tmpdir(), 'onegov-sender-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const file = (text: string) => {
    const path = join(folder, `${Math.random()}`);
    writeFileSync(path, text);
    return path;
  };
  const senderBy = (env: Record<string, string>) => readSender(readConfig(env).mail);
  const withDkim = (path: string) => ({ DKIM_SELECTOR: 'notices2026', DKIM_KEY_FILE: path });
  const secret = 'b'.repeat(32);

  it('has a signature and an address for bounces when their keys are there', () => {
    const bounceKeys = file(`${secret}\n${'a'.repeat(32)}\n`);
    const env = {
      MAIL_FROM: 'notices@example.gov',
      BOUNCE_DOMAIN: 'b.example.gov',
      BOUNCE_KEY_FILE: bounceKeys,
    };
    expect(senderBy({ ...env, ...withDkim(file(pem)) })).toEqual({
      from: 'notices@example.gov',
      operators: 'operators@onegov.invalid',
      dkim: { domain: 'example.gov', selector: 'notices2026', privateKey: pem },
      bounces: { domain: 'b.example.gov', keys: [secret, 'a'.repeat(32)] },
    });
  });

  const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
  const curved = generateKeyPairSync('ed25519').privateKey;
  const inPem = { type: 'pkcs8', format: 'pem' } as const;
  const locked = privateKey.export({ ...inPem, cipher: 'aes-256-cbc', passphrase: 'secret' });
  const noKey = /^DKIM_KEY_FILE: \S+ holds no private key in PEM form without a passphrase\.$/;
  const weak = /^DKIM_KEY_FILE: \S+ should hold an RSA key of 2048 bits or more\.$/;

  it.each([
    [
      'is not there',
      () => withDkim('/nowhere.pem'),
      /^DKIM_KEY_FILE: \/nowhere\.pem can't be read \(ENOENT\)\.$/,
    ],
    ['is a folder', () => withDkim(folder), /^DKIM_KEY_FILE: \S+ can't be read \(EISDIR\)\.$/],
    ['holds something else', () => withDkim(file('a secret')), noKey],
    [
      'holds the public key',
      () => withDkim(file(String(publicKey.export({ type: 'spki', format: 'pem' })))),
      noKey,
    ],
    ['is locked', () => withDkim(file(String(locked))), noKey],
    ['holds a short key', () => withDkim(file(String(short.export(inPem)))), weak],
    ['holds a key of another kind', () => withDkim(file(String(curved.export(inPem)))), weak],
    [
      'holds a secret that one can guess',
      () => ({ BOUNCE_DOMAIN: 'b.example.gov', BOUNCE_KEY_FILE: file(`${secret}\nsecret\n`) }),
      /^BOUNCE_KEY_FILE: \S+ should hold a random text of 32 characters or more, such as that of "openssl rand -hex 32"\.$/,
    ],
  ])('given a file that %s, is refused in one sentence before anything starts', (_, env, sentence) => {
    expect(() => senderBy(env())).toThrow(Refusal);
    expect(() => senderBy(env())).toThrow(sentence);
    expect(() => senderBy(env())).not.toThrow(/secret\W|BEGIN/);
  });
});
