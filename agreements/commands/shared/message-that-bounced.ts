// Finds the message that mail came back for.

import { receiptsOf } from '../../contacts/arrivals.ts';
import { isSameAddress } from '../../contacts/recipients.ts';
import type { Agreement } from '../../model/agreement.ts';
import type { NoticeObligation } from '../../model/obligations.ts';
import { RefusedError } from '../../validation/errors.ts';

type SentMessage = { messageId: string; notices: NoticeObligation[] };

/**
 * The named message with its notices. Without a name: the message that an open issue says something unread came back
 * for, or else the last message to the address.
 * @throws {RefusedError} if the agreement has sent no such message there.
 */
export function messageThatBounced(
  agreement: Agreement,
  { address, messageId: named }: { address: string; messageId?: string },
): SentMessage {
  const there = receiptsOf(agreement).flatMap(({ receipt: { to, messageId }, notice }) =>
    notice && isSameAddress(to, address) ? [{ messageId, notice }] : [],
  );
  const messageId = named ?? unreadFrom(agreement, address) ?? there.at(-1)?.messageId;
  const its = there.filter((one) => one.messageId === messageId);
  const notices = [...new Map(its.map(({ notice }) => [notice.id, notice])).values()];
  if (messageId === undefined || notices.length === 0)
    throw new RefusedError(
      `${agreement.id} has sent no ${named ? 'such message' : 'message'} to ${address}.`,
    );
  return { messageId, notices };
}

function unreadFrom({ issues }: Agreement, address: string): string | undefined {
  const isFrom = (one: string) => isSameAddress(one, address);
  return issues.find(({ kind, refused = [] }) => kind === 'bounce-unread' && refused.some(isFrom))?.messageId;
}
