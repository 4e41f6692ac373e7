// Takes what came to a bounce address: from its envelope and its report to the agreement that it is about.

import { receiptsOf } from '../../agreements/contacts/notices-sent.ts';
import { isSameAddress } from '../../agreements/contacts/recipients.ts';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { AlreadyDoneError, RefusedError } from '../../agreements/validation/errors.ts';
import { type Bounced, type Bounces, isAboutMessage, readBounceAddress } from './bounce-address.ts';
import { type Bounce, readBounces } from './read-bounces.ts';

/**
 * What came back: from which address, in which message of ours, and what the server said.
 * `passing`: its trouble may pass, so what follows is still sent there.
 */
export type CameBack = { address: string; messageId: string; reason: string; passing?: true };

/** What it needs of the agreements; what can't be reached for now rejects with something else than a RefusedError. */
export type BounceRegister = {
  /** The id of the agreement that this part of a bounce address stands for. */
  find(part: string): Promise<string | undefined>;
  view(id: string): Promise<Agreement>;
  /** Puts it on record. @throws {AlreadyDoneError} if it is known; {RefusedError} if the agreement is over. */
  bounced(id: string, cameBack: CameBack): Promise<unknown>;
  /** Told what can't be put on record, and why. */
  unrecorded(id: string, cameBack: CameBack, why: Unrecorded): Promise<unknown>;
};

/** The agreement is over; or it came back from an address that the contact's own passed it on to, or is known as. */
export type Unrecorded = 'over' | 'elsewhere';

/**
 * What became of it; all but `noted` change nothing. An alert that bounces is `unknown`: no other alert follows.
 * `elsewhere`: it came back from another address than the contact's own.
 * `early`: its message is one of ours that is not on record yet, so it should be brought again.
 */
export type Taken =
  | 'noted'
  | 'known'
  | 'forged'
  | 'no bounce'
  | 'temporary'
  | 'elsewhere'
  | 'over'
  | 'unknown'
  | 'early';

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
  const found = await readBounces(raw);
  if (found.length === 0) return 'no bounce';
  const failures = found.filter(({ action }) => action === 'failed');
  if (failures.length === 0) return 'temporary';
  const id = await register.find(about.agreement);
  return id === undefined ? 'unknown' : note(id, about, failures, register);
}

async function note(
  id: string,
  about: Bounced,
  failures: Bounce[],
  register: BounceRegister,
): Promise<Taken> {
  const agreement = await register.view(id);
  const message = receiptsOf(agreement).find(({ receipt }) => isAboutMessage(about, receipt.messageId));
  // Receipts come on record together: what a server returns at once may be quicker.
  if (!message) return agreement.plan.length > 0 ? 'early' : 'unknown';
  if (!message.notice) return 'unknown';
  const { to: address, messageId } = message.receipt;
  // Of a forward or a group's mailbox, others' addresses fail as well: that says nothing of the contact's own.
  const own = failures.find(({ recipient = address }) => isSameAddress(recipient, address));
  if (!own) {
    const [{ recipient, diagnostic } = { recipient: undefined, diagnostic: '' }] = failures;
    await register.unrecorded(id, { address, messageId, reason: `${recipient}: ${diagnostic}` }, 'elsewhere');
    return 'elsewhere';
  }
  const passing = own.status.startsWith('4') && { passing: true as const };
  const cameBack: CameBack = { address, messageId, reason: own.diagnostic, ...passing };
  try {
    await register.bounced(id, cameBack);
    return 'noted';
  } catch (error) {
    if (error instanceof AlreadyDoneError) return 'known';
    if (!(error instanceof RefusedError)) throw error;
    await register.unrecorded(id, cameBack, 'over');
    return 'over';
  }
}
