// Many people look at an agreement while it is planned. Its history replays.
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { fastForward } from '../../clients/api/rehearsal.ts';
import { loadRegistry } from '../../data/registry.ts';
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

it('given views that wait for a worker, when an obligation falls due before the worker comes, then it is carried out and nothing differs', async () => {
  rig = await openRig();
  const agencies = [...loadRegistry().keys()].slice(0, 4);
  const ids = await Promise.all(agencies.map((agency) => rig.start({ agency })));
  const { plan } = await rig.agreements.view(ids[0] ?? '');
  const first = plan[0]?.id;
  await rig.stopWorkers();
  // Whether the views are answered in time does not matter.
  const views = ids.map((id) => rig.agreements.view(id).catch(() => {}));
  await pause(500);
  const forwards = ids.map((id) => fastForward(rig.agreements, id, plan[0]?.dueAt ?? ''));
  await pause(1500);
  await rig.restartWorkers();
  await Promise.all([...views, ...forwards]);

  for (const id of ids) {
    const outcomes = async () => {
      const { record } = await rig.agreements.view(id);
      return record.flatMap((entry) =>
        entry.type === 'settled' && entry.id === first ? [entry.outcome] : [],
      );
    };
    await expect.poll(outcomes, { timeout: 20_000 }).toEqual(['carried-out']);
  }
});
