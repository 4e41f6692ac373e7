// The Notices port over SMTP: sends an order's messages, and after a crash goes on where it was.
import { Context } from '@temporalio/activity';
import type { RecentMessages } from '../../../agreements/delivery/daily-limit.ts';
import type { DeliveryOrder } from '../../../agreements/delivery/order-types.ts';
import type { Notices, ReportMail } from '../../../workflows/ports.ts';
import type { Sender } from '../message/message.ts';
import { messagesOf } from '../message/notice-messages.ts';
import { reportMessage } from '../message/report-message.ts';
import { overDailyLimit } from './daily-limit.ts';
import type { KeptCopies } from './kept-copies.ts';
import { receiptOf } from './progress.ts';
import type { Confirm } from './progress-keeper.ts';
import { sendAll } from './send-all.ts';
import { createSmtpClient, type TransportOptions } from './smtp-client.ts';

export type NoticeSettings = Sender & {
  /** `smtp://` (STARTTLS if the server offers it) or `smtps://`, with user and password if the server asks for them. */
  smtpUrl: string;
  transport?: TransportOptions;
  /** At most this many messages a second, evenly; left out: as many as the server takes. */
  perSecond?: number | undefined;
  /** Where a copy of each message is kept before it is handed over; left out: nowhere. */
  copies?: KeptCopies | undefined;
  /**
   * What the agency's other agreements have mailed within the last 24 hours; left out: their mail does not count. If
   * this fails, their mail does not count either: a message too many in a day is better than one too late.
   */
  elsewhere?: ((order: DeliveryOrder) => Promise<RecentMessages>) | undefined;
  confirm?: Confirm;
};

/**
 * Sends notices over pooled connections. Run it as an activity whose heartbeats are not throttled: they carry the
 * progress of the delivery, and the next attempt knows only what they said.
 */
export function createNotices(settings: NoticeSettings): Notices & ReportMail & { close(): void } {
  const { smtpUrl, transport, perSecond, elsewhere, copies, confirm } = settings;
  const smtp = createSmtpClient(smtpUrl, transport, perSecond);
  const outgoing = { smtp, copies, confirm };
  return {
    async deliver(order, before) {
      const obligations = [...order.notices, ...order.alerts].map(({ obligation }) => obligation);
      const messages = await messagesOf(order, settings);
      const soFar = Context.current().info.heartbeatDetails ?? before?.account;
      const fresh = messages.filter((message) => !(soFar && receiptOf(soFar, message)));
      const held = await overDailyLimit(fresh, order, elsewhere);
      const delivery = await sendAll(
        messages.filter((message) => !held.has(message)),
        obligations,
        outgoing,
        before,
      );
      const waiting = [...held].flatMap(([{ to, obligations: all }, until]) =>
        all.map((obligation) => ({ obligation, to, until })),
      );
      return { delivery, ...(waiting.length > 0 && { waiting }) };
    },
    mailReport: (order) => sendAll([reportMessage(order, settings)], [order.id], outgoing),
    close: smtp.close,
  };
}
