// Takes bounces in: by SMTP at the addresses that our mail came from, and by HTTP from whoever knows the secret.

import { createHash, timingSafeEqual } from 'node:crypto';
import express, { type ErrorRequestHandler, type RequestHandler, type Response, type Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import { agreementPart, type Bounces, readBounceAddress } from '../activities/bounces/bounce-address.ts';
import {
  type BounceRegister,
  type Taken,
  takeBounce,
  type Unrecorded,
} from '../activities/bounces/record-bounce.ts';
import { isRehearsal } from '../agreements/model/ids.ts';
import { type Agreements, NoWorkerError } from '../clients/api/agreements.ts';
import { listening, type Where } from './web.ts';

/** The agreements, and their rehearsals where there are any. */
export type Namespaces = { live: Agreements; rehearsals?: Agreements | undefined };

/** Those that an id is one of. */
export function agreementsOf({ live, rehearsals }: Namespaces, id: string): Agreements {
  return isRehearsal(id) && rehearsals ? rehearsals : live;
}

export type Intake = {
  /** Is this a bounce address of ours? */
  isOurs(address: string): boolean;
  /** `later`: nobody can know yet what becomes of it, so whoever brings it keeps it and tries again. */
  take(mail: { to: string; raw: Buffer }): Promise<Taken | 'later'>;
};

type Told = {
  /** Told what went wrong, in a line. */
  say?: (line: string) => void;
  /** Told what came back and can't be put on record; if it rejects, whoever brought it keeps it. */
  unrecorded?: BounceRegister['unrecorded'];
};

/** What both ways in lead to. */
export function createIntake(bounces: Bounces, namespaces: Namespaces, told: Told = {}): Intake {
  const { say = () => {} } = told;
  const register = registerOf(namespaces, told);
  return {
    isOurs: (address) => readBounceAddress(address, bounces) !== undefined,
    async take(mail) {
      try {
        const taken = await takeBounce(mail, bounces, register);
        return taken === 'early' ? 'later' : taken;
      } catch (error) {
        say(`Mail that came back can't be put on record yet: ${(error as Error).message}`);
        return 'later';
      }
    },
  };
}

/** Those of a message and of what it is wrapped in: a report with the headers of ours has some kilobytes. */
const mostBytes = 1_000_000;
const minute = 60_000;
/** At once: of all, and of one address. */
const mostSessions = 20;
const mostSessionsOfOne = 5;

/**
 * A mail server for bounce addresses and nothing else: it relays nothing, and knows no users. What can't be put on
 * record for now is refused for now, so the sender's queue keeps it.
 * @param order.port 0 for any free one
 * @param order.patience for how many milliseconds a session may last without a message; left out: two minutes
 * @throws {RefusedError} if it may not listen there
 */
export async function startInbound(
  order: Where & { domain: string; patience?: number },
  intake: Intake,
): Promise<{ address: string; stop(): Promise<void> }> {
  const { patience = 2 * minute } = order;
  const sessions = new Map<string, NodeJS.Timeout>();
  const server: SMTPServer = new SMTPServer({
    name: order.domain,
    heloResponse: '%s',
    disableReverseLookup: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    hideENHANCEDSTATUSCODES: false,
    size: mostBytes,
    rejectOversized: true,
    // A bounce goes to the one address that its message came from.
    maxRecipients: 1,
    maxClients: mostSessions,
    socketTimeout: minute,
    closeTimeout: 2000,
    // Nobody holds all of them, nor one for ever.
    onConnect({ id, remoteAddress }, done) {
      const fromThere = [...server.connections].filter((one) => one.remoteAddress === remoteAddress);
      if (fromThere.length > mostSessionsOfOne)
        return done(answered(421, 'Too many connections from one address, try again later'));
      const end = () =>
        [...server.connections].find((one) => one.id === id)?.send(421, 'Nothing came for too long');
      sessions.set(id, setTimeout(end, patience));
      done();
    },
    onClose({ id }) {
      clearTimeout(sessions.get(id));
      sessions.delete(id);
    },
    onMailFrom: ({ address }, _session, done) =>
      done(
        address === ''
          ? null
          : answered(550, 'Only bounces are taken here, and those have an empty envelope sender.'),
      ),
    onRcptTo: ({ address }, _session, done) =>
      done(intake.isOurs(address) ? null : answered(550, 'No such address here')),
    onData(stream, { envelope, id }, done) {
      const [recipient] = envelope.rcptTo;
      contentOf(stream)
        .then((raw) => intake.take({ to: recipient?.address ?? '', raw }))
        .then((taken) => (taken === 'later' ? done(answered(451, 'Try again later')) : done(null, 'Taken')))
        .catch(() => done(answered(451, 'Try again later')))
        .finally(() => sessions.get(id)?.refresh());
    },
  });
  // Whoever hangs up in the middle will come again.
  server.on('error', () => {});
  const port = await listening(server.listen(order.port, order.host), order, 'BOUNCE_SMTP');
  return {
    address: `${order.host}:${port}`,
    stop: () => new Promise((stopped) => server.close(stopped)),
  };
}

/** No more of it than is answered for: a message that is too large is refused once it is over. */
async function contentOf(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) if (!stream.sizeExceeded) chunks.push(chunk);
  return stream.sizeExceeded ? Buffer.alloc(0) : Buffer.concat(chunks);
}

