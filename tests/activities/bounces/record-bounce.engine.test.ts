// Mail that comes back, from the notice that goes out to what follows from it: by SMTP and by the hook, over real parts.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import express from 'express';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { bounceAddress } from '../../../activities/bounces/bounce-address.ts';
import { tellsUnrecorded } from '../../../activities/bounces/tell-operators.ts';
import { createOutbox } from '../../../activities/notices/delivery/smtp-client.ts';
import type { Agreement } from '../../../agreements/model/agreement.ts';
import { isSentAgain } from '../../../agreements/model/ids.ts';
import { connectAgreements } from '../../../clients/api/agreements.ts';
import { loadCatalogue } from '../../../offers/catalogue.ts';
import { bounceHook, createIntake, startInbound } from '../../../workers/inbound.ts';
import { openRig, type Rig } from '../../support/rig.ts';
import { type SmtpServer, startSmtpServer } from '../../support/smtp.ts';
import { mail, notification } from './notifications.ts';

const bounces = { domain: 'bounces.onegov.example', keys: ['a secret of 32 characters, at least'] };
const secret = 'another secret of 32 characters or more';

let smtp: SmtpServer;
let rig: Rig;
let inbound: Awaited<ReturnType<typeof startInbound>>;
let hook: { url: string; stop(): void };
const said: string[] = [];

/** An address that we signed, about an agreement that there is not. */
const about = { agreement: 'agreement:x:y.gov', messageId: `<${'0'.repeat(32)}@onegov.example>` };
const nobodys = bounceAddress(about, bounces);
beforeAll(async () => {
  smtp = await startSmtpServer();
  rig = await openRig({ smtpUrl: smtp.url, bounces });
  const intake = createIntake(bounces, { live: rig.agreements }, { say: (line) => said.push(line) });
  inbound = await startInbound({ host: '127.0.0.1', port: 0, domain: bounces.domain }, intake);
  const server = express()
    .use(bounceHook(['an older secret of 32 characters', secret], intake))
    .listen(0);
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/bounces`;
  hook = { url, stop: () => server.close() };
});
afterAll(async () => {
  hook.stop();
  await inbound.stop();
  await rig.close();
  await smtp.stop();
});

/** A started agreement, whose welcome has gone to its owner: from which address, and who would be next. */
async function welcomed(where = rig) {
  const id = await where.start();
  const { contacts } = await where.toDay(id, 1);
  const [owner, next] = contacts.map(({ email }) => email) as [string, string];
  const [bouncesTo] = mailsTo(owner, /welcome/).map(({ from }) => from);
  if (!bouncesTo) throw new Error('The owner should have got a welcome.');
  return { id, owner, next, bouncesTo };
}

/** The agreement, once all that a bounce brings has gone out. */
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

/** What our mail server answers at last, to a sender with an empty envelope sender as bounces have. */
async function bySmtp(to: string, raw: Buffer, from = ''): Promise<string> {
  const [host, port] = inbound.address.split(':');
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

describe('a notice that comes back', () => {
  it('by SMTP, is put on record, goes to the next contact, and is told to the operators, once', async () => {
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

  it('from somebody who was replaced since, goes to whoever took her place', async () => {
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

  it('by the hook, is put on record all the same, once', async () => {
    const { id, owner, bouncesTo } = await welcomed();
    const first = await byHook(`<${bouncesTo}>`, failure(owner));
    expect([first.status, await first.json()]).toEqual([202, { bounce: 'noted' }]);
    expect((await rig.agreements.view(id)).unreachable).toEqual([owner]);
    const second = await byHook(bouncesTo, failure(owner));
    expect([second.status, await second.json()]).toEqual([202, { bounce: 'known' }]);
  });

  it.each([
    ['as an automatic reply', outOfOffice, 'no bounce'],
    ['for a while only', failure('owner@access-board.example', '4.4.1'), 'temporary'],
  ])('%s, changes nothing', async (_, raw, bounce) => {
    const { id, bouncesTo } = await welcomed();
    const before = await rig.agreements.view(id);
    expect(await bySmtp(bouncesTo, raw)).toMatch(/^250 /);
    expect(await (await byHook(bouncesTo, raw)).json()).toEqual({ bounce });
    expect(await rig.agreements.view(id)).toEqual(before);
  });

  it('from an address that it was forwarded to, changes nothing, and is told in a line', async () => {
    const { id, bouncesTo } = await welcomed();
    const before = await rig.agreements.view(id);
    expect(await bySmtp(bouncesTo, failure('olive@home.example'))).toMatch(/^250 /);
    expect(said.at(-1)).toBe(
      `${id}: mail came back, but from another address than the contact's own, so it can't be put on record.`,
    );
    expect(await (await byHook(bouncesTo, failure('olive@home.example'))).json()).toEqual({
      bounce: 'elsewhere',
    });
    expect(await rig.agreements.view(id)).toEqual(before);
  });

  it('about an agreement that is over, is told to the operators by mail, but of a rehearsal in a line only', async () => {
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
      const outbox = createOutbox(smtp.url);
      const { operators } = where;
      const unrecorded = tellsUnrecorded(outbox, { from: 'notices@onegov.example', operators });
      const intake = createIntake(bounces, namespaces, { say: (line) => said.push(line), unrecorded });
      for (const time of [1, 2])
        expect(await intake.take({ to: bouncesTo, raw: failure(owner) }), `${time}`).toBe('over');
      expect(said.at(-1)).toBe(
        `${id}: mail came back, but the agreement is over, so it can't be put on record.`,
      );
      expect(mailsTo(operators, /Mail came back/)).toHaveLength(mails);
      outbox.close();
    }
    await live.close();
  });

  it('about nothing that is on record yet, is to be brought again', async () => {
    const { id, owner } = await welcomed();
    const to = bounceAddress({ agreement: id, messageId: `<${'f'.repeat(32)}@onegov.example>` }, bounces);
    expect(await bySmtp(to, failure(owner))).toMatch(/^451 /);
    expect((await byHook(to, failure(owner))).status).toBe(503);
  });

  it('while no worker answers, is to be brought again, and is noted then', async () => {
    const { id, owner, bouncesTo } = await welcomed();
    await rig.stopWorkers();
    const answers = Promise.all([bySmtp(bouncesTo, failure(owner)), byHook(bouncesTo, failure(owner))]);
    const [smtpAnswer, hookAnswer] = await answers.finally(() => rig.restartWorkers());
    expect(smtpAnswer).toMatch(/^451 /);
    expect([hookAnswer.status, hookAnswer.headers.get('retry-after')]).toEqual([503, '60']);
    expect(said.at(-1)).toMatch(
      /^Mail that came back can't be put on record yet: .* no worker answers for it/,
    );
    expect(await bySmtp(bouncesTo, failure(owner))).toMatch(/^250 /);
    expect((await rig.agreements.view(id)).unreachable).toEqual([owner]);
  });

  it('while the engine is away, is to be brought again', async () => {
    const { id, owner, bouncesTo } = await welcomed();
    const [host, port] = inject('address').split(':') as [string, string];
    const line = await startLine(host, Number(port));
    const catalogue = loadCatalogue();
    const agreements = await connectAgreements({
      address: line.address,
      namespace: rig.namespace,
      catalogue,
    });
    const intake = createIntake(bounces, { live: agreements });
    line.cut();
    expect(await intake.take({ to: bouncesTo, raw: failure(owner) })).toBe('later');
    expect((await rig.agreements.view(id)).unreachable).toBeUndefined();
    await agreements.close();
  });
});

