// Mail servers for tests: a real one that keeps its messages, and one that fails on cue at any stage of a session.
import { createServer, type Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';

type Mail = {
  to: string[];
  from: string;
  raw: Buffer;
  session: string;
  originalTo?: string;
  notify?: string;
};

export type SmtpServer = { url: string; port: number; mails: Mail[]; stop(): Promise<void> };

/** `cut` breaks all connections without a word and stops listening, as if the machine had lost its power. */
type RealSmtpServer = SmtpServer & { cut(): void };

/** A real SMTP server that takes every message; with `password`, only from the user `user` with this password. */
export async function startSmtpServer({
  password,
  port: wanted = 0,
  dsn = false,
  onAuth = () => {},
  onRcpt = () => {},
  onMail = () => {},
}: {
  password?: string;
  port?: number;
  /** Whether it offers delivery status notifications. */
  dsn?: boolean;
  /** Called with each password that it gets. */
  onAuth?: (password: string) => unknown;
  /** Called at each RCPT. The server answers it once this resolves. */
  onRcpt?: () => unknown;
  /** Called when a message has been kept. The server answers the message once this resolves. */
  onMail?: () => unknown;
} = {}): Promise<RealSmtpServer> {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    hideDSN: !dsn,
    // Stops even if a client keeps its connection open.
    closeTimeout: 100,
    authOptional: password === undefined,
    allowInsecureAuth: true,
    onAuth: (auth, _session, done) => {
      onAuth(auth.password ?? '');
      if (auth.password === password) done(null, { user: 'user' });
      else done(new Error('Wrong name or password'));
    },
    onRcptTo: (_address, _session, done) => {
      Promise.resolve(onRcpt()).then(() => done());
    },
    onData: (stream, { envelope, id }, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mails.push({
          to: envelope.rcptTo.map(({ address }) => address),
          from: envelope.mailFrom ? envelope.mailFrom.address : '',
          raw: Buffer.concat(chunks),
          session: id,
          originalTo: String(Object(envelope.rcptTo[0]?.args).ORCPT ?? ''),
          notify: String(Object(envelope.rcptTo[0]?.args).NOTIFY ?? ''),
        });
        Promise.resolve(onMail()).then(() => done());
      });
    },
  });
  const sockets = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(wanted, '127.0.0.1', resolve));
  const port = portOf(server.server.address());
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    mails,
    stop: () => new Promise<void>((resolve) => server.close(resolve)),
    cut: () => {
      server.server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** The stages of a session; `content` is the middle of the message, `end` the answer to its final dot. */
type SmtpStage = 'connect' | 'EHLO' | 'MAIL' | 'RCPT' | 'DATA' | 'content' | 'end';

/** A fault at a stage: a scripted answer, a closed connection, or silence. */
export type SmtpFault = {
  at: SmtpStage;
  /** Only for this recipient. */
  to?: string;
  do: { say: string } | 'hang up' | 'stall';
  /** At `end`: the server keeps the message, although it does not accept it. */
  keep?: boolean;
  /** How often; left out: once. */
  times?: number;
};

/** A simple SMTP server with scripted faults. Each fault happens when a session reaches its stage. */
export async function startFaultySmtpServer(faults: SmtpFault[]): Promise<SmtpServer> {
  const mails: Mail[] = [];
  const sockets = new Set<Socket>();
  const left = faults.map((fault) => ({ ...fault, times: fault.times ?? 1 }));
  let sessions = 0;

  const server = createServer((socket) => {
    const session = String(++sessions);
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    let to: string[] = [];
    let from = '';
    let content: string | undefined;
    let buffered = '';

    answer('connect', '220 test ESMTP');
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      buffered += chunk;
      if (content !== undefined) takeContent();
      else takeCommands();
    });

    function takeCommands() {
      for (let end = buffered.indexOf('\r\n'); end >= 0; end = buffered.indexOf('\r\n')) {
        const line = buffered.slice(0, end);
        buffered = buffered.slice(end + 2);
        takeCommand(line);
      }
    }

    function takeCommand(line: string) {
      const verb = line.slice(0, 4).toUpperCase();
      const address = /<(.*?)>/.exec(line)?.[1] ?? '';
      if (verb === 'EHLO') answer('EHLO', '250 test');
      else if (verb === 'MAIL') {
        [from, to] = [address, []];
        answer('MAIL', '250 OK');
      } else if (verb === 'RCPT') {
        to.push(address);
        answer('RCPT', '250 OK');
      } else if (verb === 'DATA') {
        if (answer('DATA', '354 Go on')) content = '';
      } else if (verb === 'RSET' || verb === 'NOOP') socket.write('250 OK\r\n');
      else if (verb === 'QUIT') socket.end('221 Bye\r\n');
      else socket.write('500 Unknown command\r\n');
    }

    function takeContent() {
      if (faultAt('content')) return void answer('content', '');
      const end = buffered.indexOf('\r\n.\r\n');
      if (end < 0) return;
      const raw = Buffer.from(buffered.slice(0, end + 2).replace(/^\.\./gm, '.'), 'latin1');
      buffered = buffered.slice(end + 5);
      content = undefined;
      const fault = faultAt('end');
      if (!fault || fault.keep) mails.push({ to, from, raw, session });
      answer('end', '250 Kept');
    }

    /** Sends the good answer, or causes the fault. @returns whether it sent the good answer */
    function answer(stage: SmtpStage, good: string): boolean {
      const fault = faultAt(stage);
      if (!fault) return socket.write(`${good}\r\n`);
      fault.times -= 1;
      if (fault.do === 'hang up') socket.destroy();
      else if (fault.do !== 'stall') socket.write(`${fault.do.say}\r\n`);
      return false;
    }

    function faultAt(stage: SmtpStage) {
      return left.find(
        (fault) => fault.at === stage && fault.times > 0 && (!fault.to || to.includes(fault.to)),
      );
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = portOf(server.address());
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    mails,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function portOf(address: ReturnType<ReturnType<typeof createServer>['address']>): number {
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
  return address.port;
}
