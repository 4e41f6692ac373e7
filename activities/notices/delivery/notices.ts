// Implements the Notices port by SMTP: sends the messages of an order. After a crash, it continues where it stopped.
import { Context } from '@temporalio/activity';
import type { RecentMessages } from '../../../agreements/delivery/daily-limit.ts';
import type { DeliveryOrder } from '../../../agreements/delivery/order-types.ts';
import { dayAt, writableZone } from '../../../agreements/time/calendar.ts';
import type { Instant } from '../../../agreements/time/instants.ts';
import type { Notices, ReportMail } from '../../../workflows/ports.ts';
import { toFailure } from '../../failures.ts';
import type { Message, Sender } from '../message/message.ts';
import { messagesOf } from '../message/notice-messages.ts';
import { reportMessage } from '../message/report-message.ts';
import type { Journal } from './journal.ts';
import type { KeptCopies } from './kept-copies.ts';
import { overLimitElsewhere } from './limit-across-agreements.ts';
import { type Confirm, endWith } from './progress-keeper.ts';
import { messageIdsIn, receiptOf } from './receipts-so-far.ts';
import { sendAll } from './send-all.ts';
import { createSharedAlerts } from './shared-alerts.ts';
import { createSmtpClient, type Rate } from './smtp-client.ts';
import type { TransportOptions } from './smtp-connections.ts';

export type NoticeSettings = Sender & {
  /** `smtp://` (STARTTLS if the server offers it) or `smtps://`, with user and password if the server asks for them. */
  smtpUrl: string;
  transport?: TransportOptions;
  /** At most this many messages a second, evenly. Left out: as many as the server takes. */
  perSecond?: Rate | undefined;
  /** Where a copy of each message is kept before the message is handed over. Left out: no copies. */
  copies?: KeptCopies | undefined;
  /** Where this machine notes accepted messages. Left out: a worker that dies after the answer has a message sent twice. */
  journal?: Journal | undefined;
  /**
   * The messages that the agency's other agreements sent within the last 24 hours. Left out: those messages do not count.
   * They do not count if this fails, either: one message too many in a day is better than one message too late.
   */
  elsewhere?: ((order: DeliveryOrder) => Promise<RecentMessages>) | undefined;
  /** This machine's clock. What waited in the queue until another day is made again. Left out: orders don't age. */
  now?: (() => Instant) | undefined;
  /** How Temporal is told of the progress. Left out: in the SDK's own way, which does not wait. */
  confirm?: Confirm;
};

/**
 * Sends notices over pooled connections. Run it as an activity whose heartbeats are not throttled: heartbeats carry the
 * progress of the delivery, and the next attempt knows only the last heartbeat.
 */
export function createNotices(settings: NoticeSettings): Notices & ReportMail & { close(): void } {
  const { smtpUrl, transport, perSecond, elsewhere, now, copies, journal, confirm } = settings;
  const smtp = createSmtpClient(smtpUrl, transport, perSecond);
  const outgoing = { smtp, copies, journal, confirm };
  const sharedAlerts = createSharedAlerts();
  return {
    async deliver(order, before) {
      const obligations = [...order.notices, ...order.alerts].map(({ obligation }) => obligation);
      const soFar = Context.current().info.heartbeatDetails ?? before?.account;
      if (now && !soFar && isOfEarlierDay(order, now()))
        throw toFailure({ retry: true }, 'It waited in the queue until another day, so it is made again.');
      const wasHandedOver = (message: Message) => soFar && receiptOf(soFar, message) !== undefined;
      const all = await messagesOf(order, settings, soFar && messageIdsIn(soFar));
      const messages = before?.secondCopies ? all.filter(wasHandedOver) : all;
      const fresh = messages.filter((message) => !wasHandedOver(message));
      const held = new Map([
        ...(await overLimitElsewhere(fresh, order, elsewhere)),
        ...sharedAlerts.waiting(fresh, order.now),
      ]);
      const going = messages.filter((message) => !held.has(message));
      const delivery = await sendAll(going, obligations, outgoing, before).catch((error) => {
        sharedAlerts.forget(going);
        throw error;
      });
      const waiting = [...held].flatMap(([{ to, obligations: all }, until]) =>
        all.map((obligation) => ({ obligation, to, until })),
      );
      return endWith({ delivery, ...(waiting.length > 0 && { waiting }) }, confirm);
    },
    async mailReport(order) {
      return endWith(await sendAll([reportMessage(order, settings)], [order.id], outgoing), confirm);
    },
    close: smtp.close,
  };
}

/** Its words hold for the day on which it was made: "in 7 days". */
function isOfEarlierDay({ brief: { agency }, now: madeAt }: DeliveryOrder, now: Instant): boolean {
  const zone = writableZone(agency.timeZone);
  return dayAt(madeAt, zone) < dayAt(now, zone);
}
