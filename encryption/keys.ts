// The keys that payloads are encrypted with. A payload names its key by an id, so that keys can be replaced one by one.
import { createHash, createSecretKey, type KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { RefusedError } from '../agreements/validation/errors.ts';
import { ownSecrets, readSecrets } from './secrets.ts';

/** A key for AES-256. Its id is a hash, and says nothing about the key. */
export type Key = { id: string; secret: KeyObject };

/** The file that holds the keys, one on each line. Left out: nothing is encrypted. */
export type KeyFile = { keyFile: string; isOurs: boolean } | undefined;

const setting = 'ENCRYPTION_KEY_FILE';

/**
 * The keys in a file: the first one encrypts, and all of them decrypt. Makes a key if the file is ours and is not there yet.
 * @throws {RefusedError} if the file can't be read, or holds something else than keys
 */
export function openKeys(file: KeyFile): Key[] {
  if (file === undefined) return [];
  const { keyFile, isOurs } = file;
  const lines = isOurs ? ownSecrets(setting, keyFile) : readSecrets(setting, keyFile);
  return lines.map((line) => {
    const key = keyOf(line);
    if (key) return key;
    throw new RefusedError(
      `${setting}: ${keyFile} has a line that is not a key; make each key with "openssl rand -hex 32".`,
    );
  });
}

/**
 * The same for a program that is not the first one to use them: it makes none.
 * @throws {RefusedError} also if there is no such file
 */
export function readKeys(file: KeyFile): Key[] {
  if (file?.isOurs && !existsSync(file.keyFile))
    throw new RefusedError(
      `There is no key at ${file.keyFile}, where "onegov up" keeps what agreements are encrypted with; run this in the folder where "onegov up" runs, or set ONEGOV_DATA to its data folder.`,
    );
  return openKeys(file);
}

/** The key in 64 hexadecimal digits; undefined if it is none. */
export function keyOf(line: string): Key | undefined {
  if (!/^[0-9a-f]{64}$/i.test(line)) return undefined;
  const bytes = Buffer.from(line, 'hex');
  return {
    id: createHash('sha256').update(bytes).digest('hex').slice(0, 16),
    secret: createSecretKey(bytes),
  };
}
