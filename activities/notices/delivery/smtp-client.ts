// Hands messages to the mail server, and tells what became of each.
import { Readable } from 'node:stream';
import nodemailer, { type NodemailerError, type SMTPPoolOptions } from 'nodemailer';
import pThrottle from 'p-throttle';
import { oneLine } from '../../../text/sentences.ts';
import { sortSmtpFailure } from '../../failures.ts';
import type { Message } from '../message/message.ts';

/**
 * What became of a message:
 * - `accepted`, `refused`: the server's last word on it.
 * - `later`: it was certainly not taken, but may be when tried again.
 * - `unknown`: it may have been taken. The connection broke between its end and the answer.
 */
export type Fate = {
  is: 'accepted' | 'refused' | 'later' | 'unknown';
  /** What the server answered, or what went wrong: one line. */
  reply: string;
  /** Refused, for there is no such mailbox. */
  noMailbox?: true;
  /** The server can't be reached, is silent, or doesn't want us: no other message would fare better now. */
  serverFails?: boolean;
};

export type TransportOptions = Pick<
  SMTPPoolOptions,
  'maxConnections' | 'maxMessages' | 'connectionTimeout' | 'greetingTimeout' | 'socketTimeout' | 'tls'
>;

export type Outbox = ReturnType<typeof createOutbox>;

/** Nothing sent yet; the commands begun; the content begun; the content read to its end, so that its dot may be out. */
type Stage = 'waiting' | 'begun' | 'content' | 'end';

const minute = 60_000;

/**
 * A pool of connections to the server at `smtpUrl`. It waits for an answer for as long as a client should (10 minutes
 * after the final dot; RFC 5321, 4.5.3.2): who gives up early makes duplicates.
 * @param perSecond at most so many messages a second, evenly; left out: as many as the server takes
 */
export function createOutbox(smtpUrl: string, options: TransportOptions = {}, perSecond?: number) {
  // The pool's own limit lets each of its connections through at once.
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
    /** @param onHandOver awaited when the server waits for the content: if it rejects, no byte of it leaves. */
    async hand(message: Message, onHandOver: () => Promise<void>): Promise<Fate> {
      if (!isAddress(message.to)) return { is: 'refused', reply: 'This is not a mail address.' };
      await itsTurn();
      let stage: Stage = 'waiting';
      const raw = await message.compose();
      // The content is read only once the server has answered DATA with 354; `end` comes when all of it was taken.
      watches.set(raw, (content) => {
        stage = 'begun';
        const watched = Readable.from(
          (async function* () {
            stage = 'content';
            await onHandOver();
            yield* content;
          })(),
        );
        return watched.once('end', () => {
          stage = 'end';
        });
      });
      try {
        const envelope = { from: message.from, to: [message.to] };
        // The server that bounces it names it (ORCPT, RFC 3461, 4.2), whatever it calls the mailbox itself.
        const dsn = isAscii(message.to) && { dsn: { recipient: message.to } };
        const { response } = await transport.sendMail({ envelope, raw, ...dsn });
        return { is: 'accepted', reply: shortened(response) };
      } catch (error) {
        return fateOf(error as NodemailerError, stage);
      }
    },
    close: () => transport.close(),
  };
}

/** A server's word about the sign-on, which may come as late as with RCPT (RFC 4954, 6). */
const signOnCodes = [530, 534, 535, 538];

/** No such mailbox, none any more, or none that takes mail; Exchange's own for the first (RFC 3463, 3.2 and 3.3). */
const knowsNone = /^5\d\d[ -]5\.(1\.(1|6|10)|2\.1)(?!\.?\d)/;

function fateOf(error: NodemailerError, stage: Stage): Fate {
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
