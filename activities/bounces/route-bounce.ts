// Routes a bounce to its agreement. The bounce address names the agreement; the status notification says what failed.

import { receiptsOf } from '../../agreements/contacts/arrivals.ts';
import { isSameAddress } from '../../agreements/contacts/recipients.ts';
import { type BounceMeaning, meaningOf } from '../../agreements/delivery/bounce-meaning.ts';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { AlreadyDoneError, RefusedError } from '../../agreements/validation/errors.ts';
import { type Bounces, type BounceTarget, isAboutMessage, readBounceAddress } from './bounce-address.ts';
import { type Bounce, readBounces } from './read-bounces.ts';

/** One bounced message: the contact's address, our Message-ID, the server's reason, and what it means. */
export type BouncedMail = { address: string; messageId: string; reason: string; meaning?: BounceMeaning };

/** The agreements, as far as a bounce needs them. If an agreement can't be reached for now, the error is not a RefusedError. */
export type BounceRegister = {
  /** The id of the agreement that this part of a bounce address stands for. */
  find(part: string): Promise<string | undefined>;
  view(id: string): Promise<Agreement>;
  /** Records the bounce. @throws {AlreadyDoneError} if the bounce is on record already; {RefusedError} if the agreement is over. */
  bounced(id: string, mail: BouncedMail): Promise<unknown>;
  /** Called for each bounce that can't be recorded, with the reason. */
  unrecorded(id: string, mail: BouncedMail, why: WhyUnrecorded): Promise<unknown>;
};

/** `elsewhere`: another address bounced. The contact's mail is forwarded there, or it is another name of the mailbox. */
export type WhyUnrecorded = 'over' | 'elsewhere';

/**
 * The result of routing a bounce. Only `noted` changes the agreement.
 * - `known`: the bounce is on record already.
 * - `elsewhere`: an address other than the contact's own bounced.
 * - `unknown`: the bounce is not about a notice. A bounced alert is `unknown`, so it causes no further alert.
 * - `early`: our message is not on record yet, so the sender should deliver the bounce again.
 */
export type BounceResult =
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
 * Records a bounce with its agreement, once. Only an envelope recipient that we signed counts. This is checked before the
 * message is read, so a forged bounce costs nothing.
 * @param to the envelope recipient of the bounce
 */
export async function routeBounce(
  { to, raw }: { to: string; raw: Buffer },
  bounces: Bounces,
  register: BounceRegister,
): Promise<BounceResult> {
  const about = readBounceAddress(to, bounces);
  if (!about) return 'forged';
  const found = await readBounces(raw);
  if (found.length === 0) return 'no bounce';
  const failures = found.filter(({ action }) => action === 'failed');
  if (failures.length === 0) return 'temporary';
  const id = await register.find(about.agreement);
  return id === undefined ? 'unknown' : record(id, about, failures, register);
}

async function record(
  id: string,
  about: BounceTarget,
  failures: Bounce[],
  register: BounceRegister,
): Promise<BounceResult> {
  const agreement = await register.view(id);
  const message = receiptsOf(agreement).find(({ receipt }) => isAboutMessage(about, receipt.messageId));
  // The receipts of one delivery are recorded together, so a quick bounce may come before the receipt of its message.
  if (!message) return agreement.plan.length > 0 ? 'early' : 'unknown';
  if (!message.notice) return 'unknown';
  const { to: address, messageId } = message.receipt;
  // If mail is forwarded or goes to a group, other addresses may fail while the contact's own address works.
  const own = failures.find(({ recipient = address }) => isSameAddress(recipient, address));
  if (!own) {
    const [{ recipient, diagnostic } = { recipient: undefined, diagnostic: '' }] = failures;
    await register.unrecorded(id, { address, messageId, reason: `${recipient}: ${diagnostic}` }, 'elsewhere');
    return 'elsewhere';
  }
  const mail: BouncedMail = { address, messageId, reason: own.diagnostic, meaning: meaningOf(own) };
  try {
    await register.bounced(id, mail);
    return 'noted';
  } catch (error) {
    if (error instanceof AlreadyDoneError) return 'known';
    if (!(error instanceof RefusedError)) throw error;
    await register.unrecorded(id, mail, 'over');
    return 'over';
  }
}
