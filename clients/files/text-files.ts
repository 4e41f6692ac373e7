// Files that people name, read and written.
import { readFileSync, writeFileSync } from 'node:fs';
import { RefusedError } from '../../agreements/validation/errors.ts';

/**
 * What a JSON file says, unchecked.
 * @param what to call it where it can't be read
 * @throws {RefusedError} if it can't be read, or is no JSON.
 */
export function jsonFile(path: string, what = path): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new RefusedError(`${what} can't be read: ${(error as Error).message}.`);
  }
}

/**
 * Writes a whole file.
 * @param mode who may read it, if it is new: everybody whom the umask lets
 * @throws {RefusedError} if it can't be written.
 */
export function writeFile(path: string, content: string | Buffer, mode = 0o666): void {
  try {
    writeFileSync(path, content, { mode });
  } catch (error) {
    throw new RefusedError(`${path} can't be written: ${(error as Error).message}.`);
  }
}
