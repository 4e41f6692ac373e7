// An SMTP client: hands messages to the mail server, and returns the result of each.
import { Readable } from 'node:stream';
import nodemailer, { type NodemailerError, type SMTPPoolOptions } from 'nodemailer';
import pThrottle from 'p-throttle';
import { oneLine } from '../../../text/sentences.ts';
import { sortSmtpFailure } from '../../failures.ts';
import type { Message } from '../message/message.ts';

/**
 * The result of sending a message:
 * - `accepted`, `refused`: the server's final answer.
 * - `later`: the server has certainly not taken it. Another try may succeed.
 * - `unknown`: the server may have taken it. The connection broke between the message's end and the answer.
 */
export type SendResult = {
  is: 'accepted' | 'refused' | 'later' | 'unknown';
  /** What the server answered, or what went wrong: one line. */
  reply: string;
  /** Refused because there is no such mailbox. */
  noMailbox?: true;
  /** The server can't be reached, is silent, or refuses us: no other message would succeed now. */
  serverFails?: boolean;
};

export type TransportOptions = Pick<
  SMTPPoolOptions,
  'maxConnections' | 'maxMessages' | 'connectionTimeout' | 'greetingTimeout' | 'socketTimeout' | 'tls'
>;

export type SmtpClient = ReturnType<typeof createSmtpClient>;

/** Nothing sent yet; the commands begun; the content begun; the content read to its end, so that its final dot may be sent. */
type Stage = 'waiting' | 'begun' | 'content' | 'end';

const minute = 60_000;

/**
 * A pool of connections to the server at `smtpUrl`. It waits for an answer as long as a client should (10 minutes after
 * the final dot; RFC 5321, 4.5.3.2): giving up early makes duplicates.
 * @param perSecond at most this many messages a second, evenly; left out: as many as the server takes
 */
export function createSmtpClient(smtpUrl: string, options: TransportOptions = {}, perSecond?: number) {
  // The pool's own rate limit would let each connection send at once.
  const itsTurn = perSecond
    ? pThrottle({ limit: 1, interval: 1000 / perSecond })(async () => {})
    : async () => {};
  const transport = nodemailer.createTransport({
    url: smtpUrl,
    pool: true,
    connectionTimeout: minute,
    greetingTimeout: minute,
    socketTimeout: 10 * minute,
    ...options,
  });
  const watches = new WeakMap<object, (content: Readable) => Readable>();
  transport.use('stream', (mail, done) => {
    const watch = watches.get(mail.data.raw as Buffer);
    if (watch) mail.message.processFunc(watch);
    done();
  });

  return {
    /**
     * @param beforeContent called with the whole message once the server waits for its content. If it rejects, no byte
     *   of the content is sent.
     */
    async send(
      message: Message,
      beforeContent: (raw: Buffer) => Promise<void> = async () => {},
    ): Promise<SendResult> {
      if (!isAddress(message.to)) return { is: 'refused', reply: 'This is not a mail address.' };
      await itsTurn();
      let stage: Stage = 'waiting';
      const raw = await message.compose();
      // The content is read only after the server has answered DATA with 354. `end` comes when all of it was read.
      watches.set(raw, (content) => {
        stage = 'begun';
        const watched = Readable.from(
          (async function* () {
            stage = 'content';
            await beforeContent(raw);
            yield* content;
          })(),
        );
        return watched.once('end', () => {
          stage = 'end';
        });
      });
      try {
        const envelope = { from: message.from, to: [message.to] };
        // A bounce names this address (ORCPT, RFC 3461, 4.2), whatever the server that bounces calls the mailbox.
        const dsn = isAscii(message.to) && { dsn: { recipient: message.to } };
        const { response } = await transport.sendMail({ envelope, raw, ...dsn });
        return { is: 'accepted', reply: shortened(response) };
      } catch (error) {
        return resultOf(error as NodemailerError, stage);
      }
    },
    close: () => transport.close(),
  };
}

/** Answers about the sign-on. They may come as late as with RCPT (RFC 4954, 6). */
const signOnCodes = [530, 534, 535, 538];

/** No such mailbox, no longer one, or one that takes no mail; and Exchange's own code (RFC 3463, 3.2 and 3.3). */
const knowsNone = /^5\d\d[ -]5\.(1\.(1|6|10)|2\.1)(?!\.?\d)/;

function resultOf(error: NodemailerError, stage: Stage): SendResult {
  const { responseCode = 0, command, code } = error;
  const reply = shortened(error.response || error.message);
  const isAnswer = responseCode >= 400 && responseCode < 600;
  const isAboutMessage = command === 'RCPT TO' || command === 'DATA';
  if (isAnswer && isAboutMessage && !signOnCodes.includes(responseCode)) {
    if (sortSmtpFailure({ responseCode }).retry) return { is: 'later', reply };
    return {
      is: 'refused',
      reply,
      ...(command === 'RCPT TO' && knowsNone.test(reply) && { noMailbox: true }),
    };
  }
  const serverFails = stage === 'waiting' || isAnswer || code === 'ETIMEDOUT';
  return { is: stage === 'end' ? 'unknown' : 'later', reply, serverFails };
}

/** A plain address, with nothing in it that a mail program might take for something else. */
function isAddress(text: string): boolean {
  return /^[^\s\p{Cc}<>()[\]\\,;:"@]+@[^\s\p{Cc}<>()[\]\\,;:"@]+$/u.test(text);
}

function isAscii(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}

function shortened(text: string): string {
  return oneLine(text).slice(0, 200);
}
