// What comes of what people do to an agreement.

import { receivedWith } from '../contacts/messages-received.ts';
import { hasCompleted, isSameAddress } from '../contacts/recipients.ts';
import { sentAgain } from '../lifecycle/delivery-issues.ts';
import type { Agreement } from '../model/agreement.ts';
import type { AgreementEvent, Replan } from '../model/events.ts';
import type { Contact } from '../model/parties.ts';
import type { Instant } from '../time/instants.ts';
import { RefusedError } from '../validation/errors.ts';
import { check, contactAt, messageTo, sentNotice } from './check.ts';
import type { Command, Examined } from './command.ts';

/**
 * What happens by a command.
 * @throws {RefusedError} if it does not fit the agreement as it is.
 */
export function decide(agreement: Agreement, { command, replan }: Examined, now: Instant): AgreementEvent[] {
  check(agreement, command, now);
  const { by, reason, answers } = command;
  const act = {
    at: now,
    by,
    ...(reason !== undefined && { reason }),
    ...(answers !== undefined && { answers }),
  };
  switch (command.type) {
    case 'accept':
      return [{ type: 'accepted', ...act, ...referenceOf(command), ...(replan && { replan }) }];
    case 'determine': {
      const { determination: id, reference } = command;
      return [{ type: 'determined', ...act, determination: { id, at: now, by, reference } }];
    }
    case 'renew': {
      const { price, length = ownLength(agreement) } = command;
      const decision = { kind: 'renew' as const, ...act, length, ...(price && { price }) };
      return [{ type: 'decided', ...act, decision }];
    }
    case 'decline':
      return [{ type: 'decided', ...act, decision: { kind: 'decline', ...act } }];
    case 'switch':
      return [{ type: 'decided', ...act, decision: { kind: 'decline', ...act, to: command.to } }];
    case 'extend':
      return [{ type: 'extended', ...act, length: command.length, replan: needed(replan) }];
    case 'amend':
      return [{ type: 'amended', ...act, replan: needed(replan) }];
    case 'suspend':
      return [{ type: 'suspended', ...act }];
    case 'reinstate':
      return [{ type: 'reinstated', ...act, clock: command.clock, ...(replan && { replan }) }];
    case 'terminate':
      return [{ type: 'terminated', ...act }];
    case 'change-contacts':
      return [{ type: 'contacts-changed', ...act, contacts: command.contacts }];
    case 'retry':
      return [{ type: 'retried', ...act }];
    case 'acknowledge':
      return acknowledgedBy(agreement, command).map((notice) => ({ type: 'acknowledged', ...act, notice }));
    case 'resend': {
      const notice = sentNotice(agreement, command.notice);
      return [{ type: 'resent', ...act, notice: notice.id, again: sentAgain(notice, now, agreement) }];
    }
    case 'bounced': {
      const { address, messageId, passing } = command;
      const message = messageTo(agreement, address, messageId);
      return [{ type: 'bounced', ...act, address, ...message, ...(passing && { passing }) }];
    }
    case 'hold':
      return [{ type: 'held', ...act, ...(command.ofOffer && { ofOffer: true }) }];
    case 'release':
      return [{ type: 'released', ...act, ...(replan && { replan }) }];
    case 'ask-renewal':
      return [{ type: 'renewal-asked', ...act }];
    case 'name-contact':
      return [{ type: 'contacts-changed', ...act, contacts: withContact(agreement, command) }];
    case 'leave':
      return [{ type: 'contact-left', ...act, contact: contactAt(agreement, command.contact) }];
    case 'pace': {
      const { contact, pace } = command;
      return [{ type: 'pace-chosen', ...act, contact, pace }];
    }
    case 'send-link':
      return [{ type: 'link-asked', ...act, contact: contactAt(agreement, command.contact) }];
    case 'trained': {
      const { people, training } = command;
      const isFirst = (one: string, index: number) =>
        people.findIndex((other) => isSameAddress(one, other)) === index;
      const fresh = people.filter(isFirst).filter((one) => !hasCompleted(agreement, one));
      return [{ type: 'trained', ...act, people: fresh, ...(training !== undefined && { training }) }];
    }
    default:
      return command satisfies never;
  }
}

/** A contact has got all that was in the same message. */
function acknowledgedBy(
  agreement: Agreement,
  { notice, contact }: Extract<Command, { type: 'acknowledge' }>,
): string[] {
  return notice !== undefined && contact !== undefined
    ? receivedWith(agreement, notice, contact)
    : [sentNotice(agreement, notice).id];
}

/** In the place of the one with the same address, or of the one instead of whom; else after the others. */
function withContact(
  { contacts }: Agreement,
  { contact, instead = contact.email }: Extract<Command, { type: 'name-contact' }>,
): Contact[] {
  const others = contacts.filter(
    ({ email }) => isSameAddress(email, instead) || !isSameAddress(email, contact.email),
  );
  const isReplaced = ({ email }: Contact) => isSameAddress(email, instead);
  return others.some(isReplaced)
    ? others.map((one) => (isReplaced(one) ? contact : one))
    : [...others, contact];
}

function referenceOf({ reference }: { reference?: string }): { reference?: string } {
  return reference === undefined ? {} : { reference };
}

/** The next term is as long as the offer's, unless told otherwise; after a fixed end it has to be told. */
function ownLength({ id, offer }: Agreement): string {
  if ('length' in offer.term) return offer.term.length;
  throw new RefusedError(`Say how long the next term of ${id} is ("length"): this one has a fixed end.`);
}

function needed(replan: Replan | undefined): Replan {
  if (!replan) throw new RefusedError('The dates that this leads to were not worked out.');
  return replan;
}
