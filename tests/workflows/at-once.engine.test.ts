// Several people give commands at once while mail goes out. Each command is carried out once, and the history replays.
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import type { Command } from '../../agreements/commands/command.ts';
import { loadRegistry } from '../../data/registry.ts';
import { doubleOutcomes } from '../support/outcomes.ts';
import { openRig, type Rig } from '../support/rig.ts';

let rig: Rig;
// Replays every workflow that was started.
afterEach(() => rig.close());

const by = 'a test';

it('the record has all of it, in some order, and a worker that takes over the agreement sees the same', async () => {
  rig = await openRig();
  const id = await rig.start();
  const { contacts } = await rig.toDay(id, 1);
  const [owner, , technical] = contacts.map(({ email }) => email) as [string, string, string];
  const acts: Command[] = [
    { type: 'hold', by },
    { type: 'acknowledge', by },
    { type: 'bounced', by, address: owner },
    { type: 'suspend', by },
    { type: 'bounced', by, address: technical },
    { type: 'trained', by, people: ['ann@access-board.gov'] },
    { type: 'change-contacts', by, contacts: contacts.slice(0, 3) },
    { type: 'send-link', by, contact: contacts[1]?.email ?? '' },
  ];
  await Promise.all(acts.map((command) => rig.agreements.decide(id, command)));
  const release = rig.agreements.decide(id, { type: 'release', by });
  const reinstate = rig.agreements.decide(id, { type: 'reinstate', by, clock: 'keep' });
  await Promise.all([release, reinstate]);
  const after = await rig.toDay(id, 31);
  const acted = after.record.filter((entry) => 'by' in entry && entry.by === by && entry.type !== 'agreed');
  expect(acted).toHaveLength(acts.length + 2);
  expect(after.status).toBe('promotional');

  await rig.stopWorkers();
  await rig.restartWorkers();
  expect((await rig.toDay(id, 40)).record.length).toBeGreaterThanOrEqual(after.record.length);
});

it('three contacts who ask for a link in one millisecond, while no worker runs, get one link each', async () => {
  rig = await openRig();
  const agencies = [...loadRegistry().keys()].slice(0, 8);
  const ids = await Promise.all(agencies.map((agency) => rig.start({ agency })));
  const asked = (await Promise.all(ids.map((id) => rig.toDay(id, 1)))).flatMap(({ id, contacts }) =>
    contacts.slice(0, 3).map(({ email }) => ({ id, email })),
  );
  await rig.stopWorkers();
  const links = Promise.all(
    asked.map(({ id, email: contact }) => rig.agreements.decide(id, { type: 'send-link', by, contact })),
  );
  await pause(1000);
  await rig.restartWorkers();
  await links;

  for (const { email } of asked) {
    const subjects = async () =>
      (await rig.mailsTo(email)).map(({ subject }) => subject).filter((subject) => /link/i.test(subject));
    await expect.poll(subjects, { timeout: 20_000 }).toHaveLength(1);
  }
  for (const id of ids) {
    const { record } = await rig.agreements.view(id);
    const sent = record.flatMap((entry) =>
      entry.type === 'settled' && entry.notice?.notice === 'link' ? [entry.id] : [],
    );
    expect([sent.length, new Set(sent).size]).toEqual([3, 3]);
    expect(doubleOutcomes(record)).toEqual([]);
  }
});
