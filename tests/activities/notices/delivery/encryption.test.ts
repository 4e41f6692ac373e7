// Mail goes unencrypted to a mail server on this machine only.
import { afterEach, describe, expect, it } from 'vitest';
import { createSmtpClient } from '../../../../activities/notices/delivery/smtp-client.ts';
import { type SmtpServer, startSmtpServer } from '../../../support/smtp.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

const mail = { from: 'notices@onegov.example', to: 'olive@access-board.gov', raw: Buffer.from('Hello\r\n') };

/** A server that offers no STARTTLS. */
async function plainServer(options: Parameters<typeof startSmtpServer>[0] = {}): Promise<SmtpServer> {
  const server = await startSmtpServer(options);
  cleanUps.push(server.stop);
  return server;
}

/** Reaches the same server by an address that can't be told from one elsewhere. */
const fromElsewhere = ({ port }: SmtpServer, signOn = '') => `smtp://${signOn}0.0.0.0:${port}`;

function sendTo(url: string) {
  const client = createSmtpClient(url);
  cleanUps.push(client.close);
  return client.send(mail);
}

describe('a mail server elsewhere that offers no encryption', () => {
  it('gets no mail, and one sentence says what to do', async () => {
    const server = await plainServer();
    expect(await sendTo(fromElsewhere(server))).toEqual({
      is: 'later',
      serverFails: true,
      reply:
        'The mail server offers no encryption (STARTTLS), so nothing was sent; turn it on there, or add ?ignoreTLS=true to SMTP_URL if the network between is yours alone.',
    });
    expect(server.mails).toEqual([]);
  });

  it('does not get the password', async () => {
    const tried: string[] = [];
    const server = await plainServer({ password: 'secret', onAuth: (password) => tried.push(password) });
    expect((await sendTo(fromElsewhere(server, 'user:secret@'))).is).toBe('later');
    expect(tried).toEqual([]);
  });

  it('gets mail if its URL asks for that', async () => {
    const server = await plainServer();
    expect((await sendTo(`${fromElsewhere(server)}?ignoreTLS=true`)).is).toBe('accepted');
  });
});

it.each(['127.0.0.1', 'localhost'])('a mail server at %s may do without encryption', async (host) => {
  const { port } = await plainServer();
  expect((await sendTo(`smtp://${host}:${port}`)).is).toBe('accepted');
});
