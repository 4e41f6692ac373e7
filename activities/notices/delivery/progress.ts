// The account of a delivery: what was handed over, and what came of it. Kept across attempts in the heartbeats.
import { Temporal } from 'temporal-polyfill';
import type { DeliveryProgress } from '../../../agreements/delivery/order-types.ts';
import type { Receipt } from '../../../agreements/model/obligations.ts';
import type { Message } from '../message/message.ts';

type Entry = Pick<Receipt, 'result' | 'reply' | 'sha256' | 'noMailbox'>;

/** A message may be handed over this often without an answer: the second time it is the same bytes again. */
const mostHandOvers = 2;

/** The account so far; an empty one with a place for each obligation if there is none. */
export function openAccount(obligations: string[], soFar?: DeliveryProgress): DeliveryProgress {
  return soFar ?? { delivery: Object.fromEntries(obligations.map((id) => [id, []])), uncertain: [] };
}

/** Is the message still to be sent? What was handed over without an answer is, once more. */
export function isOpen(account: DeliveryProgress, message: Message): boolean {
  const receipt = receiptOf(account, message);
  if (!receipt) return true;
  const handOvers = account.uncertain.filter((id) => id === message.id).length;
  return receipt.result === 'uncertain' && handOvers < mostHandOvers;
}

/** What is known of the message so far: the same for each of its obligations. */
export function receiptOf(
  { delivery }: DeliveryProgress,
  { obligations: [first = ''], id }: Message,
): Receipt | undefined {
  return delivery[first]?.find(({ messageId }) => messageId === id);
}

/** These bytes are about to be handed over: unless more is heard of them, nobody knows whether they arrived. */
export function handedOver(account: DeliveryProgress, message: Message, sha256: string): DeliveryProgress {
  const entry: Entry = { result: 'uncertain', reply: 'The answer of the mail server was not seen.', sha256 };
  return {
    ...withReceipt(account, message, entry),
    uncertain: [...account.uncertain, message.id],
  };
}

/** The account with the message's receipt under each of its obligations, in place of an earlier one. */
export function withReceipt(account: DeliveryProgress, message: Message, entry: Entry): DeliveryProgress {
  const { obligations, id: messageId, to } = message;
  const at = Temporal.Now.instant().round('second').toString();
  const receipt: Receipt = { to, messageId, ...entry, at };
  const changed = obligations.map((obligation) => {
    const others = (account.delivery[obligation] ?? []).filter((other) => other.messageId !== messageId);
    return [obligation, [...others, receipt]];
  });
  return { ...account, delivery: { ...account.delivery, ...Object.fromEntries(changed) } };
}
