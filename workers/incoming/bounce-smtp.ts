// The mail server for bounces. It takes mail only at the addresses that our messages came from.
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { type BounceIntake, readBytes } from './bounce-intake.ts';
import { type ListenAddress, listening } from './http.ts';

const minute = 60_000;
/** The most sessions at once: in total, and from one address. */
const maxSessions = 20;
const maxSessionsPerAddress = 5;

/**
 * Starts the mail server. It forwards nothing and has no users. It refuses a bounce for now if the bounce can't be
 * recorded yet, so the sender keeps it and tries again.
 * @param order.port 0 for any free port
 * @param order.patience how many milliseconds a session may last without a message; left out: two minutes
 * @throws {RefusedError} if it can't listen there
 */
export async function startBounceServer(
  order: ListenAddress & { domain: string; patience?: number },
  intake: BounceIntake,
): Promise<{ address: string; stop(): Promise<void> }> {
  const { patience = 2 * minute } = order;
  const timers = new Map<string, NodeJS.Timeout>();
  const server: SMTPServer = new SMTPServer({
    name: order.domain,
    heloResponse: '%s',
    disableReverseLookup: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    hideENHANCEDSTATUSCODES: false,
    // Exim would send QUIT with the final dot and close its half of the connection; then it gets no answer to the message.
    hidePIPELINING: true,
    // A bounce goes to the one address that its message came from.
    maxRecipients: 1,
    maxClients: maxSessions,
    socketTimeout: minute,
    closeTimeout: 2000,
    // No sender may use up all sessions, or keep one open forever.
    onConnect({ id, remoteAddress }, done) {
      const fromThere = [...server.connections].filter((one) => one.remoteAddress === remoteAddress);
      if (fromThere.length > maxSessionsPerAddress)
        return done(reply(421, 'Too many connections from one address, try again later'));
      const end = () => sessionOf(server, id)?.send(421, 'No message for too long');
      timers.set(id, setTimeout(end, patience));
      done();
    },
    onClose({ id }) {
      clearTimeout(timers.get(id));
      timers.delete(id);
    },
    onMailFrom: ({ address }, _session, done) =>
      done(
        address === ''
          ? null
          : reply(550, 'Only bounces are accepted here, and they have an empty envelope sender.'),
      ),
    onRcptTo: ({ address }, _session, done) =>
      done(intake.isOurs(address) ? null : reply(550, 'No such address here')),
    onData(stream, session, done) {
      receive(stream, session, intake)
        .then((taken) => (taken === 'later' ? done(reply(451, 'Try again later')) : done(null, 'Accepted')))
        .catch(() => done(reply(451, 'Try again later')))
        .finally(() => timers.get(session.id)?.refresh());
    },
  });
  // A sender whose connection breaks tries again.
  server.on('error', () => {});
  const port = await listening(server.listen(order.port, order.host), order, 'BOUNCE_SMTP');
  return {
    address: `${order.host}:${port}`,
    stop: () => new Promise((stopped) => server.close(stopped)),
  };
}

function sessionOf({ connections }: SMTPServer, id: string) {
  return [...connections].find((one) => one.id === id);
}

async function receive(
  stream: SMTPServerDataStream,
  { envelope }: SMTPServerSession,
  intake: BounceIntake,
): ReturnType<BounceIntake['take']> {
  const [recipient] = envelope.rcptTo;
  return intake.take({ to: recipient?.address ?? '', raw: await beginningOf(stream) });
}

/** As much of the message as is read. The rest is taken and thrown away, because a refused bounce would be lost. */
async function beginningOf(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (length < readBytes) chunks.push(chunk);
    length += chunk.length;
  }
  return Buffer.concat(chunks);
}

function reply(responseCode: number, sentence: string): Error {
  return Object.assign(new Error(sentence), { responseCode });
}
