// Who gets a notice, and what comes of having sent it.
import type { AgreementEvent, Contact, Instant, Obligation, Receipt } from './agreement.ts';
import { roles } from './identity.ts';
import type { Role } from './offer.ts';
import { tryAgainAt } from './review.ts';

/** The contacts of these roles; for a role that nobody has, those of the next role that somebody has. */
export function recipientsOf(to: Role[], contacts: Contact[]): Contact[] {
  const reached = new Set(to.flatMap((role) => contactsOf(role, contacts)));
  return contacts.filter((contact) => reached.has(contact));
}

function contactsOf(role: Role, contacts: Contact[]): Contact[] {
  const from = roles.indexOf(role);
  const inTurn = [...roles.slice(from), ...roles.slice(0, from)];
  const found = inTurn.find((one) => contacts.some((contact) => contact.roles.includes(one)));
  return contacts.filter((contact) => found !== undefined && contact.roles.includes(found));
}

/** Who of them has no receipt yet from an earlier try. */
export function stillToReach(recipients: Contact[], receipts: Receipt[] = []): Contact[] {
  return recipients.filter(({ email }) => !receipts.some((receipt) => sameAddress(receipt.to, email)));
}

function sameAddress(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/**
 * What came of a try to send: settled when each message's fate is known, else to be looked at again later,
 * and given up when that has gone on for long enough.
 * @param missing how many messages could not be handed over yet, and why.
 */
export function afterSending(
  obligation: Obligation,
  receipts: Receipt[],
  missing: { count: number; reason: string },
  now: Instant,
): AgreementEvent {
  const { id } = obligation;
  const all = [...(obligation.receipts ?? []), ...receipts];
  const until = missing.count > 0 ? tryAgainAt(obligation, now) : undefined;
  if (until !== undefined) {
    return { type: 'delayed', at: now, id, until, reason: `${id}: ${missing.reason}`, receipts: all };
  }
  const isSent = missing.count === 0 && all.some(({ result }) => result === 'accepted');
  return {
    type: 'settled',
    at: now,
    id,
    outcome: isSent ? 'carried-out' : 'failed',
    receipts: all,
    ...(!isSent && { reason: missing.count > 0 ? missing.reason : 'no recipient is known to have got it' }),
  };
}
