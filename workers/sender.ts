// The sender of the mail, with the keys from the files that the settings name.
import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { Dkim } from '../activities/notices/message/dkim.ts';
import type { Sender } from '../activities/notices/message/message.ts';
import { RefusedError } from '../agreements/validation/errors.ts';
import type { Config } from '../config/config.ts';
import { ownSecrets, readKeyFile, readSecrets } from '../encryption/secrets.ts';

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
  const privateKey = readKeyFile('DKIM_KEY_FILE', keyFile);
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
  return isOurs ? ownSecrets(setting, keyFile) : readSecrets(setting, keyFile);
}
