// A mail server that takes a few messages a second: the queue drains at that rate, the most urgent message first.
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, it, vi } from 'vitest';
import { loadRegistry } from '../../data/registry.ts';
import { lastBusinessDay } from '../support/days.ts';
import { openRig, type Rig } from '../support/rig.ts';
import { type SmtpServer, startSmtpServer } from '../support/smtp.ts';

let rig: Rig;
let server: SmtpServer;
afterEach(async () => {
  await rig.close();
  await server.stop();
});

it('the notice of what just happened overtakes welcomes that wait', async () => {
  server = await startSmtpServer();
  rig = await openRig({ smtpUrl: server.url, noticesPerSecond: 1 });
  const agencies = [...loadRegistry().keys()];
  const start = (name: string) =>
    rig.start({
      agency: agencies.pop() ?? '',
      startsOn: lastBusinessDay,
      contacts: [{ name, email: `${name}@urgent.example`, roles: ['owner'] }],
    });
  const first = await start('first');
  const isWelcomed = () => server.mails.length === 1;
  await vi.waitUntil(isWelcomed, { timeout: 30_000 });

  const others = Array.from({ length: 6 }, (_, index) => `other-${index}`);
  await Promise.all(others.map(start));
  await rig.agreements.decide(first, { type: 'suspend', by: 'a test' });
  await vi.waitUntil(() => server.mails.length === 8, { timeout: 60_000 });

  const order = server.mails.map(({ to: [address = ''] }) => address.replace('@urgent.example', ''));
  expect(order.filter((name) => name === 'first')).toHaveLength(2);
  expect(order.lastIndexOf('first')).toBeLessThan(order.length - 3);
  expect(new Set(order)).toEqual(new Set(['first', ...others]));
});

const mailsTo = (who: string) => server.mails.filter(({ to }) => to.includes(`${who}@urgent.example`)).length;
const owners = (...names: string[]) =>
  names.map((name) => ({ name, email: `${name}@urgent.example`, roles: ['owner' as const] }));

it('a hold stops messages in the queue, and a release sends each of them once', async () => {
  server = await startSmtpServer();
  rig = await openRig({ smtpUrl: server.url, noticesPerSecond: 1 });
  const names = Array.from({ length: 6 }, (_, index) => `queued-${index}`);
  const ids: string[] = [];
  for (const name of names) ids.push(await rig.start({ startsOn: lastBusinessDay, contacts: owners(name) }));
  await vi.waitUntil(() => server.mails.length > 0, { timeout: 30_000 });
  const hold = { type: 'hold', by: 'a test' } as const;
  await Promise.all(ids.map((id) => rig.agreements.decide(id, hold)));
  const sent = server.mails.length;
  await pause(4000);
  // One message may have been on its way to the server.
  expect(server.mails.length).toBeLessThanOrEqual(sent + 1);
  expect(server.mails.length).toBeLessThan(names.length);
  await Promise.all(ids.map((id) => rig.agreements.decide(id, { type: 'release', by: 'a test' })));
  await vi.waitUntil(() => names.every((name) => mailsTo(name) > 0), { timeout: 60_000 });
  await pause(2000);
  expect(names.map(mailsTo)).toEqual(names.map(() => 1));
});

it('a hold stops a delivery between two messages, and a release sends the rest', async () => {
  let id = '';
  const isHeld = () => rig.agreements.decide(id, { type: 'hold', by: 'a test' });
  server = await startSmtpServer({ onMail: () => server.mails.length === 1 && isHeld() });
  rig = await openRig({ smtpUrl: server.url });
  const names = ['one', 'two', 'three'];
  id = await rig.start({ startsOn: lastBusinessDay, contacts: owners(...names) });
  const isCalledBack = async () => {
    const { record } = await rig.agreements.view(id);
    return record.some((entry) => entry.type === 'delayed' && entry.reason === 'welcome: called back');
  };
  await vi.waitUntil(isCalledBack, { timeout: 30_000 });
  expect(names.map(mailsTo)).toEqual([1, 0, 0]);
  await rig.agreements.decide(id, { type: 'release', by: 'a test' });
  await vi.waitUntil(() => names.every((name) => mailsTo(name) > 0), { timeout: 30_000 });
  expect(names.map(mailsTo)).toEqual([1, 1, 1]);
  expect((await rig.agreements.view(id)).issues).toEqual([]);
});

it('a decision stops a reminder in the queue', async () => {
  server = await startSmtpServer();
  rig = await openRig({ smtpUrl: server.url, noticesPerSecond: 1 });
  const id = await rig.start({ contacts: owners('decided') });
  await rig.toDay(id, 240);
  await rig.agreements.decide(id, { type: 'hold', by: 'a test' });
  await rig.toDay(id, 250);
  const others: string[] = [];
  for (let index = 0; index < 5; index++)
    others.push(await rig.start({ contacts: owners(`other-${index}`) }));
  const before = mailsTo('decided');
  await Promise.all([
    rig.agreements.decide(id, { type: 'release', by: 'a test' }),
    ...others.map((other) => rig.agreements.decide(other, { type: 'suspend', by: 'a test' })),
  ]);
  await rig.agreements.decide(id, { type: 'decline', by: 'a test' });
  await vi.waitUntil(() => mailsTo('decided') > before, { timeout: 60_000 });
  await pause(3000);
  const subjects = server.mails
    .filter(({ to }) => to.includes('decided@urgent.example'))
    .slice(before)
    .map(({ raw }) => /^Subject: (.*)/m.exec(raw.toString())?.[1]);
  expect(subjects).toHaveLength(1);
});

it('a contact gets no more messages a day from several agreements of the agency than from one', async () => {
  server = await startSmtpServer();
  rig = await openRig({ smtpUrl: server.url, isRehearsal: false });
  const contacts = [{ name: 'Olive', email: 'olive@busy.example', roles: ['owner' as const] }];
  const start = (offer: string) =>
    rig.start({ offer, agency: 'acus.gov', contacts, startsOn: lastBusinessDay });
  const messages = (count: number) => vi.waitUntil(() => server.mails.length === count, { timeout: 30_000 });
  const grok = await start('xai-grok');
  await messages(1);
  for (const [index, type] of (['suspend', 'reinstate', 'suspend'] as const).entries()) {
    const command = type === 'reinstate' ? { type, clock: 'keep' as const } : { type };
    await rig.agreements.decide(grok, { ...command, by: 'a test' });
    await messages(index + 2);
  }
  const restrained = await start('openai-chatgpt-enterprise');
  const welcome = async () => (await rig.agreements.view(restrained)).plan.find(({ id }) => id === 'welcome');
  await vi.waitUntil(async () => (await welcome())?.notBefore, { timeout: 30_000 });
  expect(server.mails).toHaveLength(4);
  expect(Date.parse((await welcome())?.notBefore ?? '')).toBeGreaterThan(Date.now() + 23 * 3_600_000);
  expect((await rig.agreements.view(restrained)).issues).toEqual([]);
});
