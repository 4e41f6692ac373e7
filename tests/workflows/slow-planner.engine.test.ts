// The planner takes longer than a workflow task may. Whatever comes meanwhile, the history replays.
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Command } from '../../agreements/commands/command.ts';
import { openRig, type Rig } from '../support/rig.ts';
import { startSmtpServer } from '../support/smtp.ts';

// Only a loaded machine makes the planner slow, so it is slowed here.
const planner = vi.hoisted(() => ({ seconds: 0 }));
vi.mock('../../activities/planner.ts', async (original) => {
  const { createPlanner } = await original<typeof import('../../activities/planner.ts')>();
  return {
    createPlanner(...options: Parameters<typeof createPlanner>) {
      const { examine, ...others } = createPlanner(...options);
      const examineSlowly: typeof examine = async (asked) => {
        const { seconds } = planner;
        planner.seconds = 0;
        await pause(seconds * 1000);
        return examine(asked);
      };
      return { ...others, examine: examineSlowly };
    },
  };
});

/** A workflow task may take ten seconds. */
const longerThanATask = 9;

let rig: Rig;
let server: Awaited<ReturnType<typeof startSmtpServer>>;
let deliver: () => void;

beforeEach(async () => {
  planner.seconds = 0;
  const delivered = new Promise<void>((resolve) => {
    deliver = resolve;
  });
  server = await startSmtpServer({ onMail: () => delivered });
  rig = await openRig({ smtpUrl: server.url });
});

// Replays every workflow that was started.
afterEach(async () => {
  await rig.close();
  await server.stop();
});

const by = 'a test';

/** An agreement whose welcome is with the mail server, which has not answered yet. */
async function duringTheWelcome(): Promise<string> {
  const id = await rig.start();
  const running = rig.toDay(id, 1);
  await vi.waitFor(() => expect(server.mails.length).toBeGreaterThan(0), { timeout: 20_000 });
  running.catch(() => {});
  return id;
}

/** Gives commands, of which the first is planned slowly. Meanwhile, someone looks and the mail server answers. */
async function give(id: string, commands: Command[]): Promise<void> {
  planner.seconds = longerThanATask;
  const given = commands.map((command) => rig.agreements.decide(id, command).catch(() => {}));
  await pause(2000);
  await rig.agreements.view(id);
  deliver();
  await Promise.all(given);
}

async function outcomeOfWelcome(id: string): Promise<string[]> {
  const { record } = await rig.agreements.view(id);
  return record.flatMap((entry) =>
    entry.type === 'settled' && entry.id === 'welcome' ? [entry.outcome] : [],
  );
}

it('given a delivery that ends while a command is planned, when it is replayed, then nothing differs', async () => {
  const id = await duringTheWelcome();
  await give(id, [{ type: 'trained', by, people: ['ann@access-board.gov'] }]);
  await expect.poll(() => outcomeOfWelcome(id), { timeout: 20_000 }).toEqual(['carried-out']);
});

it('given a delivery that is called back while the next command is planned, when it is replayed, then nothing differs', async () => {
  const id = await duringTheWelcome();
  await give(id, [
    { type: 'suspend', by },
    { type: 'reinstate', by, clock: 'keep' },
    { type: 'retry', by },
  ]);
  await expect.poll(async () => (await outcomeOfWelcome(id)).length, { timeout: 30_000 }).toBe(1);
});
