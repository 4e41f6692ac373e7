// One attempt to send messages: each that is still to be sent, with its progress kept before and after.
import { ApplicationFailure, CancelledFailure, Context } from '@temporalio/activity';
import type { Delivery, DeliveryProgress } from '../../../agreements/delivery/order-types.ts';
import type { Notices } from '../../../workflows/ports.ts';
import type { Message } from '../message/message.ts';
import { type KeptCopies, keepCopy } from './kept-copies.ts';
import { handedOver, isStillToSend, progressSoFar, receiptOf, withReceipt } from './progress.ts';
import { type Confirm, keepProgress, type ProgressKeeper } from './progress-keeper.ts';
import type { SendResult, SmtpClient } from './smtp-client.ts';

type Outgoing = {
  smtp: SmtpClient;
  copies?: KeptCopies | undefined;
  confirm?: Confirm | undefined;
};

/**
 * @param before how far the tries before this activity have come
 * @returns the receipts of each obligation, once the result of every message is known for good
 * @throws {ApplicationFailure} `NotDeliveredYet`, with the progress, if the server has not taken some of them yet
 */
export async function sendAll(
  messages: Message[],
  obligations: string[],
  outgoing: Outgoing,
  before: Parameters<Notices['deliver']>[1] = { tries: 0 },
): Promise<Delivery> {
  const context = Context.current();
  const { info } = context;
  const start = progressSoFar(obligations, info.heartbeatDetails ?? before.account);
  const keeper = keepProgress(start, outgoing.confirm);
  const stillToSend = () => messages.filter((message) => isStillToSend(keeper.progress(), message));
  let reason = 'the worker is stopping';
  try {
    for (const message of rotated(stillToSend(), before.tries + info.attempt - 1)) {
      if (keeper.mustStop()) break;
      const { reply, serverFails } = await sendOne(message, keeper, outgoing);
      if (isStillToSend(keeper.progress(), message)) reason = withoutAddresses(reply);
      if (serverFails) break;
    }
  } finally {
    keeper.stop();
  }
  const progress = keeper.progress();
  const unsent = stillToSend().length;
  if (unsent === 0) return progress.delivery;
  const share = `${unsent} of ${messages.length} messages`;
  if (context.cancellationDetails?.cancelRequested) {
    throw new CancelledFailure(`Sending was cancelled before ${share} went out.`, [progress]);
  }
  throw ApplicationFailure.retryable(
    `The mail server has not taken ${share} yet: ${reason}`,
    'NotDeliveredYet',
    progress,
  );
}

/** Each attempt starts with another message, so that one at which the server falls silent does not block the others. */
function rotated<T>(list: T[], by: number): T[] {
  const first = by % Math.max(list.length, 1);
  return [...list.slice(first), ...list.slice(0, first)];
}

async function sendOne(
  message: Message,
  keeper: ProgressKeeper,
  { smtp, copies }: Outgoing,
): Promise<SendResult> {
  const before = keeper.progress();
  const sending = smtp.send(message, async (raw) => {
    const sha256 = await keepCopy(raw, copies);
    await keeper.keep(handedOver(before, message, sha256));
  });
  // A message that can't be composed was not handed over. The progress of the others must not be lost for it.
  const result = await sending.catch((error: Error): SendResult => ({ is: 'later', reply: error.message }));
  await keeper.keepForSure(after(result, message, before, keeper.progress()));
  return result;
}

/** The progress with the result of a message, from the progress before and since it was handed over. */
function after(
  { is, reply, noMailbox }: SendResult,
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

/** Fit for a failure's message, which payload encryption does not cover. */
function withoutAddresses(reply: string): string {
  return reply.replace(/[^\s<>]+@[^\s<>]+/g, '…');
}
