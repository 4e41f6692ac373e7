// The keys that this command line reads and encrypts agreements with.
import { existsSync } from 'node:fs';
import { readConfig } from '../../config/config.ts';
import { type Key, readKeys } from '../../encryption/keys.ts';

/** @throws {RefusedError} if they can't be read */
export function keys(): Key[] {
  return readKeys(readConfig().encryption);
}

/** The same for exported files, which need no key if they were exported as plain text. */
export function keysIfAny(): Key[] {
  const { encryption } = readConfig();
  return encryption?.isOurs && !existsSync(encryption.keyFile) ? [] : readKeys(encryption);
}
