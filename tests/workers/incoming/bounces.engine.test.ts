// A bounce on real parts: a notice goes out and bounces, by SMTP or by the hook, and its agreement acts on it.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import express from 'express';
import { simpleParser } from 'mailparser';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { bounceAddress } from '../../../activities/bounces/bounce-address.ts';
import { tellsOperators } from '../../../activities/bounces/tell-operators.ts';
import { createSmtpClient } from '../../../activities/notices/delivery/smtp-client.ts';
import { mailOf } from '../../../activities/notices/message/message.ts';
import { reportMessage } from '../../../activities/notices/message/report-message.ts';
import type { Agreement } from '../../../agreements/model/agreement.ts';
import { isSentAgain } from '../../../agreements/model/ids.ts';
import { connectAgreements } from '../../../clients/api/agreements.ts';
import { loadCatalog } from '../../../offers/catalog.ts';
import { bounceHook } from '../../../workers/incoming/bounce-hook.ts';
import { createIntake } from '../../../workers/incoming/bounce-intake.ts';
import { startBounceServer } from '../../../workers/incoming/bounce-smtp.ts';
import { mail, notification } from '../../activities/bounces/notifications.ts';
import { openRig, type Rig } from '../../support/rig.ts';
import { type SmtpServer, startSmtpServer } from '../../support/smtp.ts';

const bounces = { domain: 'bounces.onegov.example', keys: ['a secret of 32 characters, at least'] };
const secret = 'another secret of 32 characters or more';

let smtp: SmtpServer;
let rig: Rig;
let bounceServer: Awaited<ReturnType<typeof startBounceServer>>;
let hook: { url: string; stop(): void };
const said: string[] = [];

