// The daily limit as a delivery begins: which messages wait, because the contact has had enough for a day.
import { type RecentMessages, waitsUntil } from '../../../agreements/delivery/daily-limit.ts';
import type { DeliveryOrder } from '../../../agreements/delivery/order-types.ts';
import type { Instant } from '../../../agreements/time/instants.ts';
import type { Message } from '../message/message.ts';

/** The messages that may wait and would exceed their contact's limit, and until when they wait. */
export async function overDailyLimit(
  messages: Message[],
  order: DeliveryOrder,
  elsewhere: ((order: DeliveryOrder) => Promise<RecentMessages>) | undefined,
): Promise<Map<Message, Instant>> {
  const patient = messages.filter(({ mayWait }) => mayWait);
  if (!elsewhere || patient.length === 0) return new Map();
  const others = await elsewhere(order).catch((): RecentMessages => ({}));
  return new Map(
    patient.flatMap((message): [Message, Instant][] => {
      const to = message.to.toLowerCase();
      const until = others[to] && waitsUntil([...(order.lately?.[to] ?? []), ...others[to]]);
      return until === undefined ? [] : [[message, until]];
    }),
  );
}
