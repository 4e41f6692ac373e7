// Secrets in files of their own: those that settings name, and those that we make in the data folder.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { RefusedError } from '../agreements/validation/errors.ts';

/**
 * The secrets in a file of ours. Makes one if there is no file yet. What it signs is valid as long as the file exists.
 * @param what what they are for, in an error
 * @throws {RefusedError} naming the file
 */
export function ownSecrets(what: string, file: string): string[] {
  makeSecret(file);
  return readSecrets(what, file);
}

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
  const secrets = readKeyFile(setting, file)
    .split(/\r?\n/)
    .filter((line) => line !== '');
  if (secrets.length > 0 && secrets.every((secret) => secret.length >= 32)) return secrets;
  throw new RefusedError(
    `${setting}: ${file} holds a text of less than 32 characters; make a random one with "openssl rand -hex 32".`,
  );
}

/**
 * The text of a file that a setting names.
 * @throws {RefusedError} naming the setting and the file
 */
export function readKeyFile(setting: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new RefusedError(
      `${setting}: ${file} can't be read (${(error as NodeJS.ErrnoException).code}); check the path and its permissions.`,
    );
  }
}
