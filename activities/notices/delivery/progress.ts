// The progress of a delivery: what was handed over, and the result of it. Heartbeats carry it from try to try.
import { Temporal } from 'temporal-polyfill';
import type { DeliveryProgress } from '../../../agreements/delivery/order-types.ts';
import type { Receipt } from '../../../agreements/model/obligations.ts';
import type { Message } from '../message/message.ts';

type Entry = Pick<Receipt, 'result' | 'reply' | 'sha256' | 'noMailbox'>;

/** How often a message may be handed over without an answer. The second time it is the same bytes again. */
const mostHandOvers = 2;

/** The progress so far; none yet: with an empty list for each obligation. */
export function progressSoFar(obligations: string[], soFar?: DeliveryProgress): DeliveryProgress {
  return soFar ?? { delivery: Object.fromEntries(obligations.map((id) => [id, []])), uncertain: [] };
}

/** Is the message still to be sent? What was handed over without an answer is sent once more. */
export function isStillToSend(progress: DeliveryProgress, message: Message): boolean {
  const receipt = receiptOf(progress, message);
  if (!receipt) return true;
  const handOvers = progress.uncertain.filter((id) => id === message.id).length;
  return receipt.result === 'uncertain' && handOvers < mostHandOvers;
}

/** The receipt of a message so far. It is the same for each of its obligations. */
export function receiptOf(
  { delivery }: DeliveryProgress,
  { obligations: [first = ''], id }: Message,
): Receipt | undefined {
  return delivery[first]?.find(({ messageId }) => messageId === id);
}

/** The progress when these bytes are about to be handed over: until the server answers, it is uncertain whether they arrive. */
export function handedOver(progress: DeliveryProgress, message: Message, sha256: string): DeliveryProgress {
  const entry: Entry = { result: 'uncertain', reply: 'The answer of the mail server was not seen.', sha256 };
  return {
    ...withReceipt(progress, message, entry),
    uncertain: [...progress.uncertain, message.id],
  };
}

/** The progress with this receipt of the message under each of its obligations, in place of an earlier one. */
export function withReceipt(progress: DeliveryProgress, message: Message, entry: Entry): DeliveryProgress {
  const { obligations, id: messageId, to } = message;
  const at = Temporal.Now.instant().round('second').toString();
  const receipt: Receipt = { to, messageId, ...entry, at };
  const changed = obligations.map((obligation) => {
    const others = (progress.delivery[obligation] ?? []).filter((other) => other.messageId !== messageId);
    return [obligation, [...others, receipt]];
  });
  return { ...progress, delivery: { ...progress.delivery, ...Object.fromEntries(changed) } };
}
