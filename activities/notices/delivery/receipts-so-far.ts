// The receipts of a delivery so far: which messages were handed over, and their results. Heartbeats carry them to the next attempt.
import { Temporal } from 'temporal-polyfill';
import type { DeliveryProgress } from '../../../agreements/delivery/order-types.ts';
import { isCopyOwed } from '../../../agreements/delivery/second-copies.ts';
import type { Receipt } from '../../../agreements/model/receipts.ts';
import type { Message } from '../message/message.ts';

/** `at`: left out: now. */
type Entry = Pick<Receipt, 'result' | 'reply' | 'sha256' | 'meaning'> & { at?: Receipt['at'] };

/** The progress so far. At the start, each obligation has an empty list. */
export function progressSoFar(obligations: string[], soFar?: DeliveryProgress): DeliveryProgress {
  return soFar ?? { delivery: Object.fromEntries(obligations.map((id) => [id, []])), uncertain: [] };
}

/** Is the message still to be sent? A message that got no answer is sent once more. */
export function isStillToSend(progress: DeliveryProgress, message: Message): boolean {
  const receipt = receiptOf(progress, message);
  return !receipt || isCopyOwed(progress, receipt);
}

/** The receipt of a message so far. All obligations of the message have the same receipt. */
export function receiptOf(
  { delivery }: DeliveryProgress,
  { obligations: [first = ''], id }: Message,
): Receipt | undefined {
  return delivery[first]?.find(({ messageId }) => messageId === id);
}

/** The Message-IDs of what was handed over. */
export function messageIdsIn({ delivery }: DeliveryProgress): string[] {
  return Object.values(delivery).flatMap((receipts) => receipts.map(({ messageId }) => messageId));
}

/** The progress just before these bytes are handed over. Until the server answers, the result is `uncertain`. */
export function handedOver(progress: DeliveryProgress, message: Message, sha256: string): DeliveryProgress {
  const entry: Entry = { result: 'uncertain', reply: 'The answer of the mail server was not seen.', sha256 };
  return {
    ...withReceipt(progress, message, entry),
    uncertain: [...progress.uncertain, message.id],
  };
}

/** The progress with this receipt of the message, for each of its obligations. It replaces an earlier receipt of the message. */
export function withReceipt(progress: DeliveryProgress, message: Message, entry: Entry): DeliveryProgress {
  const { obligations, id: messageId, to } = message;
  const at = entry.at ?? Temporal.Now.instant().round('second').toString();
  const receipt: Receipt = { to, messageId, ...entry, at };
  const changed = obligations.map((obligation) => {
    const others = (progress.delivery[obligation] ?? []).filter((other) => other.messageId !== messageId);
    return [obligation, [...others, receipt]];
  });
  return { ...progress, delivery: { ...progress.delivery, ...Object.fromEntries(changed) } };
}
