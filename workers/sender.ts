// Who the mail comes from: the settings, and the keys that they name files for.
import { createPrivateKey, type KeyObject, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Dkim } from '../activities/notices/message/dkim.ts';
import type { Sender } from '../activities/notices/message/message.ts';
import { RefusedError } from '../agreements/validation/errors.ts';
import type { Config } from '../config/config.ts';

/**
 * What of it lies in the data folder is made if it isn't there yet.
 * @throws {RefusedError} naming a file that can't be read or holds no fit key, but nothing of what it holds.
 */
export function readSender(mail: Config['mail']): Sender {
  const { from, fromName, replyTo, operators, dkim, bounces, links } = mail;
  return {
    from,
    name: fromName,
    replyTo,
    operators,
    ...(dkim && { dkim: withKey(dkim) }),
    ...(bounces && { bounces: { domain: bounces.domain, keys: secretsOf('BOUNCE_KEY_FILE', bounces) } }),
    ...(links && { links: { url: links.url, keys: secretsOf('LINK_KEY_FILE', links) } }),
  };
}

/** RSA, for receivers need not know any other (RFC 8301, 3); of 2048 bits at least (NIST SP 800-131A). */
function withKey({ keyFile, ...dkim }: NonNullable<Config['mail']['dkim']>): Dkim {
  const privateKey = read('DKIM_KEY_FILE', keyFile);
  const key = parsed(privateKey);
  if (!key)
    throw new RefusedError(
      `DKIM_KEY_FILE: ${keyFile} holds no private key in PEM form without a passphrase.`,
    );
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType !== 'rsa' || bits < 2048)
    throw new RefusedError(`DKIM_KEY_FILE: ${keyFile} should hold an RSA key of 2048 bits or more.`);
  return { ...dkim, privateKey };
}

function parsed(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}

function secretsOf(setting: string, { keyFile, isOurs }: { keyFile: string; isOurs: boolean }): string[] {
  if (isOurs) makeSecret(keyFile);
  return readSecrets(setting, keyFile);
}

/** Made once: what was signed by it is believed for as long as it is there. */
function makeSecret(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST') throw new RefusedError(`${file} can't be written (${code}).`);
  }
}

/**
 * One a line, the one in use first; below it those before, for as long as what they signed may come back.
 * @throws {RefusedError} naming the setting and the file
 */
export function readSecrets(setting: string, file: string): string[] {
  const secrets = read(setting, file)
    .split(/\r?\n/)
    .filter((line) => line !== '');
  if (secrets.length > 0 && secrets.every((secret) => secret.length >= 32)) return secrets;
  throw new RefusedError(
    `${setting}: ${file} should hold a random text of 32 characters or more, such as that of "openssl rand -hex 32".`,
  );
}

function read(setting: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new RefusedError(`${setting}: ${file} can't be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}
