// What was sent, kept: each message whole, under its hash.
import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Where messages are kept: all of one or nothing, and never over another. */
export type Sent = {
  /** @throws {Error} saying where it can't be kept, and which setting names that place. */
  keep(raw: Buffer, sha256: string): Promise<void>;
  /** @throws {Error} likewise, if nothing can be kept there. */
  check(): Promise<void>;
  /** A place within, for one namespace. */
  within(name: string): Sent;
};

/**
 * Keeps a message, if there is a place for it.
 * @returns its SHA-256 in hex
 * @throws {Error} in one sentence, if it can't be kept.
 */
export async function keepMessage(raw: Buffer, sent?: Sent): Promise<string> {
  const sha256 = createHash('sha256').update(raw).digest('hex');
  await sent?.keep(raw, sha256).catch((error: Error) => {
    throw new Error(`Not handed over, for ${error.message}.`);
  });
  return sha256;
}

/** Where a message is, within the place. */
export const pathOf = (sha256: string) => `${sha256.slice(0, 2)}/${sha256}.eml`;

/** A folder, made where it is not there. */
export function sentFolder(folder: string): Sent {
  const asSetting = (file: string) => (error: NodeJS.ErrnoException) => {
    throw new Error(`${file} can't be written (${error.code}); see SENT_FOLDER`);
  };
  return {
    async keep(raw, sha256) {
      const file = join(folder, pathOf(sha256));
      await writeWhole(file, raw).catch(asSetting(file));
    },
    async check() {
      await mkdir(folder, { recursive: true }).catch(asSetting(folder));
    },
    within: (name) => sentFolder(join(folder, name)),
  };
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
