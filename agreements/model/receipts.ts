// Receipts: the proof of each message and of each change in the directory. The mail server's SMTP reply is kept here.
import type { Instant } from '../time/instants.ts';

/** The proof of one message to one contact. */
export type Receipt = {
  to: string;
  messageId: string;
  /**
   * `uncertain`: the connection broke after the message ended and before the server answered. One more copy is sent; if
   * that one is uncertain, too, or is not wanted any more, it stays so.
   */
  result: 'accepted' | 'refused' | 'uncertain';
  /** It was refused because the mail server knows no such mailbox. This counts as a bounce. */
  noMailbox?: true;
  /** What the mail server answered, or the error, in one line. */
  reply: string;
  /** Wall-clock time of the answer. */
  at: Instant;
  /** The hash of the whole message as it was sent, in hex. Left out: nothing was sent, or no hashes were kept then. */
  sha256?: string;
};

/** The proof of a change in the directory: one line for each resource that changed. */
export type AccessReceipt = { at: Instant; changes: string[] };
