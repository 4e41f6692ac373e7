// The Temporal server stops answering in the middle of a delivery.
import { setTimeout as pause } from 'node:timers/promises';
import { expect, inject, it, onTestFinished, vi } from 'vitest';
import { lastBusinessDay } from '../support/days.ts';
import { openLine } from '../support/line.ts';
import { openRig } from '../support/rig.ts';
import { startSmtpServer } from '../support/smtp.ts';

it('nothing more is mailed until it answers again, and nothing is mailed twice', async () => {
  const { rig, line, server, started } = await stoppedAtMail(1, 'freeze');
  await pause(12_000);
  expect(server.mails).toHaveLength(1);
  line.thaw();

  const id = await started;
  await vi.waitFor(async () => expect(sentIds(await rig.agreements.view(id))).toHaveLength(4), 60_000);
  expect(server.mails.flatMap(({ to }) => to)).toHaveLength(2);
  await rig.close();
  line.close();
});

it('away at the last message, for longer than the SDK tries to tell it: nothing is mailed twice', async () => {
  const { rig, line, server, started } = await stoppedAtMail(2, 'cut');
  await pause(30_000);
  line.mend();

  const id = await started.catch(() => 'agreement:openai-chatgpt-enterprise:access-board.gov');
  await vi.waitFor(async () => expect(sentIds(await rig.agreements.view(id))).toHaveLength(4), 240_000);
  expect(server.mails.flatMap(({ to }) => to)).toHaveLength(2);
  await rig.close();
  line.close();
}, 400_000);

/** An agreement whose welcome goes out in two messages. When one of them arrives, the line to the Temporal server stops. */
async function stoppedAtMail(number: number, how: 'freeze' | 'cut') {
  const line = await openLine(inject('address'));
  let arrived = 0;
  const server = await startSmtpServer({
    onMail() {
      arrived += 1;
      if (arrived === number) line[how]();
    },
  });
  onTestFinished(() => server.stop());
  const rig = await openRig({ address: line.address, smtpUrl: server.url });
  const started = rig.start({ startsOn: lastBusinessDay });
  await vi.waitUntil(() => arrived === number, 30_000);
  return { rig, line, server, started };
}

function sentIds({ record }: Awaited<ReturnType<Awaited<ReturnType<typeof openRig>>['agreements']['view']>>) {
  return record.flatMap((entry) => (entry.type === 'settled' ? (entry.receipts ?? []) : []));
}
