// The Notices port over SMTP: sends an order's messages, and after a crash goes on where it was.
import { setTimeout as pause } from 'node:timers/promises';
import { ApplicationFailure, CancelledFailure, Context } from '@temporalio/activity';
import { ActivityCancelledError, ActivityNotFoundError } from '@temporalio/client';
import { fullUntil, type Lately } from '../../../agreements/delivery/daily-limit.ts';
import type { Delivery, DeliveryOrder, DeliveryProgress } from '../../../agreements/delivery/order-types.ts';
import type { Instant } from '../../../agreements/time/instants.ts';
import type { Notices, Post } from '../../../workflows/ports.ts';
import type { Message, Sender } from '../message/message.ts';
import { messagesOf } from '../message/notice-messages.ts';
import { reportMessage } from '../message/report-message.ts';
import { keepMessage, type Sent } from './kept-copies.ts';
import { handedOver, isOpen, openAccount, receiptOf, withReceipt } from './progress.ts';
import { createOutbox, type Fate, type Outbox, type TransportOptions } from './smtp-client.ts';

export type NoticeSettings = Sender & {
  /** `smtp://` (STARTTLS if the server offers it) or `smtps://`, with user and password if it asks for them. */
  smtpUrl: string;
  transport?: TransportOptions;
  /** At most so many messages a second, evenly; left out: as many as the server takes. */
  perSecond?: number | undefined;
  /** Where a copy of every message is kept that is handed over, before it is. Left out: nowhere. */
  sent?: Sent | undefined;
  /**
   * What the other agreements of an agency have mailed within the last 24 hours. Left out: nobody's other mail counts.
   * If it fails it does not count either: better a message too many in a day than one that waits for nothing.
   */
  elsewhere?: ((order: DeliveryOrder) => Promise<Lately>) | undefined;
  /**
   * Heartbeats, and resolves when the Temporal server has it. Temporal's own heartbeat can't be waited for: without
   * this one, what was sent while the server is away is forgotten, and sent again.
   */
  confirm?: (taskToken: Uint8Array, account: DeliveryProgress) => Promise<void>;
};

/** Shows Temporal that the attempt lives while a mail server takes its time. */
const beatEveryMs = 5000;

/**
 * Sends notices over pooled connections. To be run as an activity whose heartbeats are not throttled: they carry the
 * account of what was handed over, and the next attempt knows only what they said.
 */
export function createNotices(settings: NoticeSettings): Notices & Post & { close(): void } {
  const outbox = createOutbox(settings.smtpUrl, settings.transport, settings.perSecond);
  return {
    async deliver(order, before) {
      const obligations = [...order.notices, ...order.alerts].map(({ obligation }) => obligation);
      const messages = await messagesOf(order, settings);
      const soFar = Context.current().info.heartbeatDetails ?? before?.account;
      const fresh = messages.filter((message) => !(soFar && receiptOf(soFar, message)));
      const kept = await keptBack(fresh, order, settings);
      const now = messages.filter((message) => !kept.has(message));
      const delivery = await deliver(now, obligations, settings, outbox, before);
      const waiting = [...kept].flatMap(([{ to, obligations }, until]) =>
        obligations.map((obligation) => ({ obligation, to, until })),
      );
      return { delivery, ...(waiting.length > 0 && { waiting }) };
    },
    mailReport: (order) => deliver([reportMessage(order, settings)], [order.id], settings, outbox),
    close: outbox.close,
  };
}

/** Messages that may wait, to people who have had enough within a day; and until when. */
async function keptBack(
  messages: Message[],
  order: DeliveryOrder,
  { elsewhere }: NoticeSettings,
): Promise<Map<Message, Instant>> {
  const patient = messages.filter(({ mayWait }) => mayWait);
  if (!elsewhere || patient.length === 0) return new Map();
  const others = await elsewhere(order).catch((): Lately => ({}));
  return new Map(
    patient.flatMap((message): [Message, Instant][] => {
      const to = message.to.toLowerCase();
      const until = others[to] && fullUntil([...(order.lately?.[to] ?? []), ...others[to]]);
      return until === undefined ? [] : [[message, until]];
    }),
  );
}

