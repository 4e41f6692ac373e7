// A mail server that falls silent on its open connections, while new connections work.
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createSmtpClient, type SendResult } from '../../../../activities/notices/delivery/smtp-client.ts';
import type { TransportOptions } from '../../../../activities/notices/delivery/smtp-connections.ts';
import { openLine } from '../../../support/line.ts';
import { startSmtpServer } from '../../../support/smtp.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

const patience = { connection: 600, first: 600, commands: 3000, content: 3000 };

/** A client, a line and a real server; and what sends a message, and says how it went and how long that took. */
async function setUp(options: Parameters<typeof startSmtpServer>[0] = {}, transport: TransportOptions = {}) {
  const server = await startSmtpServer(options);
  const line = await openLine(`127.0.0.1:${server.port}`);
  const client = createSmtpClient(`smtp://${line.address}`, { patience, ...transport });
  cleanUps.push(
    () => server.stop(),
    () => line.close(),
    () => client.close(),
  );
  let count = 0;
  const send = async (): Promise<{ is: SendResult['is']; took: number }> => {
    const began = Date.now();
    const raw = Buffer.from(`Subject: ${++count}\r\n\r\nText\r\n`);
    const { is } = await client.send({ from: 'us@onegov.example', to: 'you@agency.example', raw });
    return { is, took: Date.now() - began };
  };
  const subjects = () => server.mails.map(({ raw }) => raw.toString().split('\r\n')[0]).toSorted();
  return { server, line, send, subjects };
}

const atOnce = <T>(count: number, make: () => Promise<T>) => Promise.all(Array.from({ length: count }, make));

describe('a mail server that falls silent on its open connections', () => {
  it('gets all messages over new connections, each of them once', async () => {
    const { line, send, subjects } = await setUp({ onMail: () => pause(50) });
    await atOnce(5, send);
    expect(line.opened()).toBe(5);
    line.freezeOpen();
    const sent = await atOnce(8, send);
    expect(sent.map(({ is }) => is)).toEqual(Array(8).fill('accepted'));
    expect(Math.max(...sent.map(({ took }) => took))).toBeLessThan(3000);
    expect(new Set(subjects()).size).toBe(13);
    expect(subjects()).toHaveLength(13);
  });

  it('is given time for its answers to the messages it has, and others do not wait for that', async () => {
    let freeze = () => {};
    const { line, send, subjects } = await setUp({ onMail: () => freeze() }, { socketTimeout: 4000 });
    let read = 0;
    freeze = () => {
      read += 1;
      if (read === 5) line.freezeOpen();
      if (read <= 5) return new Promise(() => {});
    };
    const unanswered = atOnce(5, send);
    while (read < 5) await pause(20);
    const next = await send();
    expect(next.is).toBe('accepted');
    expect(next.took).toBeLessThan(2500);
    const first = await unanswered;
    expect(first.map(({ is }) => is)).toEqual(Array(5).fill('unknown'));
    expect(Math.min(...first.map(({ took }) => took))).toBeGreaterThan(3900);
    expect(subjects()).toHaveLength(6);
  });

  it('and answers no QUIT, gets the next message over a new connection', async () => {
    const { line, send } = await setUp({}, { maxConnections: 1, idleTimeout: 100 });
    await send();
    line.freezeOpen();
    await pause(300);
    const { is, took } = await send();
    expect(is).toBe('accepted');
    expect(took).toBeLessThan(2500);
  });
});

describe('a mail server that is slow', () => {
  it('to answer RCPT gets the message in the end', async () => {
    const { send, subjects } = await setUp({ onRcpt: () => pause(1200) });
    expect((await send()).is).toBe('accepted');
    expect(subjects()).toHaveLength(1);
  });

  it('with many messages gets all of them over the same connections', async () => {
    const { line, send } = await setUp({ onMail: () => pause(200) });
    const sent = await atOnce(25, send);
    expect(sent.every(({ is }) => is === 'accepted')).toBe(true);
    expect(Math.max(...sent.map(({ took }) => took))).toBeGreaterThan(patience.connection);
    expect(line.opened()).toBe(5);
  });
});

it('a mail server that answers nothing at all is left after both tries, with a reason', async () => {
  const { line, send } = await setUp({}, { patience: { ...patience, commands: 900 } });
  await send();
  line.freeze();
  const { is, took } = await send();
  expect(is).toBe('later');
  expect(took).toBeGreaterThan(1100);
});
