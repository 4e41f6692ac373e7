// The sender of the mail, with the keys from the files that the settings name.
import { createPrivateKey, type KeyObject, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Dkim } from '../activities/notices/message/dkim.ts';
import type { Sender } from '../activities/notices/message/message.ts';
import { RefusedError } from '../agreements/validation/errors.ts';
import type { Config } from '../config/config.ts';

/**
 * Reads the keys; makes those in the data folder if they don't exist yet.
 * @throws {RefusedError} naming a file that can't be read or has no usable key, without showing its contents
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

/** The key must be RSA, the only kind that every receiver knows (RFC 8301, 3), of 2048 bits or more (NIST SP 800-131A). */
function withKey({ keyFile, ...dkim }: NonNullable<Config['mail']['dkim']>): Dkim {
  const privateKey = read('DKIM_KEY_FILE', keyFile);
  const key = parsed(privateKey);
  if (!key)
    throw new RefusedError(
      `DKIM_KEY_FILE: ${keyFile} holds no usable key; put a private key in PEM form there, without a passphrase.`,
    );
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType !== 'rsa' || bits < 2048)
    throw new RefusedError(
      `DKIM_KEY_FILE: ${keyFile} holds a key that is too weak or not RSA; put an RSA key of 2048 bits or more there.`,
    );
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

/** Makes a secret if there is none yet. Addresses and links that it signs are valid as long as the file exists. */
function makeSecret(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST')
      throw new RefusedError(`${file} can't be written (${code}); make its folder writable.`);
  }
}

/**
 * The secrets in a file, one on each line: first the current one, then older ones that are still valid.
 * @throws {RefusedError} naming the setting and the file
 */
export function readSecrets(setting: string, file: string): string[] {
  const secrets = read(setting, file)
    .split(/\r?\n/)
    .filter((line) => line !== '');
  if (secrets.length > 0 && secrets.every((secret) => secret.length >= 32)) return secrets;
  throw new RefusedError(
    `${setting}: ${file} holds a text of less than 32 characters; make a random one with "openssl rand -hex 32".`,
  );
}

function read(setting: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new RefusedError(
      `${setting}: ${file} can't be read (${(error as NodeJS.ErrnoException).code}); check the path and its permissions.`,
    );
  }
}
