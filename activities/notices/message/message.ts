// A message: one mail to one contact, made so that the same order always gives the same bytes.
import type { Bounces } from '../../bounces/bounce-address.ts';
import type { Content } from '../content/content.ts';
import type { OfferName } from '../letters/facts.ts';
import type { Links } from '../links/signed-links.ts';
import type { Templates } from '../templates/own-letter.ts';
import type { Dkim } from './dkim.ts';

export type Sender = {
  /** The address in From. */
  from: string;
  /** The name in From. */
  name?: string | undefined;
  /** The operators' address: alerts go there, and replies if nothing else is said. */
  operators: string;
  replyTo?: string | undefined;
  /** Where bounces go; left out: to `from`. */
  bounces?: Bounces | undefined;
  /** Left out: the mail server signs, or nobody. */
  dkim?: Dkim | undefined;
  /** Where each recipient answers, by a link of their own; left out: by reply only. */
  links?: Links | undefined;
  /** The own letters of offers; left out: none. */
  templates?: Templates | undefined;
  /** All offers of the catalog, for letters to name; left out: none. */
  offers?: OfferName[] | undefined;
  /** Marks every message as part of a rehearsal. */
  rehearsal?: boolean | undefined;
};

/**
 * Asks other machines not to answer (RFC 3834; the second header is for Exchange). Non-delivery reports still come:
 * they tell that a notice did not arrive.
 */
export const noAutomaticReply = {
  'Auto-Submitted': 'auto-generated',
  'X-Auto-Response-Suppress': 'DR, RN, NRN, OOF, AutoReply',
};

export type Message = {
  /** The obligations that it carries out. */
  obligations: string[];
  /** The Message-ID, brackets included. */
  id: string;
  to: string;
  /** The envelope sender: where a bounce goes. */
  from: string;
  /** May all of it wait for a day on which the contact gets fewer messages? */
  mayWait: boolean;
  /** What it says, in the recipient's language. */
  content: Content;
  /** The whole message as it goes out. */
  compose: () => Promise<Buffer>;
};

/** The message for the SMTP client: its envelope and its bytes. */
export async function mailOf({
  from,
  to,
  compose,
}: Message): Promise<{ from: string; to: string; raw: Buffer }> {
  return { from, to, raw: await compose() };
}

/** The domain that a message comes from. */
export function domainOf({ from }: Sender): string {
  return from.slice(from.lastIndexOf('@') + 1);
}
