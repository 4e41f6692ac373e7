// What a contact received: which notice a link is about, and which notices came in the same message.
import type { Agreement } from '../model/agreement.ts';
import type { NoticeObligation } from '../model/obligations.ts';
import type { Instant } from '../time/instants.ts';
import { between, hour } from '../time/instants.ts';
import { receiptsOf } from './arrivals.ts';
import { isSameAddress } from './recipients.ts';

type Sent = Pick<Agreement, 'plan' | 'record'>;

/**
 * The notice that a link is about. A fresh link is about the same notice as the link that it replaces.
 * @param obligation the notice that the link came with
 */
export function noticeOfLink(
  { plan, record }: Sent,
  obligation: string,
): Pick<NoticeObligation, 'id' | 'notice'> | undefined {
  const planned = plan.find((one) => one.kind === 'notice' && one.id === obligation);
  if (planned?.kind === 'notice') return planned.renews ?? planned;
  const entry = record.findLast((one) => one.type === 'settled' && one.notice?.id === obligation);
  const settled = entry?.type === 'settled' ? entry.notice : undefined;
  return settled?.renews ?? settled;
}

/** The ids of all notices in the message that brought this one to an address; none if it did not get there. */
export function noticesInSameMessage(sent: Sent, notice: string, address: string): string[] {
  const all = receivedAt(sent, address);
  const messages = all.filter(({ id }) => id === notice).map(({ messageId }) => messageId);
  return [...new Set(all.filter(({ messageId }) => messages.includes(messageId)).map(({ id }) => id))];
}

function receivedAt(sent: Sent, address: string): { id: string; messageId: string }[] {
  return receiptsOf(sent).flatMap(({ receipt: { to, messageId, result }, notice }) =>
    notice && result !== 'refused' && isSameAddress(to, address) ? [{ id: notice.id, messageId }] : [],
  );
}

/** Is a fresh link to an address on its way, or was one sent within the last hour? */
export function freshLinkState(
  { plan, record }: Sent,
  address: string,
  now?: Instant,
): 'on its way' | 'sent' | undefined {
  const isTo = ({ notice, only }: NoticeObligation) =>
    notice === 'link' && only?.some((one) => isSameAddress(one, address));
  const isAhead = plan.some((one) => one.kind === 'notice' && isTo(one));
  const last = record.findLast((entry) => entry.type === 'settled' && entry.notice && isTo(entry.notice));
  if (isAhead) return 'on its way';
  return last !== undefined && now !== undefined && between(last.at, now) < hour ? 'sent' : undefined;
}
