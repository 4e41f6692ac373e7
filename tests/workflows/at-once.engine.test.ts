// Several people give commands at once while mail goes out. Each command is carried out once, and the history replays.
import { afterEach, expect, it } from 'vitest';
import type { Command } from '../../agreements/commands/command.ts';
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
