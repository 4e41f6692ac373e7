// Short keys that stand for ids in mail: in Message-IDs, calendar entries and bounce addresses.
import { createHash } from 'node:crypto';

/** A key for these parts: 128 bits in hex. The same parts always give the same key. */
export function keyOf(...parts: string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

/** The left part of the Message-ID of the message that carries out these obligations for one contact. */
export function messageKey(
  agreement: string,
  term: { number: number },
  obligations: string[],
  to: string,
): string {
  return keyOf(agreement, String(term.number), ...obligations.toSorted(), to.toLowerCase());
}

/** The left part of the id that all messages of an agreement refer to. No message has it. */
export function threadKey(agreement: string): string {
  return keyOf(agreement);
}
