// Which messages reached a contact: what receipts and bounces say.
import type { Agreement } from '../model/agreement.ts';
import type { RecordEntry } from '../model/events.ts';
import type { NoticeObligation } from '../model/obligations.ts';
import type { Receipt } from '../model/receipts.ts';
import { asPlanned } from '../model/record.ts';

/** Did a message reach anyone, as far as the mail server said? A bounce may still follow. */
export function hasReached(receipts: Receipt[] = []): boolean {
  return receipts.some(({ result }) => result !== 'refused');
}

/** The notices on record that arrived: they reached someone, and did not bounce from everyone. */
export function arrivedNotices(record: RecordEntry[]): NoticeObligation[] {
  const hasArrived = arrivedAccordingTo(record);
  return record.flatMap((entry) =>
    entry.type === 'settled' && entry.notice && entry.receipts?.some(hasArrived) ? [entry.notice] : [],
  );
}

/** Tells of a receipt whether its message arrived, as far as is known: it was not refused, and did not bounce. */
export function arrivedAccordingTo(record: RecordEntry[]): (receipt: Receipt) => boolean {
  const key = (messageId: string, address: string) => `${messageId} ${address.toLowerCase()}`;
  const bounced = new Set(
    record.flatMap((entry) => (entry.type === 'bounced' ? [key(entry.messageId, entry.address)] : [])),
  );
  return ({ to, messageId, result }) => result !== 'refused' && !bounced.has(key(messageId, to));
}

/** Each receipt, on record or of tries that go on, with its notice; the receipt of an alert has none. */
export function receiptsOf({
  record,
  plan,
}: Pick<Agreement, 'record' | 'plan'>): { receipt: Receipt; notice?: NoticeObligation }[] {
  const settled = record.filter((entry) => entry.type === 'settled');
  const inProgress = plan.map((one) => ({
    receipts: one.receipts ?? [],
    ...(one.kind === 'notice' && { notice: asPlanned(one) }),
  }));
  return [...settled, ...inProgress].flatMap(({ receipts = [], notice }) =>
    receipts.map((receipt) => ({ receipt, ...(notice && { notice }) })),
  );
}