/** A bounce address that we signed, for an agreement that does not exist. */
const about = { agreement: 'agreement:x:y.gov', messageId: `<${'0'.repeat(32)}@onegov.example>` };
const withoutAgreement = bounceAddress(about, bounces);
beforeAll(async () => {
  smtp = await startSmtpServer();
  rig = await openRig({ smtpUrl: smtp.url, bounces });
  const intake = createIntake(bounces, { live: rig.agreements }, { say: (line) => said.push(line) });
  bounceServer = await startBounceServer({ host: '127.0.0.1', port: 0, domain: bounces.domain }, intake);
  const server = express()
    .use(bounceHook(['an older secret of 32 characters', secret], intake))
    .listen(0);
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/bounces`;
  hook = { url, stop: () => server.close() };
});
afterAll(async () => {
  hook.stop();
  await bounceServer.stop();
  await rig.close();
  await smtp.stop();
});

/** Starts an agreement. Returns it, the bounce address of the welcome to its owner, and the next contact. */
async function welcomed(where = rig) {
  const id = await where.start();
  const { contacts } = await where.toDay(id, 1);
  const [owner, next] = contacts.map(({ email }) => email) as [string, string];
  const [bouncesTo] = mailsTo(owner, /welcome/).map(({ from }) => from);
  if (!bouncesTo) throw new Error('The owner got no welcome.');
  return { id, owner, next, bouncesTo };
}

/** The agreement, once everything that follows from a bounce has been sent. */
async function atRest(id: string): Promise<Agreement | undefined> {
  const agreement = await rig.agreements.view(id);
  const comesOfBounce = ({ id }: { id: string }) => isSentAgain(id) || id.startsWith('alert:bounced:');
  return agreement.plan.some(comesOfBounce) ? undefined : agreement;
}

function mailsTo(address: string, subject = /./) {
  const subjectOf = (raw: Buffer) => /^Subject: .*(\r\n[ \t].*)*/m.exec(raw.toString())?.[0] ?? '';
  return smtp.mails.filter(({ to, raw }) => to.includes(address) && subject.test(subjectOf(raw)));
}

function failure(recipient: string, status = '5.1.1'): Buffer {
  const fields = `Final-Recipient: rfc822; ${recipient}
Action: ${status.startsWith('5') ? 'failed' : 'delayed'}
Status: ${status}
Diagnostic-Code: smtp; 550 ${status} User unknown`;
  return notification(
    'MAILER-DAEMON@mx.access-board.example',
    `Reporting-MTA: dns; mx.access-board.example\n\n${fields}`,
  );
}

const outOfOffice = mail('Subject: Automatic reply\nAuto-Submitted: auto-replied', 'I am away until Monday.');

/** Sends it to the bounce server with an empty envelope sender, as bounces have; returns the last answer. */
async function bySmtp(to: string, raw: Buffer, from = ''): Promise<string> {
  const [host, port] = bounceServer.address.split(':');
  const transport = createTransport({ host, port: Number(port), ignoreTLS: true });
  return transport.sendMail({ envelope: { from, to }, raw }).then(
    ({ response }) => response,
    (error) => error.response,
  );
}

function byHook(to: string, raw: Buffer, headers: Record<string, string> = {}): Promise<Response> {
  const all = { authorization: `Bearer ${secret}`, 'content-type': 'message/rfc822', 'x-envelope-to': to };
  return fetch(hook.url, { method: 'POST', headers: { ...all, ...headers }, body: new Uint8Array(raw) });
}

describe('a notice that bounces', () => {
  it('by SMTP, is recorded, goes to the next contact, and alerts the operators, once', async () => {
    const { id, owner, next, bouncesTo } = await welcomed();
    const alerts = mailsTo(rig.operators).length;
    expect(mailsTo(next, /welcome/)).toEqual([]);
    expect(await bySmtp(bouncesTo, failure(owner))).toMatch(/^250 /);

    const { unreachable, record } = await rig.agreements.view(id);
    expect(unreachable).toEqual([owner]);
    expect(record).toContainEqual(
      expect.objectContaining({
        ...{ type: 'bounced', by: 'the mail server', address: owner, reason: '550 5.1.1 User unknown' },
      }),
    );
    await vi.waitFor(() => {
      expect(mailsTo(next, /welcome/)).toHaveLength(1);
      expect(mailsTo(rig.operators)).toHaveLength(alerts + 1);
    }, 10_000);

    const after = await vi.waitUntil(() => atRest(id), 10_000);
    expect(await bySmtp(bouncesTo, failure(owner))).toMatch(/^250 /);
    expect(await rig.agreements.view(id)).toEqual(after);
  });

  it('to a contact who was replaced since, goes to the new contact', async () => {
    const { id, owner, bouncesTo } = await welcomed();
    const { contacts } = await rig.agreements.view(id);
    const email = owner.replace('@', '.new@');
    const named = contacts.map((one) => (one.email === owner ? { ...one, email } : one));
    await rig.agreements.decide(id, { type: 'change-contacts', by: 'a test', contacts: named });
    expect(await bySmtp(bouncesTo, failure(owner))).toMatch(/^250 /);
    await vi.waitFor(() => expect(mailsTo(email, /welcome/)).toHaveLength(1), 10_000);
    const { unreachable, record } = await rig.agreements.view(id);
    expect(unreachable).toBeUndefined();
    expect(record).toContainEqual(expect.objectContaining({ type: 'bounced', address: owner }));
  });

  it('because our mail is refused, is one alert for all agreements, and an open issue of each', async () => {
    const all = [await welcomed(), await welcomed(), await welcomed()];
    const alerts = mailsTo(rig.operators).length;
    for (const { owner, bouncesTo } of all)
      expect(await bySmtp(bouncesTo, failure(owner, '5.7.26'))).toMatch(/^250 /);
    const isTold = async ({ id }: { id: string }) => {
      const { issues, record } = await rig.agreements.view(id);
      expect(new Set(issues.map(({ meaning }) => meaning))).toEqual(new Set(['our-mail-refused']));
      const ends = record.filter((entry) => 'id' in entry && entry.id.startsWith('alert:'));
      expect(ends).toHaveLength(1);
      return ends.map((entry) => (entry.type === 'delayed' ? entry.why?.code : entry.type));
    };
    const told = await vi.waitFor(() => Promise.all(all.map(isTold)), 20_000);
    expect(told.flat().toSorted()).toEqual(['operators-told', 'operators-told', 'settled']);
    expect(mailsTo(rig.operators)).toHaveLength(alerts + 1);
  });

  it('by the hook, is recorded too, once', async () => {
    const { id, owner, bouncesTo } = await welcomed();
    const first = await byHook(`<${bouncesTo}>`, failure(owner));
    expect([first.status, await first.json()]).toEqual([202, { bounce: 'noted' }]);
    expect((await rig.agreements.view(id)).unreachable).toEqual([owner]);
    const second = await byHook(bouncesTo, failure(owner));
    expect([second.status, await second.json()]).toEqual([202, { bounce: 'known' }]);
  });

  it('as an answer that a person wrote, is an open issue and an alert with its first lines, once', async () => {
    const { id, owner, bouncesTo } = await welcomed();
    const alerts = mailsTo(rig.operators).length;
    const letter = mail(`From: Olive <${owner}>\nSubject: Re: welcome`, 'I have a new job.');
    expect(await bySmtp(bouncesTo, letter)).toMatch(/^250 /);
    expect(await (await byHook(bouncesTo, letter)).json()).toEqual({ bounce: 'known' });
    expect(await (await byHook(bouncesTo, mail('Subject: x', 'More.'))).json()).toEqual({ bounce: 'unread' });
    await vi.waitFor(() => expect(mailsTo(rig.operators)).toHaveLength(alerts + 1), 10_000);
    const { issues, unreachable, plan } = await rig.agreements.view(id);
    expect(issues).toMatchObject([{ kind: 'bounce-unread', refused: [owner] }]);
    expect(unreachable).toBeUndefined();
    expect(plan.filter((one) => one.kind === 'alert' && one.id.includes('bounce-unread'))).toEqual([]);
    const { text } = await simpleParser(mailsTo(rig.operators).at(-1)?.raw ?? '');
    expect(text?.replace(/\s+/g, ' ')).toContain('I have a new job.');
  });

  it('and can’t be taken apart, is an open issue, and is not asked for again', async () => {
    const { id, bouncesTo } = await welcomed();
    const garbled = mail('Content-Type: multipart/report; boundary="b"', '--b\n\nmore\n'.repeat(1200));
    expect(await bySmtp(bouncesTo, garbled)).toMatch(/^250 /);
    expect((await rig.agreements.view(id)).issues).toMatchObject([{ kind: 'bounce-unread' }]);
  });

  it('about a message that no agreement has, prints a line', async () => {
    expect(await (await byHook(withoutAgreement, failure('x@y.gov'))).json()).toEqual({ bounce: 'unknown' });
    expect(said.at(-1)).toMatch(
      /^Mail came back to bounce\+.*, and no agreement has a notice that it is about\.$/,
    );
  });

  it.each([
    ['as an automatic reply', outOfOffice, 'no bounce'],
    ['for now only', failure('owner@access-board.example', '4.4.1'), 'temporary'],
  ])('%s, changes nothing', async (_, raw, bounce) => {
    const { id, bouncesTo } = await welcomed();
    const before = await rig.agreements.view(id);
    expect(await bySmtp(bouncesTo, raw)).toMatch(/^250 /);
    expect(await (await byHook(bouncesTo, raw)).json()).toEqual({ bounce });
    expect(await rig.agreements.view(id)).toEqual(before);
  });

  it('from an address that it was forwarded to, is an open issue, and marks nobody', async () => {
    const { id, bouncesTo } = await welcomed();
    expect(await bySmtp(bouncesTo, failure('olive@home.example'))).toMatch(/^250 /);
    const { issues, unreachable, record } = await rig.agreements.view(id);
    expect(issues).toMatchObject([{ kind: 'bounce-unread' }]);
    expect(unreachable).toBeUndefined();
    expect(record.find(({ type }) => type === 'bounce-unread')).toMatchObject({
      lines: [
        expect.stringMatching(/^Another address bounced/),
        'olive@home.example: 550 5.1.1 User unknown',
      ],
    });
    expect(await (await byHook(bouncesTo, failure('olive@home.example'))).json()).toEqual({
      bounce: 'known',
    });
  });

  it('after the agreement ended, is mailed to the operators; in a rehearsal, it only prints a line', async () => {
    const live = await openRig({ smtpUrl: smtp.url, bounces, isRehearsal: false });
    for (const [where, mails] of [
      [live, 1],
      [rig, 0],
    ] as const) {
      const { id, owner, bouncesTo } = await welcomed(where);
      await where.agreements.decide(id, { type: 'terminate', by: 'a test', reason: 'It is over.' });
      await vi.waitFor(async () => expect((await where.agreements.view(id)).plan).toEqual([]), 20_000);
      const namespaces =
        where === live ? { live: live.agreements } : { live: live.agreements, rehearsals: rig.agreements };
      const client = createSmtpClient(smtp.url);
      const { operators } = where;
      const sender = { from: 'notices@onegov.example', operators };
      const unrecorded = tellsOperators(async (order) =>
        client.send(await mailOf(reportMessage(order, sender))),
      );
      const intake = createIntake(bounces, namespaces, { say: (line) => said.push(line), unrecorded });
      for (const time of [1, 2])
        expect(await intake.take({ to: bouncesTo, raw: failure(owner) }), `${time}`).toBe('over');
      expect(said.at(-1)).toBe(`${id}: a bounce can't be recorded because the agreement is over.`);
      expect(mailsTo(operators, /Bounce not recorded/)).toHaveLength(mails);
      client.close();
    }
    await live.close();
  });

  it('before its message is recorded, is refused for now', async () => {
    const { id, owner } = await welcomed();
    const to = bounceAddress({ agreement: id, messageId: `<${'f'.repeat(32)}@onegov.example>` }, bounces);
    expect(await bySmtp(to, failure(owner))).toMatch(/^451 /);
    expect((await byHook(to, failure(owner))).status).toBe(503);
    expect(said.at(-1)).toMatch(/^Mail came back to bounce\+.* before its message was on record;/);
  });

  it('while no worker runs, is refused for now and recorded later', async () => {
    const { id, owner, bouncesTo } = await welcomed();
    await rig.stopWorkers();
    const answers = Promise.all([bySmtp(bouncesTo, failure(owner)), byHook(bouncesTo, failure(owner))]);
    const [smtpAnswer, hookAnswer] = await answers.finally(() => rig.restartWorkers());
    expect(smtpAnswer).toMatch(/^451 /);
    expect([hookAnswer.status, hookAnswer.headers.get('retry-after')]).toEqual([503, '60']);
    expect(said.at(-1)).toMatch(/^A bounce can't be recorded yet: .* no worker answers; /);
    expect(await bySmtp(bouncesTo, failure(owner))).toMatch(/^250 /);
    expect((await rig.agreements.view(id)).unreachable).toEqual([owner]);
  });

  it('while the Temporal server is away, is refused for now', async () => {
    const { id, owner, bouncesTo } = await welcomed();
    const [host, port] = inject('address').split(':') as [string, string];
    const line = await startLine(host, Number(port));
    const catalog = loadCatalog();
    const agreements = await connectAgreements({
      address: line.address,
      namespace: rig.namespace,
      catalog,
      keys: rig.keys,
    });
    const intake = createIntake(bounces, { live: agreements });
    line.cut();
    expect(await intake.take({ to: bouncesTo, raw: failure(owner) })).toBe('later');
    expect((await rig.agreements.view(id)).unreachable).toBeUndefined();
    await agreements.close();
  });
});

