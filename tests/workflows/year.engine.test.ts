// An agency has the ChatGPT Enterprise offer, its year passes, and nobody decides.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { endOf } from '../../agreements/model/dates.ts';
import { plan } from '../../agreements/planning/plan.ts';
import { searchAttributes } from '../../workflows/messages.ts';
import { openRig, type Rig } from '../support/rig.ts';

describe('a year in which nobody decides', () => {
  let rig: Rig;
  let id: string;
  let begun: Agreement;

  beforeAll(async () => {
    rig = await openRig();
    id = await rig.start();
    begun = await rig.agreements.view(id);
  });
  afterAll(() => rig.close());

  /** The name of a feature's group; a rehearsal's has the instant that it began. */
  const groupOf = (feature: string) =>
    `access-board.gov:openai-chatgpt-enterprise:${feature}${id.slice(id.indexOf('@'))}`;

  it('onboards: access for every role, the welcome, and both invitations', async () => {
    const agreement = await rig.toDay(id, 20);
    expect(agreement.status).toBe('promotional');
    expect(agreement.features.every(({ on }) => on)).toBe(true);
    expect(await groups()).toEqual([
      groupOf('advanced-voice-mode'),
      groupOf('chatgpt-enterprise'),
      groupOf('deep-research'),
    ]);
    expect(await activeUsers()).toBe(4);
    const subjects = (await rig.mailsOf(id)).map(({ subject }) => subject ?? '').toSorted();
    expect(subjects).toEqual([
      expect.stringMatching(/welcome, and the dates to know$/),
      expect.stringMatching(/welcome, and the dates to know \(and 2 more notices\)$/),
    ]);
  });

  it('gives notice 30, 14, 7 and 1 days before the features end, and keeps them until then', async () => {
    const agreement = await rig.toDay(id, 59);
    expect(agreement.features.every(({ on }) => on)).toBe(true);
    expect(sent(agreement, 'features-ending')).toHaveLength(4);
    expect(await groups()).toHaveLength(3);
  });

  it('takes only the features away on day 60, and says so', async () => {
    const agreement = await rig.toDay(id, 65);
    expect(agreement.status).toBe('standard');
    expect(await groups()).toEqual([groupOf('chatgpt-enterprise')]);
    expect(await activeUsers()).toBe(4);
    expect(sent(agreement, 'features-ended')).toHaveLength(1);
  });

  it('opens the renewal window and shows it in the search attributes', async () => {
    const agreement = await rig.toDay(id, 300);
    expect(agreement.status).toBe('renewal');
    const { typedSearchAttributes: shown } = await rig.agreements.client.workflow.getHandle(id).describe();
    expect(shown.get(searchAttributes.phase)).toBe('renewal');
    expect(shown.get(searchAttributes.agency)).toBe('access-board.gov');
    expect(shown.get(searchAttributes.termEndsAt)?.toISOString()).toBe(
      new Date(endOf(agreement.term).at).toISOString(),
    );
    expect(shown.get(searchAttributes.nextDueAt)?.toISOString()).toBe(
      new Date(agreement.plan[0]?.dueAt ?? '').toISOString(),
    );
    expect(shown.get(searchAttributes.featuresEndAt)).toBeUndefined();
  });

  it('expires at the end of the term, and deactivates without deleting', async () => {
    const agreement = await rig.toDay(id, 375);
    expect(agreement.status).toBe('expired');
    expect(sent(agreement, 'renewal')).toHaveLength(7);
    expect(sent(agreement, 'access-ended')).toHaveLength(1);
    expect(await groups()).toEqual([]);
    expect(await activeUsers()).toBe(0);
    expect(await rig.resources('Users')).toHaveLength(4);
  });

  it('put each notice exactly once into the mailbox of each recipient, several in one message', async () => {
    const mails = await rig.mailsOf(id);
    const ids = mails.map(({ messageId }) => messageId);
    expect(new Set(ids).size).toBe(ids.length);
    const { record, contacts } = await rig.agreements.view(id);
    const receipts = record
      .flatMap((entry) => (entry.type === 'settled' ? (entry.receipts ?? []) : []))
      .filter(({ to }) => contacts.some(({ email }) => email === to));
    expect(new Set(receipts.map(({ messageId }) => messageId))).toEqual(new Set(ids));
    expect(receipts.length).toBeGreaterThan(ids.length);
    expect(receipts.every(({ result, reply }) => result === 'accepted' && reply.startsWith('250'))).toBe(
      true,
    );
  });

  it('has one outcome for every obligation of its plan', async () => {
    const { record } = await rig.agreements.view(id);
    const settled = record.flatMap((entry) => (entry.type === 'settled' ? [entry.id] : []));
    expect(new Set(settled).size).toBe(settled.length);
    for (const obligation of plan(begun)) expect(settled).toContain(obligation.id);
  });

  it('sent nothing early: every notice went out at its planned instant or later', async () => {
    const planned = new Map(plan(begun).map((obligation) => [obligation.id, obligation.dueAt]));
    const { record } = await rig.agreements.view(id);
    for (const entry of record) {
      const due = entry.type === 'settled' ? planned.get(entry.id) : undefined;
      if (due) expect(Date.parse(entry.at)).toBeGreaterThanOrEqual(Date.parse(due));
    }
  });

  async function groups(): Promise<string[]> {
    return (await rig.resources('Groups')).map(({ displayName }) => displayName).toSorted();
  }

  async function activeUsers(): Promise<number> {
    return (await rig.resources('Users')).filter(({ active }) => active).length;
  }
});

function sent({ record }: Agreement, kind: string): string[] {
  return record.flatMap((entry) =>
    entry.type === 'settled' && entry.id.startsWith(kind) && entry.outcome === 'carried-out'
      ? [entry.id]
      : [],
  );
}
