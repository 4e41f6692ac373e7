// The sender of the mail, from the settings and their key files.
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { RefusedError } from '../../agreements/validation/errors.ts';
import { readConfig } from '../../config/config.ts';
import { readSender } from '../../workers/sender.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

describe('the sender', () => {
  const folder = mkdtempSync(join(tmpdir(), 'onegov-sender-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const file = (text: string) => {
    const path = join(folder, `${Math.random()}`);
    writeFileSync(path, text);
    return path;
  };
  const senderBy = (env: Record<string, string>) =>
    readSender(readConfig({ ONEGOV_DATA: folder, ...env }).mail);
  const withDkim = (path: string) => ({ DKIM_SELECTOR: 'notices2026', DKIM_KEY_FILE: path });
  const secret = 'b'.repeat(32);

  it('has a signature, bounce addresses and links when the settings name their keys', () => {
    const bounceKeys = file(`${secret}\n${'a'.repeat(32)}\n`);
    const env = {
      MAIL_FROM: 'notices@example.gov',
      BOUNCE_DOMAIN: 'b.example.gov',
      BOUNCE_KEY_FILE: bounceKeys,
      PAGES_URL: 'https://agreements.example.gov',
      LINK_KEY_FILE: file(secret),
    };
    expect(senderBy({ ...env, ...withDkim(file(pem)) })).toEqual({
      from: 'notices@example.gov',
      operators: 'operators@onegov.invalid',
      dkim: { domain: 'example.gov', selector: 'notices2026', privateKey: pem },
      bounces: { domain: 'b.example.gov', keys: [secret, 'a'.repeat(32)] },
      links: { url: 'https://agreements.example.gov', keys: [secret] },
    });
  });

  it('with the embedded mailbox, makes secrets once, in files that only we can read', () => {
    const data = join(folder, 'data');
    const { bounces, links } = senderBy({ ONEGOV_DATA: data });
    expect(bounces).toEqual({ domain: 'bounces.onegov.invalid', keys: [secretIn(data, 'bounces')] });
    expect(links).toEqual({ url: 'http://127.0.0.1:8180', keys: [secretIn(data, 'links')] });
    expect(links?.keys).not.toEqual(bounces?.keys);
    expect(senderBy({ ONEGOV_DATA: data })).toMatchObject({ bounces, links });
  });

  function secretIn(data: string, name: string): string {
    const path = join(data, 'keys', name);
    const text = readFileSync(path, 'utf8');
    expect(text).toMatch(/^[0-9a-f]{64}\n$/);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    return text.trim();
  }

  it('with a mail server, makes no secrets', () => {
    const data = join(folder, 'with a mail server');
    const mailServer = { SMTP_URL: 'smtp://m.gov:25', MAIL_FROM: 'n@m.gov', OPERATORS_MAIL: 'o@m.gov' };
    expect(senderBy({ ONEGOV_DATA: data, ...mailServer })).toEqual({ from: 'n@m.gov', operators: 'o@m.gov' });
    expect(existsSync(data)).toBe(false);
  });

  const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
  const curved = generateKeyPairSync('ed25519').privateKey;
  const inPem = { type: 'pkcs8', format: 'pem' } as const;
  const locked = privateKey.export({ ...inPem, cipher: 'aes-256-cbc', passphrase: 'secret' });
  const noKey =
    /^DKIM_KEY_FILE: \S+ holds no usable key; put a private key in PEM form there, without a passphrase\.$/;
  const weak =
    /^DKIM_KEY_FILE: \S+ holds a key that is too weak or not RSA; put an RSA key of 2048 bits or more there\.$/;

  it.each([
    [
      'does not exist',
      () => withDkim('/nowhere.pem'),
      /^DKIM_KEY_FILE: \/nowhere\.pem can't be read \(ENOENT\); check the path and its permissions\.$/,
    ],
    [
      'is a folder',
      () => withDkim(folder),
      /^DKIM_KEY_FILE: \S+ can't be read \(EISDIR\); check the path and its permissions\.$/,
    ],
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
      'holds a short secret',
      () => ({ BOUNCE_DOMAIN: 'b.example.gov', BOUNCE_KEY_FILE: file(`${secret}\nsecret\n`) }),
      /^BOUNCE_KEY_FILE: \S+ holds a text of less than 32 characters; make a random one with "openssl rand -hex 32"\.$/,
    ],
    [
      'is empty',
      () => ({ LINK_KEY_FILE: file('\n') }),
      /^LINK_KEY_FILE: \S+ holds a text of less than 32 characters; make a random one/,
    ],
    [
      'is in the place of a folder',
      () => ({ ONEGOV_DATA: file('') }),
      /^\S+\/keys\/bounces can't be written \(ENOTDIR\); make its folder writable\.$/,
    ],
  ])('given a key file that %s, refuses to start, in one sentence', (_, env, sentence) => {
    expect(() => senderBy(env())).toThrow(RefusedError);
    expect(() => senderBy(env())).toThrow(sentence);
    expect(() => senderBy(env())).not.toThrow(/secret\W|BEGIN/);
  });
});
