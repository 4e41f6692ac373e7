// One attempt to send messages. It stores the progress before each message; the activity's end stores the last answer.
import { ApplicationFailure, CancelledFailure, Context } from '@temporalio/activity';
import type { Delivery, DeliveryProgress } from '../../../agreements/delivery/order-types.ts';
import type { Before } from '../../../workflows/ports.ts';
import { type Message, mailOf } from '../message/message.ts';
import type { Journal } from './journal.ts';
import { type KeptCopies, keepCopy } from './kept-copies.ts';
import { type Confirm, keepProgress, type ProgressKeeper } from './progress-keeper.ts';
import { handedOver, isStillToSend, progressSoFar, receiptOf, withReceipt } from './receipts-so-far.ts';
import type { SendResult, SmtpClient } from './smtp-client.ts';

type Outgoing = {
  smtp: SmtpClient;
  copies?: KeptCopies | undefined;
  journal?: Journal | undefined;
  confirm?: Confirm | undefined;
};

/**
 * Sends the messages that are still to be sent.
 * @param before the progress of the tries before this activity
 * @returns the receipts of each obligation, once every message has its final result
 * @throws {ApplicationFailure} `NotDeliveredYet`, with the progress, while the server has not taken some messages
 */
export async function sendAll(
  messages: Message[],
  obligations: string[],
  outgoing: Outgoing,
  before: Before = { tries: 0 },
): Promise<Delivery> {
  const context = Context.current();
  const { info } = context;
  const start = progressSoFar(obligations, info.heartbeatDetails ?? before.account);
  const keeper = keepProgress(start, outgoing.confirm);
  const stillToSend = () => messages.filter((message) => isStillToSend(keeper.progress(), message));
  let reason = 'the worker is stopping';
  try {
    await lookUpAnswers(messages, keeper, outgoing);
    for (const message of rotated(stillToSend(), before.tries + info.attempt - 1)) {
      if (keeper.mustStop()) break;
      const { reply, serverFails } = await sendOne(message, keeper, outgoing);
      if (isStillToSend(keeper.progress(), message)) reason = withoutAddresses(reply);
      if (serverFails) break;
    }
    if (stillToSend().length > 0) await keeper.storeForSure();
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

/** Each attempt starts with another message. If the server falls silent at one message, the others still get their turn. */
function rotated<T>(list: T[], by: number): T[] {
  const first = by % Math.max(list.length, 1);
  return [...list.slice(first), ...list.slice(0, first)];
}

/** Finds messages without an answer in the journal: the mail server accepted them, and a worker died before Temporal knew. */
async function lookUpAnswers(
  messages: Message[],
  keeper: ProgressKeeper,
  { journal }: Outgoing,
): Promise<void> {
  for (const message of messages) {
    const { result, sha256 } = receiptOf(keeper.progress(), message) ?? {};
    if (result !== 'uncertain' || !sha256) continue;
    const accepted = await journal?.find(sha256);
    if (!accepted) continue;
    const entry = { result: 'accepted' as const, sha256, ...accepted };
    await keeper.take(withReceipt(keeper.progress(), message, entry));
  }
}

async function sendOne(
  message: Message,
  keeper: ProgressKeeper,
  { smtp, copies, journal }: Outgoing,
): Promise<SendResult> {
  const before = keeper.progress();
  const sending = mailOf(message).then((mail) =>
    smtp.send(mail, async () => {
      const sha256 = await keepCopy(mail.raw, copies);
      await keeper.store(handedOver(before, message, sha256));
    }),
  );
  // If a message can't be composed, it was not handed over. The other messages keep their progress.
  const result = await sending.catch((error: Error): SendResult => ({ is: 'later', reply: error.message }));
  const progress = progressAfter(result, message, before, keeper.progress());
  const { sha256, reply, at } = receiptOf(progress, message) ?? {};
  if (result.is === 'accepted' && sha256 && reply && at) await journal?.note(sha256, { reply, at });
  await keeper.take(progress);
  return result;
}

/**
 * The progress with the result of a message.
 * @param before the progress before the message was handed over
 * @param since the progress since then
 */
function progressAfter(
  { is, reply, meaning }: SendResult,
  message: Message,
  before: DeliveryProgress,
  since: DeliveryProgress,
): DeliveryProgress {
  const { sha256 } = receiptOf(since, message) ?? {};
  const proof = { reply, ...(sha256 && { sha256 }), ...(meaning && { meaning }) };
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

/** The reply for a failure's message, which payload encryption does not cover. */
function withoutAddresses(reply: string): string {
  return reply.replace(/[^\s<>]+@[^\s<>]+/g, '…');
}