function answered(responseCode: number, sentence: string): Error {
  return Object.assign(new Error(sentence), { responseCode });
}

export const hookPath = '/hooks/bounces';

/** `POST /hooks/bounces`: the message as it came, by whoever shows one of these secrets. */
export function bounceHook(secrets: string[], { take }: Intake): Router {
  const router = express.Router();
  const limit = rateLimit({
    windowMs: minute,
    limit: 600,
    validate: false,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    message: 'Not so fast: try again in a minute.',
  });
  const message = express.raw({ type: 'message/rfc822', limit: mostBytes });
  // Strangers are turned away before they are counted: they can't use up what others may ask for.
  router.post(hookPath, knows(secrets), limit, message, async (request, response) => {
    const to = request
      .get('x-envelope-to')
      ?.trim()
      .replace(/^<(.*)>$/, '$1');
    const raw: unknown = request.body;
    if (!to) return refuse(response, 400, 'Name the envelope recipient in X-Envelope-To.');
    if (!Buffer.isBuffer(raw) || raw.length === 0)
      return refuse(response, 400, 'Send the message as it came, as message/rfc822.');
    const taken = await take({ to, raw });
    if (taken !== 'later') return void response.status(202).json({ bounce: taken });
    refuse(response.set('Retry-After', '60'), 503, 'It can’t be put on record for now: try again later.');
  });
  router.use(hookPath, failed);
  return router;
}

function knows(secrets: string[]): RequestHandler {
  const known = secrets.map(digest);
  return (request, response, next) => {
    const shown = digest(/^Bearer (.+)$/i.exec(request.get('authorization') ?? '')?.[1] ?? '');
    // All are compared, whichever it is.
    const matches = known.filter((each) => timingSafeEqual(each, shown));
    if (matches.length > 0) return next();
    refuse(response.set('WWW-Authenticate', 'Bearer'), 401, 'Show the secret as a bearer token.');
  };
}

const digest = (text: string) => createHash('sha256').update(text).digest();

const failed: ErrorRequestHandler = (error, _request, response, _next) => {
  if (error.status === 413)
    return refuse(response, 413, `The message is too large: it may have ${mostBytes} bytes.`);
  refuse(response, 400, 'The message can’t be read.');
};

function refuse(response: Response, status: number, sentence: string): void {
  response.status(status).type('text').send(sentence);
}

const whyUnrecorded: Record<Unrecorded, string> = {
  over: 'the agreement is over',
  elsewhere: "from another address than the contact's own",
};

/** The facade as a bounce needs it. */
function registerOf(namespaces: Namespaces, { say, unrecorded }: Told): BounceRegister {
  const { live, rehearsals } = namespaces;
  // Ids are small and stay: after an outage of an agency's mail, a thousand bounces scan visibility once.
  const ids = new Map<string, string>();
  return {
    async find(part) {
      for (const agreements of rehearsals ? [live, rehearsals] : [live]) {
        if (ids.has(part)) break;
        for await (const { id } of agreements.list()) {
          ids.set(agreementPart(id), id);
          if (ids.has(part)) break;
        }
      }
      return ids.get(part);
    },
    view: (id) => agreementsOf(namespaces, id).view(id),
    async bounced(id, cameBack) {
      try {
        await agreementsOf(namespaces, id).decide(id, {
          type: 'bounced',
          by: 'the mail server',
          ...cameBack,
        });
      } catch (error) {
        throw error instanceof NoWorkerError ? new Error(error.message) : error;
      }
    },
    async unrecorded(id, cameBack, why) {
      say?.(`${id}: mail came back, but ${whyUnrecorded[why]}, so it can't be put on record.`);
      // A rehearsal mails nobody but its own.
      if (agreementsOf(namespaces, id) === namespaces.live) await unrecorded?.(id, cameBack, why);
    },
  };
}
