// Reads and writes files that people name.
import { readFileSync, writeFileSync } from 'node:fs';
import { RefusedError } from '../../agreements/validation/errors.ts';

/**
 * The content of a JSON file, unchecked.
 * @param what the file is called if it can't be read
 * @throws {RefusedError} if it can't be read, or is not JSON.
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
 * @param mode the permissions of a new file, less the umask
 * @throws {RefusedError} if it can't be written.
 */
export function writeFile(path: string, content: string | Buffer, mode = 0o666): void {
  try {
    writeFileSync(path, content, { mode });
  } catch (error) {
    throw new RefusedError(`${path} can't be written: ${(error as Error).message}.`);
  }
}
