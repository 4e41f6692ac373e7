// Routes a bounce to its agreement. The bounce address names the agreement and the message; what came says what failed.

import { receiptsOf } from '../../agreements/contacts/arrivals.ts';
import { meaningOf } from '../../agreements/delivery/bounce-meaning.ts';
import type { Agreement } from '../../agreements/model/agreement.ts';
import type { BounceMeaning } from '../../agreements/model/receipts.ts';
import { AlreadyDoneError, RefusedError } from '../../agreements/validation/errors.ts';
import { type Bounces, type BounceTarget, isAboutMessage, readBounceAddress } from './bounce-address.ts';
import { isSameMailbox } from './failed-address.ts';
import { type Reading, readMail } from './read-bounces.ts';
import { type Bounce, shortened } from './read-report.ts';

/** One bounced message: the contact's address, our Message-ID, the server's reason, and what it means. */
export type BouncedMail = { address: string; messageId: string; reason: string; meaning?: BounceMeaning };

/** What came back for a message and a person has to look at, in a few lines. */
type UnreadMail = { address: string; messageId: string; lines: string[] };

/** The agreements, as far as a bounce needs them. If an agreement can't be reached for now, the error is not a RefusedError. */
export type BounceRegister = {
  /** The id of the agreement that this part of a bounce address stands for. */
  find(part: string): Promise<string | undefined>;
  view(id: string): Promise<Agreement>;
  /** Records the bounce. @throws {AlreadyDoneError} if the bounce is on record already; {RefusedError} if the agreement is over. */
  bounced(id: string, mail: BouncedMail): Promise<unknown>;
  /** Records what a person has to look at. Throws like `bounced`. */
  unread(id: string, mail: UnreadMail): Promise<unknown>;
  /** Called for each bounce that can't be recorded because the agreement is over. */
  unrecorded(id: string, mail: BouncedMail): Promise<unknown>;
};

/**
 * The result of routing a bounce. Only `noted`, `unread`, `elsewhere` and `complaint` change the agreement.
 * - `known`: the bounce is on record already.
 * - `unread`: nobody can tell what failed, so a person has to read it.
 * - `elsewhere`: an address other than the contact's own bounced. It is a member of a group, the contact's mail is
 *   forwarded there, or it is another name of the mailbox. A person has to find out.
 * - `complaint`: it is no bounce. Somebody reports our message as unwanted, so a person has to look at it.
 * - `unknown`: the bounce is not about a notice. A bounced alert is `unknown`, so it causes no further alert.
 * - `early`: our message is not on record yet, so the sender should deliver the bounce again.
 */
export type BounceResult =
  | 'noted'
  | 'known'
  | 'unread'
  | 'forged'
  | 'no bounce'
  | 'temporary'
  | 'elsewhere'
  | 'complaint'
  | 'over'
  | 'unknown'
  | 'early';

/** What came back, if someone has to do something about it. */
type Trouble =
  | { is: 'report'; failures: Bounce[] }
  | { is: 'complaint'; lines: string[] }
  | { is: 'unread'; lines: string[] };

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
  const trouble = troubleIn(await readMail(raw));
  if (typeof trouble === 'string') return trouble;
  const id = await register.find(about.agreement);
  return id === undefined ? 'unknown' : record(id, about, trouble, register);
}

function troubleIn(reading: Reading): Trouble | 'no bounce' | 'temporary' {
  if (reading.is === 'nothing') return 'no bounce';
  if (reading.is !== 'report') return reading;
  const failures = reading.bounces.filter(({ action }) => action !== 'delayed');
  return failures.length > 0 ? { is: 'report', failures } : 'temporary';
}

async function record(
  id: string,
  about: BounceTarget,
  trouble: Trouble,
  register: BounceRegister,
): Promise<BounceResult> {
  const agreement = await viewOf(id, register);
  if (!agreement) return 'unknown';
  const message = receiptsOf(agreement).find(({ receipt }) => isAboutMessage(about, receipt.messageId));
  // The receipts of one delivery are recorded together, so a quick bounce may come before the receipt of its message.
  if (!message) return agreement.plan.length > 0 ? 'early' : 'unknown';
  if (!message.notice) return 'unknown';
  const { to: address, messageId } = message.receipt;
  const sent = { address, messageId };
  const own = trouble.is === 'report' && trouble.failures.find((failure) => isAtContact(failure, address));
  if (own) {
    const mail: BouncedMail = { ...sent, reason: own.diagnostic, meaning: meaningOfFailure(own) };
    return once(
      () => register.bounced(id, mail),
      'noted',
      () => register.unrecorded(id, mail),
    );
  }
  const { is, lines } = forPerson(trouble);
  return once(
    () => register.unread(id, { ...sent, lines }),
    is,
    () => register.unrecorded(id, { ...sent, reason: lines.join(' / ') }),
  );
}

/** What a person has to look at, in a few lines. */
function forPerson(trouble: Trouble): { is: 'elsewhere' | 'complaint' | 'unread'; lines: string[] } {
  switch (trouble.is) {
    case 'report':
      return { is: 'elsewhere', lines: [elsewhere, ...trouble.failures.slice(0, mostNamed).map(lineOf)] };
    case 'complaint':
      return { is: 'complaint', lines: [complaint, ...trouble.lines] };
    case 'unread':
      return trouble;
    default:
      return trouble satisfies never;
  }
}

const elsewhere =
  'Another address bounced: a member of a group, where the mail is forwarded, or another name of the mailbox.';
const complaint =
  'A complaint: a reader marked the message as spam, or a check of its sender failed (SPF, DKIM, DMARC).';

/** Of the addresses that failed. */
const mostNamed = 5;

function lineOf({ member, recipient, diagnostic }: Bounce): string {
  return shortened(`${member ?? recipient}: ${diagnostic}`);
}

/** Undefined if the server no longer keeps it: asking for the bounce again would not help. */
async function viewOf(id: string, register: BounceRegister): Promise<Agreement | undefined> {
  try {
    return await register.view(id);
  } catch (error) {
    if (error instanceof RefusedError) return undefined;
    throw error;
  }
}

/** The contact's own address failed. Where mail is forwarded or goes to a group, others may fail while it works. */
function isAtContact({ recipient, member }: Bounce, address: string): boolean {
  return isSameMailbox(member ?? recipient ?? address, address);
}

/** A server that stopped trying found nothing wrong with the mailbox. */
function meaningOfFailure(failure: Bounce): BounceMeaning {
  return failure.action === 'expired' ? 'passing' : meaningOf(failure);
}

/** What came of recording it: it may be on record already, or the agreement may be over. */
async function once(
  recordIt: () => Promise<unknown>,
  done: BounceResult,
  ifOver: () => Promise<unknown>,
): Promise<BounceResult> {
  try {
    await recordIt();
    return done;
  } catch (error) {
    if (error instanceof AlreadyDoneError) return 'known';
    if (!(error instanceof RefusedError)) throw error;
    await ifOver();
    return 'over';
  }
}
