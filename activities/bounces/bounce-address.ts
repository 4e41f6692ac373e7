// The bounce address: the envelope sender of one message. A bounce to this address names the notice and the contact (VERP).
import { createHmac, timingSafeEqual } from 'node:crypto';
import { keyOf } from '../keys.ts';

export type Bounces = {
  /** Mail to any `bounce+…` address of this domain comes to us. */
  domain: string;
  /** Our secrets. The first one signs, and signatures of all of them are valid. */
  keys: string[];
};

/** The agreement and the message that a bounce is about: the first 80 bits of the agreement's key and of the Message-ID, in hex. */
export type BounceTarget = { agreement: string; message: string };

const digits = 16;

/**
 * Makes the bounce address of a message: `bounce+TOKEN@domain`. A local part has at most 64 characters (RFC 5321,
 * 4.5.3.1.1), and servers may change its case, so ids and mail addresses don't fit. The token needs no table. It has three
 * parts of 80 bits:
 * - the agreement's key, which finds the agreement among the ids that visibility lists
 * - the Message-ID, which finds the receipt on the record, with the obligation and the recipient
 * - an HMAC of both, which proves that we made the token. A Message-ID is not secret. Without this proof, anyone who knows
 *   a Message-ID could make an address look unreachable.
 */
export function bounceAddress(
  { agreement, messageId }: { agreement: string; messageId: string },
  { domain, keys: [key = ''] }: Bounces,
): string {
  const bounced = { agreement: agreementPart(agreement), message: shortened(messageId.slice(1)) };
  const token = [bounced.agreement, bounced.message, proof(bounced, key)].map(toDigits).join('');
  return `bounce+${token}@${domain}`;
}

/** Reads a bounce address: the agreement and the message. Undefined if we did not make the address. */
export function readBounceAddress(address: string, { domain, keys }: Bounces): BounceTarget | undefined {
  const [, token = '', at] = /^bounce\+([0-9a-v]{48})@(.+)$/.exec(address.toLowerCase()) ?? [];
  if (at !== domain.toLowerCase()) return undefined;
  const [agreement, message, given] = [0, 1, 2].map((part) =>
    toHex(token.slice(part * digits, (part + 1) * digits)),
  ) as [string, string, string];
  const bounced = { agreement, message };
  const isOurs = keys.some((key) => timingSafeEqual(Buffer.from(proof(bounced, key)), Buffer.from(given)));
  return isOurs ? bounced : undefined;
}

/** The part of a bounce address that stands for the agreement with this id. */
export function agreementPart(agreement: string): string {
  return shortened(keyOf(agreement));
}

/** Is the bounce about the message with this Message-ID, brackets included? */
export function isAboutMessage(bounced: BounceTarget, messageId: string): boolean {
  return shortened(messageId.slice(1)) === bounced.message;
}

function proof({ agreement, message }: BounceTarget, key: string): string {
  return shortened(createHmac('sha256', key).update(`bounce ${agreement} ${message}`).digest('hex'));
}

function shortened(hex: string): string {
  return hex.slice(0, 20);
}

/** In base 32, where 80 bits are 16 characters and case does not matter. */
function toDigits(hex: string): string {
  return BigInt(`0x${hex}`).toString(32).padStart(digits, '0');
}

function toHex(text: string): string {
  const value = [...text].reduce((sum, digit) => sum * 32n + BigInt(Number.parseInt(digit, 32)), 0n);
  return value.toString(16).padStart(20, '0');
}
