// What proves that a message went out after an export: the kept copies of sent messages, and the workers' journals.
import { open, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { messageKey, threadKey } from '../../activities/keys.ts';
import { type Accepted, acceptedIn } from '../../activities/notices/delivery/journal.ts';
import { receiptsOf } from '../../agreements/contacts/arrivals.ts';
import type { Agreement } from '../../agreements/model/agreement.ts';
import type { Receipt } from '../../agreements/model/receipts.ts';
import { patience } from '../../agreements/obligations/retry.ts';
import type { Evidence } from '../../agreements/restoring/restore.ts';
import type { Instant } from '../../agreements/time/instants.ts';
import { day, isReached, later } from '../../agreements/time/instants.ts';
import { RefusedError } from '../../agreements/validation/errors.ts';

export type Sources = {
  /** The folder of kept copies, as SENT_FOLDER had it. It must be whole. Left out: nothing is known of what was sent. */
  sent?: string | undefined;
  /** The folder of the workers' journal. */
  journal: string;
  /** The address that notices come from. */
  from: string;
  /** When the export began. */
  exportedAt: Instant;
  now: Instant;
};

/**
 * Reads what there is of evidence.
 * @throws {RefusedError} if the folder of kept copies can't be read.
 */
export async function readEvidence({ sent, journal, from, exportedAt, now }: Sources): Promise<Evidence> {
  const accepted = await acceptedIn(journal);
  const kept = sent === undefined ? undefined : await readCopies(sent, later(exportedAt, -patience - day));
  const domain = from.slice(from.lastIndexOf('@') + 1);
  return {
    answered: (receipt) => withAnswer(receipt, accepted),
    receiptOf(agreement, { id }, { email: to }, among) {
      const keyOf = (ids: string[]) => messageKey(agreement.id, agreement.term, ids, to);
      const alone = { to, messageId: `<${keyOf([id])}@${domain}>`, result: 'uncertain', at: now } as const;
      if (!kept || !isWhole(kept, agreement))
        return { ...alone, reply: 'It may have gone out after the export.' };
      const copies = kept.byContact.get(contactKey(threadKey(agreement.id), to)) ?? [];
      const fresh = unknownTo(agreement, copies);
      const sets = setsOf([id, ...among.map((one) => one.id).filter((one) => one !== id)]);
      const known = new Map(sets.map((ids) => [keyOf(ids), ids]));
      const copy = fresh.find(({ key }) => known.get(key)?.includes(id));
      if (copy) {
        const { messageId, sha256, at } = copy;
        const reply =
          'A copy was kept just before it was handed over; the answer of the mail server is not known.';
        return withAnswer({ ...alone, messageId, sha256, at, reply }, accepted);
      }
      const isUnexplained = fresh.some(({ key }) => !known.has(key));
      const reply =
        'Another message of this agreement went to this contact after the export; it may have held this notice.';
      return isUnexplained ? { ...alone, reply } : undefined;
    },
  };
}

function withAnswer(receipt: Receipt, accepted: ReadonlyMap<string, Accepted>): Receipt {
  const known = receipt.result === 'uncertain' ? accepted.get(receipt.sha256 ?? '') : undefined;
  return known ? { ...receipt, result: 'accepted', ...known } : receipt;
}

/** A message holds one notice or several. More than so many at once are not told apart. */
const mostTogether = 10;

/** All sets of these ids. */
function setsOf(ids: string[]): string[][] {
  const sets: string[][] = [[]];
  for (const id of ids.slice(0, mostTogether)) sets.push(...sets.map((one) => [...one, id]));
  return sets;
}

// --- kept copies

type Copy = { key: string; messageId: string; sha256: string; at: Instant };

type Kept = { byContact: Map<string, Copy[]>; hashes: Set<string> };

/** Does it have the last message of the agreement that the export knows? Then it is the right folder, and not empty. */
function isWhole({ hashes }: Kept, agreement: Agreement): boolean {
  const sent = receiptsOf(agreement).flatMap(({ receipt: { sha256, at } }) =>
    sha256 ? [{ sha256, at }] : [],
  );
  const last = sent.reduce<(typeof sent)[number] | undefined>(
    (latest, one) => (latest && isReached(one.at, latest.at) ? latest : one),
    undefined,
  );
  return last === undefined ? hashes.size > 0 : hashes.has(last.sha256);
}

/** Those that the agreement has no receipt of. */
function unknownTo(agreement: Agreement, copies: Copy[]): Copy[] {
  const known = new Set(receiptsOf(agreement).map(({ receipt }) => receipt.messageId));
  return copies.filter(({ messageId }) => !known.has(messageId));
}

/** The messages of each agreement to each contact, from an instant on. */
async function readCopies(folder: string, since: Instant): Promise<Kept> {
  const byContact = new Map<string, Copy[]>();
  const hashes = new Set<string>();
  for await (const path of copiesIn(folder)) {
    const head = await headOf(path);
    const [thread, messageId] = [idIn(head['in-reply-to']), idIn(head['message-id'])];
    const to = /<([^<>]+)>\s*$/.exec(head.to ?? '')?.[1] ?? head.to?.trim();
    const at = new Date(head.date ?? '');
    const sha256 = /([0-9a-f]{64})\.eml$/.exec(path)?.[1];
    if (sha256) hashes.add(sha256);
    if (!thread || !messageId || !to || !sha256 || !(at.getTime() >= Date.parse(since))) continue;
    const key = contactKey(thread.key, to);
    const copy = { ...messageId, sha256, at: at.toISOString() };
    byContact.set(key, [...(byContact.get(key) ?? []), copy]);
  }
  return { byContact, hashes };
}

async function* copiesIn(folder: string): AsyncIterable<string> {
  try {
    for await (const entry of await opendir(folder, { recursive: true }))
      if (entry.isFile() && entry.name.endsWith('.eml'))
        yield join(entry.parentPath ?? entry.path, entry.name);
  } catch (error) {
    throw new RefusedError(`The folder ${folder} can't be read: ${(error as Error).message}.`);
  }
}

/** The headers of a message, by their names in lower case. */
async function headOf(path: string): Promise<Record<string, string>> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headSize), 0, headSize, 0);
    const [head = ''] = buffer.toString('utf8', 0, bytesRead).split('\r\n\r\n', 1);
    const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
    return Object.fromEntries(
      lines.map((line) => [
        line.slice(0, line.indexOf(':')).toLowerCase(),
        line.slice(line.indexOf(':') + 1),
      ]),
    );
  } finally {
    await file.close();
  }
}

/** More than the headers of our messages have. */
const headSize = 16_384;

function idIn(header = ''): { messageId: string; key: string } | undefined {
  const [messageId, key] = /<([^<>@]+)@[^<>]*>/.exec(header) ?? [];
  return messageId && key ? { messageId, key } : undefined;
}

function contactKey(thread: string, to: string): string {
  return `${thread} ${to.toLowerCase()}`;
}
