// Many people look at an agreement while it is planned. Its history replays.
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { openRig, type Rig } from '../support/rig.ts';

let rig: Rig;
// Replays every workflow that was started.
afterEach(() => rig.close());

it('given views that are answered while a command is planned, when it is replayed, then nothing differs', async () => {
  rig = await openRig();
  const id = await rig.start();
  const { contacts } = await rig.toDay(id, 1);
  const contact = contacts[0]?.email ?? '';
  // The command and the views come to the worker in one workflow task.
  await rig.stopWorkers();
  const asked = rig.agreements.decide(id, { type: 'send-link', by: 'a test', contact });
  await pause(500);
  const views = Array.from({ length: 100 }, () => rig.agreements.view(id));
  await pause(500);
  await rig.restartWorkers();
  await Promise.all([asked, ...views]);

  const outcomes = async () => {
    const { record } = await rig.agreements.view(id);
    return record.flatMap((entry) =>
      entry.type === 'settled' && entry.notice?.notice === 'link' ? [entry.outcome] : [],
    );
  };
  await expect.poll(outcomes, { timeout: 20_000 }).toEqual(['carried-out']);
});
