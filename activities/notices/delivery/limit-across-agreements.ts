// The daily limit across all agreements of the agency. Checked when a delivery begins: messages over the limit wait.
import { type RecentMessages, waitsUntil } from '../../../agreements/delivery/daily-limit.ts';
import type { DeliveryOrder } from '../../../agreements/delivery/order-types.ts';
import type { Instant } from '../../../agreements/time/instants.ts';
import type { Message } from '../message/message.ts';

/** The messages that wait because their contact is at the daily limit, each with the instant until which it waits. */
export async function overLimitElsewhere(
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