describe('the bounce server', () => {
  /** Connects to the bounce server, from any address of this machine. */
  function call(localAddress = '127.0.0.1', { address } = bounceServer): Socket {
    const [host, port] = address.split(':');
    return connect({ host: host as string, port: Number(port), localAddress }).setEncoding('utf8');
  }

  async function answerOn(socket: Socket): Promise<string> {
    let answer = '';
    while (!/^\d{3} .*\r\n$/m.test(answer)) answer += (await once(socket, 'data'))[0];
    return answer;
  }

  /** The server's greeting, and its answer to each of these lines. */
  async function dialogue(...lines: string[]): Promise<string[]> {
    const socket = call();
    const answers: string[] = [];
    for (const line of ['', ...lines]) {
      if (line) socket.write(`${line}\r\n`);
      answers.push(await answerOn(socket));
    }
    socket.destroy();
    return answers;
  }

  it('reveals nothing about the machine, and offers no login and no TLS', async () => {
    const [greeting, hello = '', auth, tls] = await dialogue(
      'EHLO mx.example',
      'AUTH PLAIN AAA=',
      'STARTTLS',
    );
    expect(greeting).toBe(`220 ${bounces.domain} ESMTP\r\n`);
    expect(hello.split('\r\n')[0]).toBe(`250-${bounces.domain}`);
    expect(hello).not.toMatch(/AUTH|STARTTLS/);
    expect([auth, tls]).toEqual(Array(2).fill(expect.stringMatching(/^500 .*not recognized/)));
  });

  it('accepts mail for addresses that we signed, and refuses any other at once', async () => {
    const forged = bounceAddress(about, { ...bounces, keys: ['a guess'] });
    const others = [forged, `postmaster@${bounces.domain}`, 'olive@access-board.gov'];
    const [, , , ...answers] = await dialogue(
      ...['EHLO mx.example', 'MAIL FROM:<>'],
      ...[...others, withoutAgreement, 'another@y.gov'].map((address) => `RCPT TO:<${address}>`),
    );
    expect(answers.map((answer) => answer.slice(0, 3))).toEqual(['550', '550', '550', '250', '452']);
  });

  it('refuses mail that has an envelope sender, because a bounce has none', async () => {
    const { id, owner, bouncesTo } = await welcomed();
    const before = await rig.agreements.view(id);
    expect(await bySmtp(bouncesTo, failure(owner), owner)).toMatch(
      /^550 .*Only bounces are accepted here, and they have an empty envelope sender\.$/,
    );
    expect(await rig.agreements.view(id)).toEqual(before);
  });

  it('reads the beginning of a message that is larger than any bounce', async () => {
    const { id, owner, bouncesTo } = await welcomed();
    const large = Buffer.concat([failure(owner), Buffer.alloc(1_100_000, 'large\r\n')]);
    expect(await bySmtp(bouncesTo, large)).toMatch(/^250 /);
    expect((await rig.agreements.view(id)).unreachable).toEqual([owner]);
    expect(await (await byHook(bouncesTo, large)).json()).toEqual({ bounce: 'known' });
    expect((await byHook(bouncesTo, Buffer.alloc(50_000_001))).status).toBe(413);
  });

  it('answers a sender that says goodbye with the final dot and closes its half of the connection', async () => {
    const { id, owner, bouncesTo } = await welcomed();
    const socket = call();
    const greeting = await answerOn(socket);
    const ask = (line: string) => {
      socket.write(`${line}\r\n`);
      return answerOn(socket);
    };
    const hello = await ask('EHLO mx.example');
    for (const line of ['MAIL FROM:<>', `RCPT TO:<${bouncesTo}>`, 'DATA']) await ask(line);
    // Exim does so wherever PIPELINING is offered.
    const message = `${failure(owner)}\r\n.\r\n`;
    if (hello.includes('PIPELINING')) socket.end(`${message}QUIT\r\n`);
    else socket.write(message);
    const lost = once(socket, 'close').then(() => 'no answer');
    expect([greeting, await Promise.race([answerOn(socket), lost])]).toEqual([
      expect.stringMatching(/^220 /),
      expect.stringMatching(/^250 /),
    ]);
    expect(hello).not.toContain('PIPELINING');
    expect((await rig.agreements.view(id)).unreachable).toEqual([owner]);
    socket.destroy();
  });

  it('names the settings to change if its port is in use', async () => {
    const port = Number(bounceServer.address.split(':')[1]);
    const intake = createIntake(bounces, { live: rig.agreements });
    await expect(
      startBounceServer({ host: '127.0.0.1', port, domain: bounces.domain }, intake),
    ).rejects.toThrow(
      `Can't listen on port ${port} of 127.0.0.1 (EADDRINUSE); set BOUNCE_SMTP_PORT to a free port, or change BOUNCE_SMTP_HOST.`,
    );
  });

  it('serves five sessions at once from one address, and more from other addresses', async () => {
    const five = Array.from({ length: 5 }, () => call());
    expect(await Promise.all(five.map(answerOn))).toEqual(Array(5).fill(expect.stringMatching(/^220 /)));
    expect(await answerOn(call())).toMatch(
      /^421 .*Too many connections from one address, try again later\r\n$/,
    );
    const other = call('127.0.0.2');
    expect(await answerOn(other)).toMatch(/^220 /);
    for (const socket of [...five, other]) socket.destroy();
    await vi.waitFor(async () => expect(await dialogue()).toEqual([expect.stringMatching(/^220 /)]), 10_000);
  });

  it('ends a session that sends no message', async () => {
    const patience = 2000;
    const order = { host: '127.0.0.1', port: 0, domain: bounces.domain, patience };
    const impatient = await startBounceServer(order, createIntake(bounces, { live: rig.agreements }));
    const [busy, idle] = [call('127.0.0.1', impatient), call('127.0.0.1', impatient)];
    const say = async (socket: Socket, line: string) => {
      socket.write(`${line}\r\n`);
      return answerOn(socket);
    };
    await Promise.all([busy, idle].map(answerOn));
    await say(busy, 'EHLO mx.example');
    let received = '';
    idle.on('data', (text) => {
      received += text;
    });
    const gone = once(idle, 'close');
    for (let time = 0; time < 3; time++) {
      idle.write('NOOP\r\n');
      for (const line of ['MAIL FROM:<>', `RCPT TO:<${withoutAgreement}>`, 'DATA']) await say(busy, line);
      expect(await say(busy, 'Subject: Away\r\n\r\nUntil Monday.\r\n.')).toMatch(/^250 /);
      await pause(patience / 2);
    }
    await gone;
    expect(received).toMatch(/^421 .*No message for too long\r\n$/m);
    expect(await say(busy, 'NOOP')).toMatch(/^250 /);
    busy.destroy();
    await impatient.stop();
  });

  it('goes on after a sender hangs up in the middle', async () => {
    await dialogue('EHLO mx.example', 'MAIL FROM:<>', `RCPT TO:<${withoutAgreement}>`, 'DATA');
    expect(await bySmtp(withoutAgreement, outOfOffice)).toMatch(/^250 /);
  });
});

