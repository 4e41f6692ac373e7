// What is kept of messages: copies, where the settings name a place, and the journal of accepted ones in the data folder.
import { join } from 'node:path';
import { type Journal, journalIn } from '../activities/notices/delivery/journal.ts';
import { copiesInFolder, type KeptCopies } from '../activities/notices/delivery/kept-copies.ts';
import { copiesInBucket } from '../activities/notices/delivery/kept-copies-bucket.ts';
import { RefusedError } from '../agreements/validation/errors.ts';
import type { Config } from '../config/config.ts';
import type { Reporter } from './engine/progress.ts';

/**
 * Opens the place for copies of sent messages. Checks it now, because a notice is not sent if its copy can't be kept.
 * @throws {RefusedError} naming the place and its setting
 */
export async function openCopies({
  sentFolder,
  sentBucket,
}: Config['mail']): Promise<KeptCopies | undefined> {
  const copies = sentFolder
    ? copiesInFolder(sentFolder)
    : sentBucket
      ? copiesInBucket(sentBucket)
      : undefined;
  return checked(copies);
}

/** The place for one namespace. @throws {RefusedError} as for `openCopies` */
export async function copiesWithin(
  copies: KeptCopies | undefined,
  namespace: string,
): Promise<KeptCopies | undefined> {
  return checked(copies?.within(namespace));
}

async function checked(copies: KeptCopies | undefined): Promise<KeptCopies | undefined> {
  await copies?.check().catch((error: Error) => {
    throw new RefusedError(`${error.message}.`);
  });
  return copies;
}

/** Opens the journal of accepted messages. Mail goes out without it, too, so a folder that can't be written is only told. */
export async function openJournal(
  { dataFolder }: Config,
  say: Reporter['say'],
): Promise<Journal | undefined> {
  const folder = join(dataFolder, 'journal');
  const journal = journalIn(folder);
  try {
    await journal.check();
    return journal;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    say(
      `${folder} can't be written (${code}), so a worker that dies while it sends may send a message twice; set ONEGOV_DATA to a folder that can be written.`,
    );
    return undefined;
  }
}
