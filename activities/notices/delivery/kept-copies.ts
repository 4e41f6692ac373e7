// Keeps copies of sent messages. Each file is one whole message, named by its hash.
import { createHash, randomUUID } from 'node:crypto';
import { chmod, link, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A place for copies. A copy is kept whole or not at all, and never overwrites another. */
export type KeptCopies = {
  /** @throws {Error} that names the place that can't be written, and its setting */
  keep(raw: Buffer, sha256: string): Promise<void>;
  /** Checks that copies can be kept here. @throws {Error} as for `keep` */
  check(): Promise<void>;
  /** A place inside this one, for one namespace. */
  within(name: string): KeptCopies;
};

/**
 * Keeps a copy of a message, if there is a place for it.
 * @returns the message's SHA-256 in hex
 * @throws {Error} with one sentence, if the copy can't be kept
 */
export async function keepCopy(raw: Buffer, copies?: KeptCopies): Promise<string> {
  const sha256 = createHash('sha256').update(raw).digest('hex');
  await copies?.keep(raw, sha256).catch((error: Error) => {
    throw new Error(`Not sent, because no copy could be kept: ${error.message}.`);
  });
  return sha256;
}

/** The path of a copy inside its place. */
export const pathOf = (sha256: string) => `${sha256.slice(0, 2)}/${sha256}.eml`;

/**
 * Copies in a folder, for this account only. The folder is created if it does not exist.
 * @param isOurs nobody else keeps anything in it, so it is closed to other accounts even if it was open
 */
export function copiesInFolder(folder: string, isOurs = false): KeptCopies {
  const asSetting = (file: string) => (error: NodeJS.ErrnoException) => {
    throw new Error(`${file} can't be written (${error.code}); see SENT_FOLDER`);
  };
  return {
    async keep(raw, sha256) {
      const file = join(folder, pathOf(sha256));
      await writeWhole(file, raw).catch(asSetting(file));
    },
    async check() {
      await mkdir(folder, ownersOnly).catch(asSetting(folder));
      if (isOurs) await chmod(folder, ownersOnly.mode).catch(asSetting(folder));
    },
    within: (name) => copiesInFolder(join(folder, name), true),
  };
}

const ownersOnly = { recursive: true, mode: 0o700 };

/** Writes a whole file or nothing. If the file exists, it stays: its name is the hash, so its bytes are the same. */
async function writeWhole(file: string, raw: Buffer): Promise<void> {
  await mkdir(dirname(file), ownersOnly);
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