async function deliver(
  messages: Message[],
  obligations: string[],
  settings: NoticeSettings,
  outbox: Outbox,
  soFar: Parameters<Notices['deliver']>[1] = { tries: 0 },
): Promise<Delivery> {
  const context = Context.current();
  let account = openAccount(obligations, context.info.heartbeatDetails ?? soFar.account);
  let isCalledBack = false;
  const keep = async (next: DeliveryProgress) => {
    account = next;
    if (!settings.confirm) return context.heartbeat(account);
    await settings.confirm(context.info.taskToken, account).catch((error) => {
      isCalledBack ||= error instanceof ActivityCancelledError;
      throw error;
    });
  };
  // What was sent must be known: while the Temporal server is away, nothing else goes out.
  const keepForSure = async (next: DeliveryProgress) => {
    for (;;) {
      try {
        return await keep(next);
      } catch (error) {
        if (isCalledBack || error instanceof ActivityNotFoundError || context.cancellationSignal.aborted)
          return;
        await pause(1000);
      }
    }
  };
  const beating = setInterval(() => context.heartbeat(account), beatEveryMs);
  let reason = 'the worker is stopping';
  try {
    const open = messages.filter((message) => isOpen(account, message));
    for (const message of rotated(open, soFar.tries + context.info.attempt - 1)) {
      if (isCalledBack || context.cancellationSignal.aborted) break;
      const before = account;
      let raw: Buffer = Buffer.alloc(0);
      const compose = async () => {
        raw = await message.compose();
        return raw;
      };
      const handing = outbox.hand({ ...message, compose }, async () => {
        const sha256 = await keepMessage(raw, settings.sent);
        await keep(handedOver(account, message, sha256));
      });
      // What can't be composed was not handed over; what has been said of the others must not be lost by it.
      const fate = await handing.catch((error: Error): Fate => ({ is: 'later', reply: error.message }));
      await keepForSure(after(fate, message, before, account));
      if (isOpen(account, message)) reason = withoutAddresses(fate.reply);
      if (fate.serverFails) break;
    }
  } finally {
    clearInterval(beating);
  }
  const open = messages.filter((message) => isOpen(account, message)).length;
  if (open === 0) return account.delivery;
  const share = `${open} of ${messages.length} messages`;
  if (context.cancellationDetails?.cancelRequested) {
    throw new CancelledFailure(`Sending was cancelled before ${share} went out.`, [account]);
  }
  throw ApplicationFailure.retryable(
    `The mail server has not taken ${share} yet: ${reason}`,
    'NotDeliveredYet',
    account,
  );
}

/** Each attempt begins with another message: so none that makes the server fall silent holds up the others for good. */
function rotated<T>(list: T[], by: number): T[] {
  const first = by % Math.max(list.length, 1);
  return [...list.slice(first), ...list.slice(0, first)];
}

/** The account with what became of a message, from those before and since it was handed over. */
function after(
  { is, reply, noMailbox }: Fate,
  message: Message,
  before: DeliveryProgress,
  since: DeliveryProgress,
): DeliveryProgress {
  const { sha256 } = receiptOf(since, message) ?? {};
  const proof = { reply, ...(sha256 && { sha256 }), ...(noMailbox && { noMailbox }) };
  switch (is) {
    case 'accepted':
    case 'refused':
      return withReceipt(before, message, { result: is, ...proof });
    case 'unknown':
      return withReceipt(since, message, { result: 'uncertain', ...proof });
    case 'later':
      return before;
    default:
      return is satisfies never;
  }
}

/** Fit to stand in a failure's message, which payload encryption does not cover. */
function withoutAddresses(reply: string): string {
  return reply.replace(/[^\s<>]+@[^\s<>]+/g, '…');
}
