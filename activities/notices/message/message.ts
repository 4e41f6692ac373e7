// A message: one mail to one contact. The same order always gives the same bytes.
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
  /** The operators' address. Alerts go there, and replies too if `replyTo` is left out. */
  operators: string;
  replyTo?: string | undefined;
  /** The addresses for bounces. Left out: bounces go to `from`. */
  bounces?: Bounces | undefined;
  /** Left out: this program does not sign. The mail server may. */
  dkim?: Dkim | undefined;
  /** The pages where recipients answer, each by their own link. Left out: recipients can answer by reply only. */
  links?: Links | undefined;
  /** Letters in offers' own words. Left out: none. */
  templates?: Templates | undefined;
  /** All offers in the catalog, which letters may name. Left out: none. */
  offers?: OfferName[] | undefined;
  /** Marks every message as part of a rehearsal. */
  rehearsal?: boolean | undefined;
};

/**
 * Asks other machines not to answer (RFC 3834; the second header is for Exchange). Non-delivery reports still come, because
 * they show that a notice did not arrive.
 */
export const noAutomaticReply = {
  'Auto-Submitted': 'auto-generated',
  'X-Auto-Response-Suppress': 'DR, RN, NRN, OOF, AutoReply',
};

export type Message = {
  /** The obligations that this message carries out. */
  obligations: string[];
  /** The Message-ID, brackets included. */
  id: string;
  to: string;
  /** The envelope sender, where bounces go. */
  from: string;
  /** May the whole message wait until the contact is below the daily limit? */
  mayWait: boolean;
  /** Is it an alert that may wait because the operators got such an alert of another agreement? */
  shared?: boolean;
  /** The content, in the recipient's language. */
  content: Content;
  /** Makes the bytes of the whole message. notice-messages.ts and report-message.ts set it. */
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

/** So much of a subject is written, in characters. */
const longestSubject = 300;

/** A subject that fits a line of a header: a word is not folded, and a line may have 998 characters (RFC 5322, 2.1.1). */
export function fitting(subject: string): string {
  const characters = [...subject];
  return characters.length > longestSubject
    ? `${characters.slice(0, longestSubject - 1).join('')}…`
    : subject;
}

/** The domain that a message comes from. */
export function domainOf({ from }: Sender): string {
  return from.slice(from.lastIndexOf('@') + 1);
}
