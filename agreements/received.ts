// What came to a contact: which notice a link is about, and what was in the same message.
import type { Agreement, NoticeObligation } from './agreement.ts';
import { isSameAddress } from './recipients.ts';

type Sent = Pick<Agreement, 'plan' | 'record'>;

/** The notice that a link is about, by the one that it came with: of a fresh link, that of the link before it. */
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

/** All notices of the message in which this one came to an address; none if it has not. */
export function receivedWith(sent: Sent, notice: string, address: string): string[] {
  const all = receivedAt(sent, address);
  const messages = all.filter(({ id }) => id === notice).map(({ messageId }) => messageId);
  return [...new Set(all.filter(({ messageId }) => messages.includes(messageId)).map(({ id }) => id))];
}

/** Also of what is still tried for others. */
function receivedAt({ plan, record }: Sent, address: string): { id: string; messageId: string }[] {
  const settled = record.filter((entry) => entry.type === 'settled' && entry.notice !== undefined);
  const tried = plan.filter(({ kind }) => kind === 'notice');
  return [...settled, ...tried].flatMap((one) => {
    const { id, receipts = [] } = one as Pick<NoticeObligation, 'id' | 'receipts'>;
    return receipts
      .filter(({ to, result }) => result !== 'refused' && isSameAddress(to, address))
      .map(({ messageId }) => ({ id, messageId }));
  });
}
