// An SMTP client. It hands mail to the mail server and returns the result of each message.
import { setTimeout as sleep } from 'node:timers/promises';
import type { NodemailerError } from 'nodemailer';
import { meaningOf } from '../../../agreements/delivery/bounce-meaning.ts';
import type { BounceMeaning } from '../../../agreements/model/receipts.ts';
import { sortSmtpFailure } from '../../failures.ts';
import { answerOrError, repliesOf } from './server-replies.ts';
import { createConnections, type Mail, type Stage, type TransportOptions } from './smtp-connections.ts';

/**
 * The result of sending a message:
 * - `accepted`, `refused`: the server's final answer.
 * - `later`: the server did not take the message. Another try may succeed.
 * - `unknown`: the server may have the message. The connection broke after the message's end and before the answer.
 */
export type SendResult = {
  is: 'accepted' | 'refused' | 'later' | 'unknown';
  /** What the server answered, or what went wrong: one line. */
  reply: string;
  /** What the server meant by refusing the message. */
  meaning?: BounceMeaning;
  /** The server can't be reached, is silent, or refuses us. No other message can succeed now. */
  serverFails?: boolean;
};

export type SmtpClient = ReturnType<typeof createSmtpClient>;

/** A rate: how many a second. It may change, so it is asked for each message. */
export type Rate = () => number;

/**
 * A client of the server at `smtpUrl`.
 * @param perSecond at most this many messages a second, evenly. Left out: as many as the server takes
 */
export function createSmtpClient(smtpUrl: string, options: TransportOptions = {}, perSecond?: Rate) {
  // The pool's own rate limit would let each connection send at once.
  const itsTurn = perSecond ? turnsAt(perSecond) : async () => {};
  const connections = createConnections(smtpUrl, options);
  const kept = repliesOf(smtpUrl);
  return {
    /**
     * Sends one message. Never rejects.
     * @param beforeContent called when the server is ready for the content. If it rejects, no content is sent
     */
    async send(mail: Mail, beforeContent: () => Promise<void> = async () => {}): Promise<SendResult> {
      if (!isAddress(mail.to)) return { is: 'refused', reply: 'This is not a mail address.' };
      await itsTurn();
      const attempt = await connections.send(mail, beforeContent);
      if ('error' in attempt)
        return resultOf(attempt.error, attempt.stage, kept(answerOrError(attempt.error)));
      return { is: 'accepted', reply: kept(attempt.response) };
    },
    close: connections.close,
  };
}

/** Lets callers through one at a time, evenly. */
function turnsAt(perSecond: Rate): () => Promise<void> {
  let nextAt = 0;
  return async () => {
    const now = Date.now();
    const mine = Math.max(now, nextAt);
    nextAt = mine + 1000 / perSecond();
    if (mine > now) await sleep(mine - now);
  };
}

/** Answers about the sign-on. Some servers send them only at RCPT (RFC 4954, 6). */
const signOnCodes = [530, 534, 535, 538];

function resultOf(error: NodemailerError, stage: Stage, reply: string): SendResult {
  const { responseCode = 0, command, code } = error;
  const isAnswer = responseCode >= 400 && responseCode < 600;
  const isAboutMessage = command === 'RCPT TO' || command === 'DATA';
  if (isAnswer && isAboutMessage && !signOnCodes.includes(responseCode)) {
    if (sortSmtpFailure({ responseCode }).retry) return { is: 'later', reply };
    return { is: 'refused', reply, meaning: meaningOf({ diagnostic: reply }) };
  }
  const serverFails = stage === 'waiting' || isAnswer || code === 'ETIMEDOUT';
  return { is: stage === 'end' ? 'unknown' : 'later', reply, serverFails };
}

/** Is this a plain address, without characters that a mail program could read in another way? */
function isAddress(text: string): boolean {
  return /^[^\s\p{Cc}<>()[\]\\,;:"@]+@[^\s\p{Cc}<>()[\]\\,;:"@]+$/u.test(text);
}
