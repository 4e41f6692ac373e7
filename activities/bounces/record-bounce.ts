// Records a bounce: from the address that it came to and its status notification to the agreement that it is about.

import { receiptsOf } from '../../agreements/contacts/receipts.ts';
import { isSameAddress } from '../../agreements/contacts/recipients.ts';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { AlreadyDoneError, RefusedError } from '../../agreements/validation/errors.ts';
import { type Bounced, type Bounces, isAboutMessage, readBounceAddress } from './bounce-address.ts';
import { type Bounce, readBounces } from './read-bounces.ts';

/**
 * What bounced: from which address, in which message of ours, and what the server said.
 * `passing`: the cause may pass, so later notices still go to that address.
 */
export type BouncedMail = { address: string; messageId: string; reason: string; passing?: true };

/** The agreements, as far as a bounce needs them. What can't be reached for now does not reject with a RefusedError. */
export type BounceRegister = {
  /** The id of the agreement that this part of a bounce address stands for. */
  find(part: string): Promise<string | undefined>;
  view(id: string): Promise<Agreement>;
  /** Records the bounce. @throws {AlreadyDoneError} if it is on record; {RefusedError} if the agreement is over. */
  bounced(id: string, mail: BouncedMail): Promise<unknown>;
  /** Gets each bounce that can't be recorded, and why. */
  unrecorded(id: string, mail: BouncedMail, why: WhyUnrecorded): Promise<unknown>;
};

/** `elsewhere`: an address bounced to which the contact's mail is forwarded, or that is another name for it. */
export type WhyUnrecorded = 'over' | 'elsewhere';

/**
 * The result of recording a bounce. All but `noted` change nothing.
 * `known`: it is on record already. `elsewhere`: an address other than the contact's own bounced.
 * `unknown`: it is about no notice. A bounced alert is `unknown`, so that it causes no other alert.
 * `early`: it is about a message of ours that is not on record yet, so it should be delivered again.
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
 * Records a bounce with its agreement, once. It believes only an envelope recipient that we signed, and checks it before
 * it reads the message: a forged bounce costs nothing.
 * @param to the envelope recipient of the bounce
 */
export async function recordBounce(
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
  about: Bounced,
  failures: Bounce[],
  register: BounceRegister,
): Promise<BounceResult> {
  const agreement = await register.view(id);
  const message = receiptsOf(agreement).find(({ receipt }) => isAboutMessage(about, receipt.messageId));
  // Receipts of one delivery are recorded together, so a quick bounce may come before its receipt.
  if (!message) return agreement.plan.length > 0 ? 'early' : 'unknown';
  if (!message.notice) return 'unknown';
  const { to: address, messageId } = message.receipt;
  // Where mail is forwarded or goes to a group, other addresses may fail: that says nothing about the contact's own.
  const own = failures.find(({ recipient = address }) => isSameAddress(recipient, address));
  if (!own) {
    const [{ recipient, diagnostic } = { recipient: undefined, diagnostic: '' }] = failures;
    await register.unrecorded(id, { address, messageId, reason: `${recipient}: ${diagnostic}` }, 'elsewhere');
    return 'elsewhere';
  }
  const passing = own.status.startsWith('4') && { passing: true as const };
  const mail: BouncedMail = { address, messageId, reason: own.diagnostic, ...passing };
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
