// Reads and writes files that people name.
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { RefusedError } from '../../agreements/validation/errors.ts';
import { oneLine } from '../../text/sentences.ts';

/**
 * The content of a JSON file in UTF-8, with or without a byte order mark, unchecked.
 * @param what the file is called if it can't be read
 * @throws {RefusedError} if it can't be read, or is not JSON.
 */
export function jsonFile(path: string, what = path): unknown {
  try {
    const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
    if (/[\uFFFD\0]/.test(text)) throw new RefusedError(`${what} can't be read: save the file as UTF-8.`);
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof RefusedError) throw error;
    // The parser quotes the place in the file as it is, and may end with a period.
    const why = oneLine((error as Error).message).replace(/\.$/, '');
    throw new RefusedError(`${what} can't be read: ${why}.`);
  }
}

/**
 * Writes a whole file. It names people, so only this account may read it, even if the file was there before.
 * @throws {RefusedError} if it can't be written.
 */
export function writeFile(path: string, content: string | Buffer): void {
  try {
    const file = openSync(path, 'w', ownersOnly);
    try {
      // Not the permissions of a terminal or a pipe.
      if (fstatSync(file).isFile()) fchmodSync(file, ownersOnly);
      writeFileSync(file, content);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw new RefusedError(`${path} can't be written: ${(error as Error).message}.`);
  }
}

/**
 * Writes a whole file in place of an earlier one, for this account only. Whoever reads it meanwhile, or after a crash, finds
 * the earlier one or the new one, never a part.
 * @throws {RefusedError} if it can't be written.
 */
export function replaceFile(path: string, content: string): void {
  const draft = join(dirname(path), `.${basename(path).slice(0, 100)}.${randomUUID()}`);
  try {
    const file = openSync(draft, 'wx', ownersOnly);
    try {
      writeFileSync(file, content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new RefusedError(`${path} can't be written: ${(error as Error).message}.`);
  }
}

/** The permissions of a file that names people. */
export const ownersOnly = 0o600;
