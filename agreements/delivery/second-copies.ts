// Second copies: a message that the mail server was given and did not answer goes out once more, with the same bytes.

import { isSameAddress, recipientsOf } from '../contacts/recipients.ts';
import type { Agreement } from '../model/agreement.ts';
import type { Obligation } from '../model/obligations.ts';
import type { Receipt } from '../model/receipts.ts';
import type { Unanswered } from '../model/unanswered.ts';
import { patience, tryAgainAt } from '../obligations/retry.ts';
import type { Instant } from '../time/instants.ts';
import { between, earliest } from '../time/instants.ts';
import type { DeliveryOrder, DeliveryProgress } from './order-types.ts';

/** How often a message may be handed over without an answer. */
const mostHandOvers = 2;

/** Is one more copy of a message owed: was it handed over once, without an answer? */
export function isCopyOwed({ uncertain }: DeliveryProgress, { result, messageId }: Receipt): boolean {
  const handOvers = uncertain.filter((id) => id === messageId).length;
  return result === 'uncertain' && handOvers < mostHandOvers;
}

/** The messages of an order whose second copies are still owed; nothing if there are none. */
export function unansweredOf(order: DeliveryOrder, progress: DeliveryProgress): Unanswered | undefined {
  const { brief, now } = order;
  const owed = Object.entries(progress.delivery).flatMap(([obligation, receipts]) =>
    receipts
      .filter((receipt) => isCopyOwed(progress, receipt))
      .map(({ messageId }) => ({ obligation, messageId })),
  );
  if (owed.length === 0) return undefined;
  const isOwed = (one: { obligation: string }) =>
    owed.some(({ obligation }) => obligation === one.obligation);
  return {
    order: { brief, now, notices: order.notices.filter(isOwed), alerts: order.alerts.filter(isOwed) },
    messages: [...new Set(owed.map(({ messageId }) => messageId))],
  };
}

/** Does an order carry out this obligation? */
export function isIn({ order }: Unanswered, { id }: Obligation): boolean {
  const { notices, alerts } = order as DeliveryOrder;
  return [...notices, ...alerts].some(({ obligation }) => obligation === id);
}

/** Messages to be sent once more: their order, and its progress with these messages only. */
export type SecondCopies = { order: DeliveryOrder; progress: DeliveryProgress };

/**
 * The second copies that go out with these obligations. Left out are messages that someone must not get any more, or
 * that are too old: it stays uncertain whether they arrived.
 */
export function secondCopiesOf(
  agreement: Agreement,
  obligations: Obligation[],
  now: Instant,
): SecondCopies[] {
  const owed = obligations.flatMap(({ unanswered = [] }) => unanswered);
  // Notices that went out in one message each have it stored.
  const different = new Map(owed.map((one) => [JSON.stringify(one), one]));
  return [...different.values()].flatMap(({ order, messages }): SecondCopies[] => {
    const original = order as DeliveryOrder;
    const isWanted = (id: string) =>
      between(original.now, now) < patience && isStillWanted(id, original, obligations, agreement);
    const uncertain = messages.filter(isWanted);
    const delivery = Object.fromEntries(
      [...original.notices, ...original.alerts].map(({ obligation }) => [
        obligation,
        receiptsIn(obligations, obligation).filter(({ messageId }) => uncertain.includes(messageId)),
      ]),
    );
    return uncertain.length > 0 ? [{ order: original, progress: { delivery, uncertain } }] : [];
  });
}

/** When to try again: at the same time for all notices that may have been in one message. */
export function copiesAgainAt(obligations: Obligation[], now: Instant): Instant | undefined {
  return earliest(obligations.flatMap((one) => tryAgainAt(one, now) ?? []));
}

/** Is each notice of a message still to go to its contact? */
function isStillWanted(
  messageId: string,
  { notices }: DeliveryOrder,
  obligations: Obligation[],
  agreement: Agreement,
): boolean {
  const carried = obligations.flatMap((obligation) => {
    const receipt = obligation.receipts?.find((one) => one.messageId === messageId);
    return receipt ? [{ obligation, to: receipt.to }] : [];
  });
  const [first] = carried;
  if (!first || first.obligation.kind === 'alert') return first !== undefined;
  const isFor = (contact: { email: string }) => isSameAddress(contact.email, first.to);
  const inMessage = notices.filter(({ recipients }) => recipients.some(isFor));
  return inMessage.every((notice) =>
    carried.some(
      ({ obligation }) =>
        obligation.id === notice.obligation &&
        obligation.kind === 'notice' &&
        recipientsOf(obligation, agreement).some(isFor),
    ),
  );
}

function receiptsIn(obligations: Obligation[], id: string): Receipt[] {
  return obligations.find((one) => one.id === id)?.receipts ?? [];
}
