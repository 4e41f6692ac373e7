// The Temporal server stops answering in the middle of a delivery.
import { setTimeout as pause } from 'node:timers/promises';
import { expect, inject, it, onTestFinished, vi } from 'vitest';
import { lastBusinessDay } from '../support/days.ts';
import { openLine } from '../support/line.ts';
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
