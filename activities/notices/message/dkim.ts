// DKIM (RFC 6376): the sending domain signs a message.
import { buffer } from 'node:stream/consumers';
import DKIM from 'nodemailer/lib/dkim';

/** `privateKey`: RSA, in PEM form. Its public half is in DNS at `SELECTOR._domainkey.DOMAIN`. */
export type Dkim = { domain: string; selector: string; privateKey: string };

/**
 * The message with its signature on top. The same message always gives the same bytes, at any time: RSA with SHA-256 has no
 * randomness, and nodemailer writes no time into the signature (`t=`, `x=`).
 */
export async function signed(message: Buffer, dkim?: Dkim): Promise<Buffer> {
  if (!dkim) return message;
  const { domain: domainName, selector: keySelector, privateKey } = dkim;
  return buffer(new DKIM({ domainName, keySelector, privateKey }).sign(message));
}
