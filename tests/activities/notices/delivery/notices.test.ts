// Delivery to a real mail server.
import { domainToUnicode } from 'node:url';

import { ApplicationFailure, CancelledFailure } from '@temporalio/activity';
import { ActivityCancellationDetails } from '@temporalio/common';
import { simpleParser } from 'mailparser';
import { afterEach, describe, expect, it } from 'vitest';
import type { Delivery } from '../../../../agreements/delivery/order-types.ts';
import { type SmtpServer, startSmtpServer } from '../../../support/smtp.ts';
import { contracting, notice, order, owner, sender } from '../examples/brief.ts';
import { attempt, deliverInTheEnd, noticesTo, results } from './attempts.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function server(options?: Parameters<typeof startSmtpServer>[0]): Promise<SmtpServer> {
  const started = await startSmtpServer(options);
  cleanUps.push(started.stop);
  return started;
}

function notices(...args: Parameters<typeof noticesTo>) {
  const made = noticesTo(...args);
  cleanUps.push(made.close);
  return made;
}

describe('delivering an order', () => {
  it('sends each notice to each recipient and each alert to the operators, and returns the receipts', async () => {
    const smtp = await server();
    const alerts = [{ obligation: 'alert:refused', text: 'A notice was refused.' }];
    const { delivery } = await attempt(notices(smtp), { ...order, alerts });
    const receipts = delivery?.[notice.obligation] ?? [];
    expect(results(receipts)).toEqual({ [owner.email]: 'accepted', [contracting.email]: 'accepted' });
    expect(results(delivery?.['alert:refused'])).toEqual({ [sender.operators]: 'accepted' });
    for (const { reply, at } of receipts) {
      expect(reply).toMatch(/^250 /);
      expect(Math.abs(Date.parse(at) - Date.now())).toBeLessThan(10_000);
    }
    expect(smtp.mails.map(({ to, from }) => [from, ...to])).toEqual([
      [sender.from, owner.email],
      [sender.from, contracting.email],
      [sender.from, sender.operators],
    ]);
    const ids = await Promise.all(smtp.mails.map(async ({ raw }) => (await simpleParser(raw)).messageId));
    expect(ids.slice(0, 2)).toEqual(receipts.map(({ messageId }) => messageId));
  });

  it('sends one heartbeat before each message, with the answer to the one before, and none after the last', async () => {
    const smtp = await server();
    const seen: [number, number, string[]][] = [];
    const resultsIn = (delivery: Delivery = {}) =>
      (delivery[notice.obligation] ?? []).map(({ result }) => result);
    const { delivery } = await attempt(notices(smtp), order, undefined, {
      onBeat: (_, { delivery, uncertain }) =>
        seen.push([smtp.mails.length, uncertain.length, resultsIn(delivery)]),
    });
    expect(seen).toEqual([
      [0, 1, ['uncertain']],
      [1, 1, ['accepted', 'uncertain']],
    ]);
    expect(resultsIn(delivery)).toEqual(['accepted', 'accepted']);
  });

  it('returns an empty list if there is nobody to write to', async () => {
    const smtp = await server();
    const { delivery } = await attempt(notices(smtp), { ...order, notices: [{ ...notice, recipients: [] }] });
    expect(delivery).toEqual({ [notice.obligation]: [] });
  });

  it('names the recipient for bounces (ORCPT), with NOTIFY, if the server offers it', async () => {
    const known = await server({ dsn: true });
    await attempt(notices(known), order);
    expect(known.mails[0]).toMatchObject({
      originalTo: `rfc822;${owner.email}`,
      notify: 'FAILURE,DELAY',
    });
    const other = await server();
    await attempt(notices(other), order);
    expect(other.mails.map(({ originalTo }) => originalTo)).toEqual(['', '']);
  });

  it.each([
    'r&d@access-board.gov',
    "robin.o'dell+ai@achp.gov",
    'team/ai=7@abmc.gov',
    '{all}~!#$%*?^`|_-@access-board.gov',
    'wren@xn--bcher-kva.xn--p1ai',
  ])('writes to %s, and names that address for bounces', async (email) => {
    const smtp = await server({ dsn: true });
    const recipients = [{ ...owner, email }];
    const { delivery } = await attempt(notices(smtp), { ...order, notices: [{ ...notice, recipients }] });
    expect(results(delivery?.[notice.obligation])).toEqual({ [email]: 'accepted' });
    const [mail] = smtp.mails;
    // The server for tests shows domains in letters.
    const shown = email.replace(/[^@]+$/, domainToUnicode);
    expect(mail).toMatchObject({ to: [shown], originalTo: `rfc822;${email}` });
    const { headers, headerLines } = await simpleParser(mail?.raw ?? '');
    expect(headers.get('to')).toMatchObject({ value: [{ address: shown, name: owner.name }] });
    expect(headerLines.filter(({ key }) => ['to', 'cc', 'bcc'].includes(key))).toHaveLength(1);
  });

  it('hands over no more messages a second than the mail server takes', async () => {
    const smtp = await server();
    const recipients = Array.from({ length: 6 }, (_, index) => ({
      ...owner,
      email: `reader-${index}@rate.example`,
    }));
    const began = Date.now();
    await attempt(notices(smtp, { perSecond: () => 10 }), { ...order, notices: [{ ...notice, recipients }] });
    expect(smtp.mails).toHaveLength(6);
    expect(Date.now() - began).toBeGreaterThanOrEqual(480);
  });

  it('uses one connection for many messages', async () => {
    const smtp = await server();
    const sending = notices(smtp);
    for (let term = 1; term <= 3; term++) {
      await attempt(sending, {
        ...order,
        brief: { ...order.brief, term: { ...order.brief.term, number: term } },
      });
    }
    expect(smtp.mails).toHaveLength(6);
    expect(new Set(smtp.mails.map(({ session }) => session)).size).toBe(1);
  });

  it('refuses a message to an invalid address, and sends the others', async () => {
    const smtp = await server();
    const recipients = [
      { ...owner, email: 'owner@access-board.gov>\r\nRCPT TO:<evil@evil.example' },
      { ...owner, email: 'owner@access-board.gov, evil@evil.example' },
      contracting,
    ];
    const { delivery } = await attempt(notices(smtp), { ...order, notices: [{ ...notice, recipients }] });
    expect(delivery?.[notice.obligation]?.map(({ result }) => result)).toEqual([
      'refused',
      'refused',
      'accepted',
    ]);
    expect(smtp.mails.flatMap(({ to }) => to)).toEqual([contracting.email]);
  });
});