describe('the bounce hook', () => {
  it.each([
    ['without the secret', 401, { authorization: '' }],
    ['with a wrong one', 401, { authorization: `Bearer ${secret}x` }],
    ['with it in a wrong header', 401, { authorization: `Basic ${secret}` }],
    ['without a recipient', 400, { 'x-envelope-to': '' }],
    ['with something other than a message', 400, { 'content-type': 'application/json' }],
    ['with an unknown encoding', 400, { 'content-encoding': 'zstd' }],
  ])('called %s, answers %i in one sentence', async (_, status, headers) => {
    const answer = await byHook(withoutAgreement, outOfOffice, headers as Record<string, string>);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toMatch(/^[A-Z][^\n<]*\.$/);
  });

  it('accepts an older secret, and says when the address is forged', async () => {
    const authorization = 'Bearer an older secret of 32 characters';
    const answer = await byHook('x@y.gov', outOfOffice, { authorization });
    expect([answer.status, await answer.json()]).toEqual([202, { bounce: 'forged' }]);
  });

  it('still answers callers with the secret while strangers call it often', async () => {
    const strangers = Array.from({ length: 700 }, () =>
      byHook(withoutAgreement, outOfOffice, { authorization: '' }),
    );
    const answers = await Promise.all(strangers);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
    expect((await byHook(withoutAgreement, outOfOffice)).status).toBe(202);
  });

  it('asks a caller to wait after too many calls', async () => {
    const answers = await Promise.all(Array.from({ length: 601 }, () => byHook('', outOfOffice)));
    expect(answers.map(({ status }) => status)).toContain(429);
  });
});

/** A connection to the Temporal server that can be cut. */
async function startLine(host: string, port: number) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const onward = connect(port, host);
    for (const one of [socket, onward]) sockets.add(one.on('error', () => one.destroy()));
    socket.pipe(onward).pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
