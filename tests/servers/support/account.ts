// What became of every notice of a week: pure, from the agreements' records and the messages in real mailboxes.
import { receiptsOf } from '../../../agreements/contacts/arrivals.ts';
import { isSameAddress } from '../../../agreements/contacts/recipients.ts';
import type { Agreement, Issue } from '../../../agreements/model/agreement.ts';
import { isEventAlert, isSentAgain, originalId } from '../../../agreements/model/ids.ts';
import type { NoticeObligation } from '../../../agreements/model/obligations.ts';
import type { Receipt } from '../../../agreements/model/receipts.ts';
import type { Delivered } from './mail-server.ts';

/** What is in real mailboxes. */
export type Mailboxes = {
  contacts: Delivered[];
  /** The mails to the operators: their Message-IDs and what they say. */
  operators: { messageId: string; text: string }[];
};

/** One notice of one agreement, however often it was sent. */
type NoticeFate = {
  id: string;
  arrived: boolean;
  /** Somebody missed it, and it arrived when it was sent again. */
  moved: boolean;
  /** It or a message with it is an open issue with a mail to the operators, or one of their mails names the message. */
  told: boolean;
};

/** The fates of all notices that were sent, failed or are being tried. */
export function fatesOf(agreement: Agreement, mailboxes: Mailboxes): NoticeFate[] {
  const sent = receiptsOf(agreement).flatMap(({ receipt, notice }) => (notice ? [{ receipt, notice }] : []));
  const ids = new Set(attempted(agreement).map(({ id }) => originalId(id)));
  return [...ids].map((id) => {
    const its = sent.filter(({ notice }) => originalId(notice.id) === id);
    const arrived = its.filter(({ receipt }) => isInMailbox(receipt, mailboxes));
    const missed = its.filter(({ receipt }) => !isInMailbox(receipt, mailboxes));
    return {
      id,
      arrived: arrived.length > 0,
      moved:
        missed.some(({ notice }) => !isSentAgain(notice.id)) &&
        arrived.some(({ notice }) => isSentAgain(notice.id)),
      told:
        isOpenAndTold(id, its, agreement, mailboxes) ||
        its.some(({ receipt }) => isNamed(receipt.messageId, mailboxes)),
    };
  });
}

function attempted({ record, plan }: Agreement): NoticeObligation[] {
  const settled = record.flatMap((entry) =>
    entry.type === 'settled' &&
    entry.notice &&
    (entry.outcome === 'carried-out' || entry.outcome === 'failed')
      ? [entry.notice]
      : [],
  );
  const tried = plan.filter((one) => one.kind === 'notice').filter(({ triedSince }) => triedSince);
  return [...settled, ...tried];
}

function isInMailbox({ messageId }: Receipt, { contacts }: Mailboxes): boolean {
  return contacts.some((mail) => mail.messageId === messageId);
}

function isOpenAndTold(
  id: string,
  its: { receipt: Receipt }[],
  agreement: Agreement,
  mailboxes: Mailboxes,
): boolean {
  const isOpen = agreement.issues.some(
    (issue) => isAboutNotice(issue, id) || its.some(({ receipt }) => isAboutMessage(issue, receipt)),
  );
  return isOpen && hasAlert(agreement, mailboxes);
}

/** Did an alert of this agreement arrive at the operators? */
function hasAlert({ record }: Agreement, { operators }: Mailboxes): boolean {
  const alerts = record.flatMap((entry) =>
    entry.type === 'settled' && isEventAlert(entry.id) ? (entry.receipts ?? []) : [],
  );
  return alerts.some(({ messageId }) => operators.some((mail) => mail.messageId === messageId));
}

function isNamed(word: string, { operators }: Mailboxes): boolean {
  return operators.some(({ text }) => text.includes(word));
}

/** The messages that vanished: not in a mailbox, and no bounce, issue or mail to the operators tells of them. */
export function vanished(agreement: Agreement, mailboxes: Mailboxes): string[] {
  return receiptsOf(agreement).flatMap(({ receipt, notice }) => {
    if (!notice || isInMailbox(receipt, mailboxes) || isBounced(receipt, agreement)) return [];
    const isIssue = agreement.issues.some((issue) => tellsOf(issue, receipt, notice.id));
    const isKnown = isIssue || isNamed(receipt.messageId, mailboxes);
    return isKnown ? [] : [`${notice.id} to ${receipt.to} (${receipt.reply})`];
  });
}

function tellsOf(issue: Issue, receipt: Receipt, notice: string): boolean {
  const { refused = [] } = issue;
  if (isAboutMessage(issue, receipt)) return true;
  const isThere = refused.length === 0 || refused.some((address) => isSameAddress(address, receipt.to));
  return isAboutNotice(issue, notice) && isThere;
}

function isAboutNotice({ obligation }: Issue, notice: string): boolean {
  return originalId(obligation.id) === originalId(notice);
}

/** An issue with what came back for a message is about all notices in it. */
function isAboutMessage(issue: Issue, { messageId }: Receipt): boolean {
  return issue.messageId === messageId;
}

function isBounced({ messageId }: Receipt, { record }: Agreement): boolean {
  return record.some((entry) => entry.type === 'bounced' && entry.messageId === messageId);
}

/** The notices that a mailbox has more than once. */
export function doubled(agreement: Agreement, { contacts }: Mailboxes): string[] {
  const counts = new Map<string, number>();
  for (const { receipt, notice } of receiptsOf(agreement)) {
    if (!notice) continue;
    for (const { mailbox } of contacts.filter(({ messageId }) => messageId === receipt.messageId)) {
      const copy = `${originalId(notice.id)} to ${mailbox}`;
      counts.set(copy, (counts.get(copy) ?? 0) + 1);
    }
  }
  return [...counts].filter(([, count]) => count > 1).map(([copy, count]) => `${copy}: ${count} times`);
}
