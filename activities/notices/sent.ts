// What was sent, kept: each message whole, in a file named by its hash.
import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Keeps a message in a folder, if there is one: all of it or nothing, and never over another file.
 * @returns its SHA-256 in hex
 * @throws {Error} naming the file, if it can't be written.
 */
export async function keepMessage(raw: Buffer, folder?: string): Promise<string> {
  const sha256 = createHash('sha256').update(raw).digest('hex');
  if (folder === undefined) return sha256;
  const file = join(folder, sha256.slice(0, 2), `${sha256}.eml`);
  try {
    await writeWhole(file, raw);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`Not handed over, for ${file} can't be written (${code}); see SENT_FOLDER.`);
  }
  return sha256;
}

/** A file of this name has these bytes: the one that is there stays. */
async function writeWhole(file: string, raw: Buffer): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  try {
    await writeFile(draft, raw, { mode: 0o600, flag: 'wx', flush: true });
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(draft, { force: true });
  }
}
