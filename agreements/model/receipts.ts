// Receipts: the proof of each message and of each change in the directory. The mail server's SMTP reply is kept here.
import type { Instant } from '../time/instants.ts';

/**
 * What a mail server means when it does not take a message:
 * - `no-mailbox`: the mailbox or its domain is gone, so nothing sent there will arrive.
 * - `passing`: the mailbox or its server has trouble that may pass.
 * - `our-mail-refused`: the server refuses our mail, whoever it is for. The address is as good as before.
 * - `message-refused`: the server refuses this message because of its size or content.
 */
export type BounceMeaning = 'no-mailbox' | 'passing' | RefusalMeaning;

/** The fault is not the address's. */
export type RefusalMeaning = 'our-mail-refused' | 'message-refused';

/** The proof of one message to one contact. */
export type Receipt = {
  to: string;
  messageId: string;
  /**
   * `uncertain`: the connection broke after the message ended and before the server answered. One more copy is sent; if
   * that one is uncertain, too, or is not wanted any more, it stays so.
   */
  result: 'accepted' | 'refused' | 'uncertain';
  /** Why the mail server refused it. A refusal with a meaning counts as a bounce. `meaningOfRefusal` in stored.ts gives it. */
  meaning?: BounceMeaning;
  /** In receipts from before there were meanings: the mail server knows no such mailbox. */
  noMailbox?: true;
  /** What the mail server answered, or the error, in one line. */
  reply: string;
  /** Wall-clock time of the answer. */
  at: Instant;
  /** The hash of the whole message as it was sent, in hex. Left out: nothing was sent, or no hashes were kept then. */
  sha256?: string;
};

/** What the directory has of an agreement, by id. The end of access works through these ids. */
export type InDirectory = {
  /** The users that this software created. */
  users: string[];
  groups: { id: string; feature: string }[];
  /** What the directory lacks, and what that means: a sentence each. */
  lacks: string[];
  /** Users who were in its groups when an end of access failed. The groups may be gone, so the next try looks at these. */
  members?: string[];
};

/**
 * The proof of a change in the directory: one line for each resource that changed, and what the directory has by then.
 * Receipts from before there were ids have the lines only: `inDirectory` in stored.ts reads both.
 */
export type AccessReceipt = { at: Instant; changes: string[] } & Partial<InDirectory>;

/** What the directory has by two receipts together. */
export function together(one: InDirectory, other: InDirectory): InDirectory {
  const groups = other.groups.filter(({ id }) => !one.groups.some((known) => known.id === id));
  const members = new Set([...(one.members ?? []), ...(other.members ?? [])]);
  return {
    users: [...new Set([...one.users, ...other.users])],
    groups: [...one.groups, ...groups],
    lacks: [...new Set([...one.lacks, ...other.lacks])],
    ...(members.size > 0 && { members: [...members] }),
  };
}

/** The directory has nothing yet. */
export const nothingInDirectory: InDirectory = { users: [], groups: [], lacks: [] };
