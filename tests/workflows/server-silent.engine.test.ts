// The Temporal server stops answering in the middle of a delivery.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, inject, it, onTestFinished, vi } from 'vitest';
import { lastBusinessDay } from '../support/days.ts';
import { openRig } from '../support/rig.ts';
import { startSmtpServer } from '../support/smtp.ts';

it('nothing more is mailed until it answers again, and nothing is mailed twice', async () => {
  const line = await openLine(inject('address'));
  let freeze = () => {};
  const server = await startSmtpServer({ onMail: () => freeze() });
  onTestFinished(() => server.stop());
  const rig = await openRig({ address: line.address, smtpUrl: server.url });
  freeze = () => {
    freeze = () => {};
    line.freeze();
  };
  const started = rig.start({ startsOn: lastBusinessDay });
  await vi.waitUntil(() => line.isFrozen(), 30_000);
  await pause(12_000);
  expect(server.mails).toHaveLength(1);
  line.thaw();

  const id = await started;
  await vi.waitFor(async () => expect(sentIds(await rig.agreements.view(id))).toHaveLength(4), 60_000);
  expect(server.mails.flatMap(({ to }) => to)).toHaveLength(2);
  await rig.close();
  line.close();
});

function sentIds({ record }: Awaited<ReturnType<Awaited<ReturnType<typeof openRig>>['agreements']['view']>>) {
  return record.flatMap((entry) => (entry.type === 'settled' ? (entry.receipts ?? []) : []));
}

/** A connection to a server that a test can freeze: it stays open, and nothing passes. */
async function openLine(target: string) {
  const [host = '', port = ''] = target.split(':');
  const sockets = new Set<Socket>();
  let frozen = false;
  const server = createServer((near) => {
    const far = connect(Number(port), host);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (data) => to.write(data));
      from.on('close', () => to.destroy());
      from.on('error', () => to.destroy());
      if (frozen) from.pause();
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    isFrozen: () => frozen,
    freeze() {
      frozen = true;
      for (const socket of sockets) socket.pause();
    },
    thaw() {
      frozen = false;
      for (const socket of sockets) socket.resume();
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
