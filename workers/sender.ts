// Who the mail comes from: the settings, and the keys that they name files for.
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Dkim } from '../activities/notices/dkim.ts';
import type { Sender } from '../activities/notices/message.ts';
import { Refusal } from '../agreements/refusal.ts';
import type { Config } from '../config.ts';

/** @throws {Refusal} naming a file that can't be read or holds no fit key, but nothing of what it holds. */
export function readSender({ from, fromName, replyTo, operators, dkim, bounces }: Config['mail']): Sender {
  return {
    from,
    name: fromName,
    replyTo,
    operators,
    ...(dkim && { dkim: withKey(dkim) }),
    ...(bounces && { bounces: { domain: bounces.domain, keys: readSecrets(bounces.keyFile) } }),
  };
}

/** RSA, for receivers need not know any other (RFC 8301, 3); of 2048 bits at least (NIST SP 800-131A). */
function withKey({ keyFile, ...dkim }: NonNullable<Config['mail']['dkim']>): Dkim {
  const privateKey = read('DKIM_KEY_FILE', keyFile);
  const key = parsed(privateKey);
  if (!key)
    throw new Refusal(`DKIM_KEY_FILE: ${keyFile} holds no private key in PEM form without a passphrase.`);
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType !== 'rsa' || bits < 2048)
    throw new Refusal(`DKIM_KEY_FILE: ${keyFile} should hold an RSA key of 2048 bits or more.`);
  return { ...dkim, privateKey };
}

function parsed(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}

/** One a line, the one in use first; below it those before, for as long as mail signed by them may come back. */
function readSecrets(file: string): string[] {
  const secrets = read('BOUNCE_KEY_FILE', file)
    .split(/\r?\n/)
    .filter((line) => line !== '');
  if (secrets.length > 0 && secrets.every((secret) => secret.length >= 32)) return secrets;
  throw new Refusal(
    `BOUNCE_KEY_FILE: ${file} should hold a random text of 32 characters or more, such as that of "openssl rand -hex 32".`,
  );
}

function read(setting: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Refusal(`${setting}: ${file} can't be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}
