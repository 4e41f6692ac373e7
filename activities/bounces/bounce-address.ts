// The envelope sender of a message: a bounce that comes to it names the notice and the contact (VERP).
import { createHmac, timingSafeEqual } from 'node:crypto';
import { keyOf } from '../keys.ts';

export type Bounces = {
  /** Mail to any `bounce+…` address of this domain comes to us. */
  domain: string;
  /** Our secrets: the first one signs, and a signature of any of them is valid. */
  keys: string[];
};

/** What a bounce is about: the first 80 bits of an agreement's key and of a Message-ID, in hex. */
export type Bounced = { agreement: string; message: string };

const digits = 16;

/**
 * `bounce+TOKEN@domain`. A local part has at most 64 characters (RFC 5321, 4.5.3.1.1) and may lose its case on the way,
 * so ids and a mail address don't fit as they are. The token needs no table: 80 bits of the agreement's key find it
 * among the ids that visibility lists; 80 bits of the Message-ID find the receipt on its record, with the obligation and
 * the recipient; and 80 bits of an HMAC of both prove that we made it. A Message-ID is no secret: without the proof,
 * anybody who knows one could make an address look unreachable.
 */
export function bounceAddress(
  { agreement, messageId }: { agreement: string; messageId: string },
  { domain, keys: [key = ''] }: Bounces,
): string {
  const bounced = { agreement: agreementPart(agreement), message: shortened(messageId.slice(1)) };
  const token = [bounced.agreement, bounced.message, proof(bounced, key)].map(toDigits).join('');
  return `bounce+${token}@${domain}`;
}

/** What a bounce to this address is about; undefined if we did not make the address. */
export function readBounceAddress(address: string, { domain, keys }: Bounces): Bounced | undefined {
  const [, token = '', at] = /^bounce\+([0-9a-v]{48})@(.+)$/.exec(address.toLowerCase()) ?? [];
  if (at !== domain.toLowerCase()) return undefined;
  const [agreement, message, given] = [0, 1, 2].map((part) =>
    toHex(token.slice(part * digits, (part + 1) * digits)),
  ) as [string, string, string];
  const bounced = { agreement, message };
  const isOurs = keys.some((key) => timingSafeEqual(Buffer.from(proof(bounced, key)), Buffer.from(given)));
  return isOurs ? bounced : undefined;
}

/** The part of a bounce address that stands for an agreement, made of its id. */
export function agreementPart(agreement: string): string {
  return shortened(keyOf(agreement));
}

/** Is the bounce about the message with this Message-ID, brackets included? */
export function isAboutMessage(bounced: Bounced, messageId: string): boolean {
  return shortened(messageId.slice(1)) === bounced.message;
}

function proof({ agreement, message }: Bounced, key: string): string {
  return shortened(createHmac('sha256', key).update(`bounce ${agreement} ${message}`).digest('hex'));
}

function shortened(hex: string): string {
  return hex.slice(0, 20);
}

/** In base 32: 80 bits are 16 characters, which mean the same in capitals. */
function toDigits(hex: string): string {
  return BigInt(`0x${hex}`).toString(32).padStart(digits, '0');
}

function toHex(text: string): string {
  const value = [...text].reduce((sum, digit) => sum * 32n + BigInt(Number.parseInt(digit, 32)), 0n);
  return value.toString(16).padStart(20, '0');
}
