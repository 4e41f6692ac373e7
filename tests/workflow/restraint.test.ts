// A relay that takes so much a second: what has piled up drains at that rate, the most urgent first.
import { afterEach, expect, it, vi } from 'vitest';
import { lastBusinessDay } from '../support/days.ts';
import { openRig, type Rig } from '../support/rig.ts';
import { type SmtpServer, startSmtpServer } from '../support/smtp.ts';

let rig: Rig;
let server: SmtpServer;
afterEach(async () => {
  await rig.close();
  await server.stop();
});

it('what has just happened overtakes welcomes that wait', async () => {
  server = await startSmtpServer();
  rig = await openRig({ smtpUrl: server.url, noticesPerSecond: 1 });
  const start = (name: string) =>
    rig.start({
      startsOn: lastBusinessDay,
      contacts: [{ name, email: `${name}@urgent.example`, roles: ['owner'] }],
    });
  const first = await start('first');
  const isWelcomed = () => server.mails.length === 1;
  await vi.waitUntil(isWelcomed, { timeout: 30_000 });

  const others = Array.from({ length: 6 }, (_, index) => `other-${index}`);
  for (const name of others) await start(name);
  await rig.agreements.decide(first, { type: 'suspend', by: 'a test' });
  await vi.waitUntil(() => server.mails.length === 8, { timeout: 60_000 });

  const order = server.mails.map(({ to: [address = ''] }) => address.replace('@urgent.example', ''));
  expect(order.filter((name) => name === 'first')).toHaveLength(2);
  expect(order.lastIndexOf('first')).toBeLessThan(order.length - 3);
  expect(new Set(order)).toEqual(new Set(['first', ...others]));
});
