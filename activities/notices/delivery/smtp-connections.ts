// Pooled connections to the mail server. If they fall silent, messages that were not handed over get new connections.
import { Readable } from 'node:stream';
import nodemailer, { type NodemailerError, type SMTPPoolOptions } from 'nodemailer';

/** One message as the mail server gets it: the envelope, and the bytes of the whole message. */
export type Mail = { from: string; to: string; raw: Buffer };

/**
 * How far a message has come. `waiting`: nothing was sent. `begun`: its commands were. `content`: its content begins.
 * `end`: all of its content was read, so the server may have the final dot.
 */
export type Stage = 'waiting' | 'begun' | 'content' | 'end';

/** What came of a message: the server's answer to it, or the error and how far the message had come. */
export type Attempt = { response: string } | { error: NodemailerError; stage: Stage };

/** How long the mail server may be silent, in milliseconds. */
export type Patience = {
  /** While a message waits for a connection: no sign of life on any of them. */
  connection: number;
  /** At the commands before the content, at first: a connection that was open before may be dead. */
  first: number;
  /** At the commands before the content, over a new connection. */
  commands: number;
  /** While the content goes out. */
  content: number;
};

export type TransportOptions = Pick<
  SMTPPoolOptions,
  | 'maxConnections'
  | 'maxMessages'
  | 'connectionTimeout'
  | 'greetingTimeout'
  | 'socketTimeout'
  | 'idleTimeout'
  | 'tls'
> & { patience?: Patience };

const minute = 60_000;

/** RFC 5321, 4.5.3.2, except for `first`, after which the message is tried again with the RFC's patience. */
const patienceOfRfc: Patience = {
  connection: 1.5 * minute,
  first: minute,
  commands: 5 * minute,
  content: 3 * minute,
};

/** @param beforeContent called when the server is ready for the content. If it rejects, no content is sent */
type BeforeContent = () => Promise<void>;

/**
 * Connections to the server at `smtpUrl`. Nobody waits behind a connection that has fallen silent: the next messages, and
 * those that wait, go out over new connections. For the answer to the final dot it waits 10 minutes, because a client
 * that gives up early sends duplicates.
 */
export function createConnections(smtpUrl: string, options: TransportOptions = {}) {
  const { patience = patienceOfRfc, ...rest } = options;
  let pool = openPool(smtpUrl, rest);
  let isClosed = false;

  /** The old connections finish what was handed over. */
  function leave(silent: typeof pool): void {
    if (pool !== silent || isClosed) return;
    pool = openPool(smtpUrl, rest);
    silent.close();
  }

  async function sendOver(mail: Mail, beforeContent: BeforeContent, patience: Patience): Promise<Sent> {
    const used = pool;
    const sent = await used.send(mail, beforeContent, patience);
    if (sent.wasSilent) leave(used);
    const wasLeftBehind = used !== pool && 'error' in sent.attempt && sent.attempt.stage === 'waiting';
    return { ...sent, wasSilent: sent.wasSilent || wasLeftBehind };
  }

  return {
    /** Sends one message. Never rejects. */
    async send(mail: Mail, beforeContent: BeforeContent): Promise<Attempt> {
      const { attempt, wasSilent } = await sendOver(mail, beforeContent, {
        ...patience,
        commands: patience.first,
      });
      const isInHand = 'response' in attempt || attempt.stage === 'content' || attempt.stage === 'end';
      if (!wasSilent || isInHand || isClosed) return attempt;
      return (await sendOver(mail, beforeContent, patience)).attempt;
    },
    close() {
      isClosed = true;
      pool.close();
    },
  };
}

/** `wasSilent`: the server was silent for too long before the end of the content. */
type Sent = { attempt: Attempt; wasSilent: boolean };

function openPool(smtpUrl: string, options: Omit<TransportOptions, 'patience'>) {
  const transport = nodemailer.createTransport({
    url: smtpUrl,
    pool: true,
    connectionTimeout: minute,
    greetingTimeout: minute,
    socketTimeout: 10 * minute,
    requireTLS: mustEncrypt(smtpUrl),
    ...options,
  });
  const watches = new WeakMap<object, (content: Readable) => Readable>();
  transport.use('stream', (mail, done) => {
    const watch = watches.get(mail.data.raw as Buffer);
    if (watch) mail.message.processFunc(watch);
    done();
  });
  let lastSignOfLife = Date.now();

  async function send(
    { from, to, raw }: Mail,
    beforeContent: BeforeContent,
    patience: Patience,
  ): Promise<Sent> {
    let stage: Stage = 'waiting';
    const watch = createSilenceWatch();
    // The transport reads the content only after the server has answered DATA with 354.
    watches.set(raw, (content) => {
      lastSignOfLife = Date.now();
      stage = 'begun';
      watch.start(patience.commands);
      const watched = Readable.from(
        (async function* () {
          watch.signal.throwIfAborted();
          watch.stop();
          stage = 'content';
          await beforeContent();
          watch.start(patience.content);
          yield* content;
        })(),
      );
      return watched.once('end', () => {
        watch.stop();
        stage = 'end';
      });
    });
    // A message may wait while the server is busy with others.
    watch.start(patience.connection, () => lastSignOfLife);
    try {
      // A bounce names this address (ORCPT, RFC 3461, 4.2), even if the bouncing server has another name for the mailbox.
      // Without NOTIFY, Exim forgets it (findings/exim-forgets-orcpt.sh).
      const dsn = isAscii(to) && { dsn: { recipient: to, notify: ['failure', 'delay'] } };
      const envelope = { from, to: [to] };
      const { response } = await transport.sendMail({ envelope, raw, ...dsn, signal: watch.signal });
      lastSignOfLife = Date.now();
      return { attempt: { response }, wasSilent: false };
    } catch (error) {
      const wasSilent = watch.signal.aborted;
      if ((error as NodemailerError).responseCode) lastSignOfLife = Date.now();
      return { attempt: { error: wasSilent ? watch.signal.reason : error, stage }, wasSilent };
    } finally {
      watch.stop();
    }
  }

  return { send, close: () => transport.close() };
}

/** Aborts its signal after a silence. */
function createSilenceWatch() {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const stop = () => clearTimeout(timer);
  return {
    signal: controller.signal,
    stop,
    /** @param lastSign when the server gave the last sign of life; left out: now */
    start(forMs: number, lastSign?: () => number): void {
      stop();
      const check = () => {
        const left = lastSign ? lastSign() + forMs - Date.now() : 0;
        if (left > 0) timer = setTimeout(check, left);
        else controller.abort(silence(forMs));
      };
      timer = setTimeout(check, forMs);
    },
  };
}

function silence(forMs: number): Error {
  const error = new Error(`The mail server was silent for ${Math.round(forMs / 1000)} seconds.`);
  return Object.assign(error, { code: 'ETIMEDOUT' });
}

/**
 * Mail goes unencrypted only within this machine, or if the URL asks for that (`?ignoreTLS=true`). Otherwise whoever can
 * change what passes between here and the mail server can leave out its offer of STARTTLS (RFC 3207, 6).
 */
function mustEncrypt(smtpUrl: string): boolean {
  const { hostname, searchParams } = new URL(smtpUrl);
  const isThisMachine = /^(localhost|127(\.\d+){3}|\[::1\])$/i.test(hostname);
  return !isThisMachine && searchParams.get('ignoreTLS') !== 'true';
}

function isAscii(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}
