// A vendor vanishes and returns, as one did in 2026: every agreement of one offer is suspended and comes back after six weeks.

import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Command } from '../../agreements/commands/command.ts';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { endOf } from '../../agreements/model/dates.ts';
import { dueAfter } from '../../agreements/reports/ledger.ts';
import { daysBetween } from '../../agreements/time/calendar.ts';
import { madeUpContacts } from '../../clients/api/made-up-contacts.ts';
import { runOnEach, type Tally, whatIfEach } from '../../clients/bulk/bulk-commands.ts';
import { openRig, type Rig } from '../support/rig.ts';

const offer = 'anthropic-claude';
const agencies = ['access-board.gov', 'achp.gov', 'acus.gov', 'usitc.gov', 'nsf.gov', 'gsa.gov'];
const by = 'the program office';
const sixWeeks = 42;

let rig: Rig;
let ids: string[];
let before: Agreement[];

beforeAll(async () => {
  rig = await openRig();
  const batch = randomBytes(3).toString('hex');
  ids = await Promise.all(
    agencies.map((agency) => rig.start({ offer, agency, contacts: madeUpContacts(`${agency}.${batch}`) })),
  );
  before = await Promise.all(ids.map((id) => rig.toDay(id, 100)));
});
afterAll(() => rig.close());

const many = { concurrency: 3, step: () => {} };
const all = `OfferId = "${offer}" AND ExecutionStatus = "Running"`;

async function* found(query: string): AsyncIterable<string> {
  for await (const { id } of rig.agreements.list(query)) yield id;
}

function act(query: string, command: Command): Promise<Tally> {
  return runOnEach(found(query), (id) => rig.agreements.decide(id, command), many);
}

async function subjects(id: string): Promise<string[]> {
  return (await rig.mailsOf(id)).map(({ subject }) => subject ?? '');
}

async function groups(): Promise<string[]> {
  return (await rig.resources('Groups')).map(({ displayName }) => displayName);
}

/** The days of the ledger that visibility has. */
async function ledgerDays(id: string): Promise<Record<string, string>> {
  for await (const { ledger } of rig.agreements.ledgers(`WorkflowId = "${id}"`)) {
    const due = ledger ? dueAfter(ledger, before[0]?.record.at(-1)?.at ?? '') : [];
    return Object.fromEntries(due.map((one) => [one.id.replace(/:.*/, ''), one.dueAt]));
  }
  return {};
}

describe('a vendor that vanishes', () => {
  it('can be foreseen: what would change in each agreement, with equal changes in one group', async () => {
    const { tally, groups } = await whatIfEach(rig.agreements, found(all), { type: 'suspend', by }, many);
    expect(tally).toMatchObject({ done: agencies.length, refused: 0 });
    expect(groups).toMatchObject([
      {
        agreements: agencies.length,
        changes: [
          { what: 'is added', slot: 'end-access' },
          { what: 'is added', slot: 'suspended' },
        ],
      },
    ]);
    expect((await rig.agreements.view(ids[0] ?? '')).status).not.toBe('suspended');
  });

  it('loses its groups, and each agency gets exactly one notice', async () => {
    const command: Command = { type: 'suspend', by, reason: 'removed from the schedule' };
    expect(await act(all, command)).toMatchObject({ done: agencies.length, refused: 0 });
    for (const id of ids) await rig.toDay(id, 100 + sixWeeks);
    expect(await groups()).toEqual([]);
    for (const id of ids) {
      const notices = (await rig.mailsOf(id)).filter(({ subject }) => subject?.includes('suspended'));
      const addresses = notices.map(({ to }) => String(to));
      expect(addresses).toHaveLength(new Set(addresses).size);
      const { record } = await rig.agreements.view(id);
      const since = record.findIndex((entry) => entry.type === 'suspended');
      const sent = record.slice(since).filter((entry) => entry.type === 'settled' && entry.receipts);
      expect(sent).toMatchObject([{ notice: { notice: 'suspended' }, outcome: 'carried-out' }]);
    }
  });
});

describe('its return six weeks later', () => {
  it('keeps every date, or moves all that lay ahead by the pause; the ledger is right after it', async () => {
    const [keeping = '', moving = ''] = ids;
    const dates = await ledgerDays(keeping);
    await rig.agreements.decide(keeping, { type: 'reinstate', by, clock: 'keep' });
    await act(`${all} AND Phase = "suspended"`, { type: 'reinstate', by, clock: 'move' });
    for (const id of ids) await rig.toDay(id, 101 + sixWeeks);

    const kept = await rig.agreements.view(keeping);
    expect(kept.term).toEqual(before[0]?.term);
    expect((await ledgerDays(keeping))['end-term']).toBe(dates['end-term']);

    const moved = await rig.agreements.view(moving);
    expect(daysBetween(before[1]?.term.endsOn ?? '', endOf(moved.term).on)).toBe(sixWeeks);
    expect((await ledgerDays(moving))['end-term']).toBe(moved.term.endsAt);
    expect(moved.plan.map(({ id }) => id)).toContain(`end-term:${moved.term.endsOn}`);
    for (const id of ids) {
      expect((await rig.agreements.view(id)).status).not.toBe('suspended');
      expect(await subjects(id)).toContainEqual(expect.stringContaining('available again'));
    }
    expect(await groups()).toHaveLength(agencies.length);
  });

  it('sends corrections to agencies whose dates moved, and to no others', async () => {
    for (const [index, id] of ids.entries()) {
      const { record } = await rig.agreements.view(id);
      const corrections = record.filter(
        (entry) => entry.type === 'settled' && entry.notice?.notice === 'correction',
      );
      expect(corrections).toMatchObject(index === 0 ? [] : [{ outcome: 'carried-out' }]);
    }
  });
});