describe('a mail server that refuses us', () => {
  it('because of a wrong password, delays all messages and refuses none', async () => {
    const smtp = await server({ password: 'right' });
    const url = (password: string) => smtp.url.replace('//', `//user:${password}@`);
    const wrong = await attempt(notices(smtp, { smtpUrl: url('wrong-secret') }), order);
    expect(wrong.failure).toMatchObject({ type: 'NotDeliveredYet', nonRetryable: false });
    expect((wrong.failure as Error).message).toMatch(
      /^The mail server has not taken 2 of 2 messages yet: 535 .*Wrong name or password/,
    );
    expect(JSON.stringify(wrong)).not.toContain('wrong-secret');
    const { delivery } = await deliverInTheEnd(
      notices(smtp, { smtpUrl: url('right') }),
      order,
      wrong.beats.at(-1),
    );
    expect(Object.values(results(delivery[notice.obligation]))).toEqual(['accepted', 'accepted']);
    expect(smtp.mails).toHaveLength(2);
  });

  it('because of a missing sign-on delays all messages, too', async () => {
    const { failure } = await attempt(notices(await server({ password: 'right' })), order);
    expect(failure).toMatchObject({ type: 'NotDeliveredYet', details: [{ uncertain: [] }] });
  });

  it('because nothing listens, fails with one clear sentence and tries no other message', async () => {
    const smtp = await startSmtpServer();
    await smtp.stop();
    const { failure, beats } = await attempt(notices(smtp), order);
    expect(failure).toBeInstanceOf(ApplicationFailure);
    expect((failure as Error).message).toBe(
      `The mail server has not taken 2 of 2 messages yet: connect ECONNREFUSED 127.0.0.1:${smtp.port}`,
    );
    expect(beats).toHaveLength(1);
  });
});

describe('stopping', () => {
  it('after a cancellation happens between messages, and keeps the progress', async () => {
    const smtp = await server();
    const { failure } = await attempt(notices(smtp), order, undefined, {
      onBeat: (environment) => environment.cancel(),
    });
    expect(failure).toBeInstanceOf(CancelledFailure);
    const [progress] = (failure as CancelledFailure).details as [{ delivery: object }];
    expect(progress.delivery).toMatchObject({
      [notice.obligation]: [{ to: owner.email, result: 'accepted' }],
    });
    expect(smtp.mails).toHaveLength(1);
  });

  it('of the worker leaves the rest to the next attempt', async () => {
    const smtp = await server();
    const sending = notices(smtp);
    const { failure, beats } = await attempt(sending, order, undefined, {
      onBeat: (environment) =>
        environment.cancel('WORKER_SHUTDOWN', new ActivityCancellationDetails({ workerShutdown: true })),
    });
    expect(failure).toMatchObject({ type: 'NotDeliveredYet', nonRetryable: false });
    await deliverInTheEnd(sending, order, beats.at(-1));
    expect(smtp.mails.flatMap(({ to }) => to)).toEqual([owner.email, contracting.email]);
  });
});