describe('the mail server for bounces', () => {
  /** Connects to it; from another address of this machine, if one is named. */
  function call(localAddress = '127.0.0.1', { address } = inbound): Socket {
    const [host, port] = address.split(':');
    return connect({ host: host as string, port: Number(port), localAddress }).setEncoding('utf8');
  }

  async function answerOn(socket: Socket): Promise<string> {
    let answer = '';
    while (!/^\d{3} .*\r\n$/m.test(answer)) answer += (await once(socket, 'data'))[0];
    return answer;
  }

  /** What it answers to these lines, one after the other; its greeting first. */
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

  it('says nothing of the machine, knows no users, and offers nothing', async () => {
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

  it('takes mail for addresses that we signed, and at once refuses any other', async () => {
    const forged = bounceAddress(about, { ...bounces, keys: ['a guess'] });
    const others = [forged, `postmaster@${bounces.domain}`, 'olive@access-board.gov'];
    const [, , , ...answers] = await dialogue(
      ...['EHLO mx.example', 'MAIL FROM:<>'],
      ...[...others, nobodys, 'another@y.gov'].map((address) => `RCPT TO:<${address}>`),
    );
    expect(answers.map((answer) => answer.slice(0, 3))).toEqual(['550', '550', '550', '250', '452']);
  });

  it('takes nothing from a sender who could be answered: a bounce has none', async () => {
    const { id, owner, bouncesTo } = await welcomed();
    const before = await rig.agreements.view(id);
    expect(await bySmtp(bouncesTo, failure(owner), owner)).toMatch(
      /^550 .*Only bounces are taken here, and those have an empty envelope sender\.$/,
    );
    expect(await rig.agreements.view(id)).toEqual(before);
  });

  it('takes no message that is larger than any bounce', async () => {
    const { id, owner, bouncesTo } = await welcomed();
    const before = await rig.agreements.view(id);
    const large = Buffer.concat([failure(owner), Buffer.alloc(1_100_000, 'large\r\n')]);
    expect(await bySmtp(bouncesTo, large)).toMatch(/^552 /);
    expect((await byHook(bouncesTo, large)).status).toBe(413);
    expect(await rig.agreements.view(id)).toEqual(before);
  });

  it('where it may not listen, says which settings to change', async () => {
    const port = Number(inbound.address.split(':')[1]);
    const intake = createIntake(bounces, { live: rig.agreements });
    await expect(startInbound({ host: '127.0.0.1', port, domain: bounces.domain }, intake)).rejects.toThrow(
      `Nothing can listen on port ${port} of 127.0.0.1 (EADDRINUSE); set BOUNCE_SMTP_PORT to a free one, or BOUNCE_SMTP_HOST.`,
    );
  });

  it('serves five at once from one address, and others beside them', async () => {
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

  it('lets nobody stay who brings nothing', async () => {
    const patience = 2000;
    const order = { host: '127.0.0.1', port: 0, domain: bounces.domain, patience };
    const impatient = await startInbound(order, createIntake(bounces, { live: rig.agreements }));
    const [busy, idle] = [call('127.0.0.1', impatient), call('127.0.0.1', impatient)];
    const say = async (socket: Socket, line: string) => {
      socket.write(`${line}\r\n`);
      return answerOn(socket);
    };
    await Promise.all([busy, idle].map(answerOn));
    await say(busy, 'EHLO mx.example');
    let told = '';
    idle.on('data', (text) => {
      told += text;
    });
    const gone = once(idle, 'close');
    for (let time = 0; time < 3; time++) {
      idle.write('NOOP\r\n');
      for (const line of ['MAIL FROM:<>', `RCPT TO:<${nobodys}>`, 'DATA']) await say(busy, line);
      expect(await say(busy, 'Subject: Away\r\n\r\nUntil Monday.\r\n.')).toMatch(/^250 /);
      await pause(patience / 2);
    }
    await gone;
    expect(told).toMatch(/^421 .*Nothing came for too long\r\n$/m);
    expect(await say(busy, 'NOOP')).toMatch(/^250 /);
    busy.destroy();
    await impatient.stop();
  });

  it('bears whoever hangs up in the middle', async () => {
    await dialogue('EHLO mx.example', 'MAIL FROM:<>', `RCPT TO:<${nobodys}>`, 'DATA');
    expect(await bySmtp(nobodys, outOfOffice)).toMatch(/^250 /);
  });
});

describe('the hook for bounces', () => {
  it.each([
    ['without the secret', 401, { authorization: '' }],
    ['with a wrong one', 401, { authorization: `Bearer ${secret}x` }],
    ['with it in another way', 401, { authorization: `Basic ${secret}` }],
    ['without a recipient', 400, { 'x-envelope-to': '' }],
    ['with something that is no message', 400, { 'content-type': 'application/json' }],
    ['packed in a way that it does not know', 400, { 'content-encoding': 'zstd' }],
  ])('called %s, answers %i in one sentence', async (_, status, headers) => {
    const answer = await byHook(nobodys, outOfOffice, headers as Record<string, string>);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toMatch(/^[A-Z][^\n<]*\.$/);
  });

  it('called with a secret before this one, and for an address of nobody’s, says what becomes of it', async () => {
    const authorization = 'Bearer an older secret of 32 characters';
    const answer = await byHook('x@y.gov', outOfOffice, { authorization });
    expect([answer.status, await answer.json()]).toEqual([202, { bounce: 'forged' }]);
  });

  it('however often strangers call it, answers whoever knows the secret', async () => {
    const strangers = Array.from({ length: 700 }, () => byHook(nobodys, outOfOffice, { authorization: '' }));
    const answers = await Promise.all(strangers);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
    expect((await byHook(nobodys, outOfOffice)).status).toBe(202);
  });

  it('called too often, asks for a pause', async () => {
    const answers = await Promise.all(Array.from({ length: 601 }, () => byHook('', outOfOffice)));
    expect(answers.map(({ status }) => status)).toContain(429);
  });
});

/** A line to the engine that can be cut. */
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
