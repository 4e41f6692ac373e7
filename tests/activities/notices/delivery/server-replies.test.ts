// What is kept of a mail server's replies: nothing of our sign-on; and what to do about its certificate.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { SMTPServer } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { createSmtpClient } from '../../../../activities/notices/delivery/smtp-client.ts';
import { selfSigned } from '../../../support/certificate.ts';

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).toReversed()) await undo();
});

const mail = { from: 'notices@onegov.example', to: 'olive@access-board.gov', raw: Buffer.from('Hello\r\n') };

async function replyOf(smtpUrl: string): Promise<string> {
  const client = createSmtpClient(smtpUrl);
  cleanUp.push(client.close);
  return (await client.send(mail)).reply;
}

describe('a server that repeats the sign-on', () => {
  const user = 'agency-mailer';
  const password = 'tr0ub4dor&3=';
  const signOn = `${user}:${encodeURIComponent(password)}`;
  const base64 = (value: string) => Buffer.from(value).toString('base64');
  const secrets = [user, password, encodeURIComponent(password), base64(user), base64(password)];

  /** Repeats all that it got when it refuses a command and when it takes the message. */
  async function repeatingServer(offers: string, refusesAt: RegExp): Promise<string> {
    const server = createServer((socket: Socket) => {
      const lines: string[] = [];
      socket.write('220 here\r\n');
      socket.on('data', (chunk) => {
        for (const line of chunk.toString().split('\r\n').filter(Boolean)) {
          lines.push(line);
          const said = lines.join(' ');
          if (refusesAt.test(line)) socket.write(`535 5.7.8 ${said} is ${user} with ${password}\r\n`);
          else if (/^EHLO/.test(line)) socket.write(`250-here\r\n250 AUTH ${offers}\r\n`);
          else if (/^AUTH LOGIN/.test(line)) socket.write('334 VXNlcm5hbWU6\r\n');
          else if (line === base64(user)) socket.write('334 UGFzc3dvcmQ6\r\n');
          else if (line === 'DATA') socket.write('354 go on\r\n');
          else if (line === '.') socket.write(`250 ${said}\r\n`);
          else if (/^AUTH/.test(line)) socket.write('235 OK\r\n');
          else if (line !== 'Hello') socket.write('250 OK\r\n');
        }
      });
      socket.on('error', () => {});
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    cleanUp.push(() => server.close());
    return `smtp://${signOn}@127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it.each([
    ['at AUTH PLAIN', 'PLAIN', /^AUTH/, '535 5.7.8 EHLO'],
    ['after the password of AUTH LOGIN', 'LOGIN', new RegExp(`^${base64(password)}$`), '535 5.7.8 EHLO'],
    ['when it takes the message', 'PLAIN', /^nothing$/, '250 EHLO'],
  ])('%s: nothing of it is kept', async (_, offers, refusesAt, begins) => {
    const reply = await replyOf(await repeatingServer(offers, refusesAt));
    expect(reply).toContain(begins);
    expect(reply).toContain('…');
    for (const secret of [...secrets, base64(`\0${user}\0${password}`)]) expect(reply).not.toContain(secret);
  });
});

describe('a server that signed its certificate itself', () => {
  async function selfSignedServer(secure: boolean): Promise<string> {
    const server = new SMTPServer({
      ...selfSigned,
      secure,
      authOptional: true,
      onData: (stream, _session, done) => stream.resume().on('end', () => done()),
    });
    server.on('error', () => {});
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    cleanUp.push(() => new Promise<void>((stopped) => server.close(stopped)));
    return `${secure ? 'smtps' : 'smtp'}://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  }

  it.each([true, false])('gets no mail, and one sentence names the setting (smtps: %s)', async (secure) => {
    expect(await replyOf(await selfSignedServer(secure))).toBe(
      'The mail server is not trusted because it signed its certificate itself; set NODE_EXTRA_CA_CERTS to a PEM file with that certificate.',
    );
  });

  it('gets mail with that setting', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'certificate-'));
    cleanUp.push(() => rm(folder, { recursive: true }));
    const file = join(folder, 'mail.pem');
    await writeFile(file, selfSigned.cert);
    const client = pathToFileURL(resolve('activities/notices/delivery/smtp-client.ts'));
    const script = `
      const { createSmtpClient } = await import('${client}');
      const client = createSmtpClient('${await selfSignedServer(true)}');
      const { is } = await client.send({ ...${JSON.stringify({ from: mail.from, to: mail.to })}, raw: Buffer.from('Hello') });
      console.log(is);
      client.close();`;
    const args = ['--import', 'tsx', '--input-type=module', '--eval', script];
    const child = spawn(process.execPath, args, { env: { ...process.env, NODE_EXTRA_CA_CERTS: file } });
    expect((await text(child.stdout)).trim()).toBe('accepted');
  });
});
