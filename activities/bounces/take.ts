// Takes what came to a bounce address: from its envelope and its report to the agreement that it is about.
import type { Agreement } from '../../agreements/agreement.ts';
import { AlreadySo } from '../../agreements/refusal.ts';
import {
  type Bounced,
  type Bounces,
  isAboutAgreement,
  isAboutMessage,
  readBounceAddress,
} from '../notices/bounce-address.ts';
import { type Bounce, readBounce } from './read.ts';

/** What it needs of the agreements; `bounced` puts it on record, and rejects with AlreadySo if it is known. */
export type BounceRegister = {
  ids(): AsyncIterable<string>;
  view(id: string): Promise<Agreement>;
  bounced(id: string, of: { address: string; reason: string }): Promise<unknown>;
};

/** What became of it; all but `noted` change nothing. An alert that bounces is `unknown`: no other alert follows. */
export type Taken = 'noted' | 'known' | 'forged' | 'no bounce' | 'temporary' | 'unknown';

/**
 * Puts a bounce on record with its agreement, once. Only an envelope recipient that we signed is believed, and it is
 * read before the message is: what is forged costs nothing.
 * @param to the envelope recipient that it was sent to
 */
export async function takeBounce(
  { to, raw }: { to: string; raw: Buffer },
  bounces: Bounces,
  register: BounceRegister,
): Promise<Taken> {
  const about = readBounceAddress(to, bounces);
  if (!about) return 'forged';
  const bounce = await readBounce(raw);
  if (!bounce) return 'no bounce';
  if (bounce.action === 'delayed') return 'temporary';
  for await (const id of register.ids())
    if (isAboutAgreement(about, id)) return note(id, about, bounce, register);
  return 'unknown';
}

async function note(
  id: string,
  about: Bounced,
  { diagnostic }: Bounce,
  register: BounceRegister,
): Promise<Taken> {
  const { contacts, record } = await register.view(id);
  const receipts = record.flatMap((entry) =>
    entry.type === 'settled' && entry.notice ? (entry.receipts ?? []) : [],
  );
  const address = receipts.find(({ messageId }) => isAboutMessage(about, messageId))?.to;
  if (address === undefined) return 'unknown';
  // A contact who was replaced since needs nobody any more.
  if (!contacts.some(({ email }) => email.toLowerCase() === address.toLowerCase())) return 'known';
  try {
    await register.bounced(id, { address, reason: diagnostic });
    return 'noted';
  } catch (error) {
    if (error instanceof AlreadySo) return 'known';
    throw error;
  }
}
