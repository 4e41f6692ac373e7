// Suspending, reinstating, terminating, moving dates and changing contacts, at any point.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { endOf } from '../../agreements/model/dates.ts';
import { shiftDate } from '../../agreements/time/calendar.ts';
import { daysAhead } from '../support/days.ts';
import { readAttachment } from '../support/mailbox.ts';
import { openRig, type Rig } from '../support/rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

const by = 'Otto Operator';

describe('suspending', () => {
  it('takes access away, tells once, and sends no reminder until it is reinstated', async () => {
    const id = await rig.start();
    await rig.toDay(id, 20);
    await rig.agreements.decide(id, {
      type: 'suspend',
      by,
      reason: 'the vendor was removed from the schedule',
    });
    const suspended = await rig.toDay(id, 58);
    expect(suspended.status).toBe('suspended');
    expect(suspended.features.some(({ on }) => on)).toBe(false);
    expect(outcomesOf(suspended, 'features-ending')).toEqual(['suppressed', 'suppressed', 'suppressed']);
    expect(outcomesOf(suspended, 'suspended')).toEqual(['carried-out']);

    await rig.agreements.decide(id, { type: 'reinstate', by, clock: 'keep' });
    const again = await rig.toDay(id, 59);
    expect(again.status).toBe('promotional');
    expect(again.features.every(({ on }) => on)).toBe(true);
    expect(again.term).toEqual(suspended.term);
    expect(outcomesOf(again, 'features-ending-P1D')).toEqual(['carried-out']);
    expect(outcomesOf(again, 'reinstated')).toEqual(['carried-out']);
  });

  it('can move the clock: after reinstating, every date ahead is later by the days of the pause', async () => {
    const id = await rig.start();
    const before = await rig.toDay(id, 50);
    await rig.agreements.decide(id, { type: 'suspend', by });
    await rig.toDay(id, 92);
    await rig.agreements.decide(id, { type: 'reinstate', by, clock: 'move' });
    const after = await rig.toDay(id, 93);
    expect(after.status).toBe('promotional');
    expect(after.term.endsOn).toBe(shiftDate(endOf(before.term).on, 'P42D'));
    expect(after.features[1]?.ends?.on).toBe(shiftDate(before.features[1]?.ends?.on ?? '', 'P42D'));
    const ended = await rig.toDay(id, 110);
    expect(ended.status).toBe('standard');
    expect(outcomesOf(ended, 'features-ended').filter((outcome) => outcome === 'carried-out')).toHaveLength(
      1,
    );
  });
});

describe('terminating', () => {
  it('ends access at once, suppresses all that was planned, and sends the notice', async () => {
    const id = await rig.start();
    await rig.toDay(id, 100);
    await rig.agreements.decide(id, { type: 'terminate', by, reason: 'merged into another agency' });
    const over = await rig.agreements.client.workflow.getHandle(id).result();
    expect(over).toMatchObject({ status: 'terminated' });
    const agreement = await rig.agreements.view(id);
    expect(agreement.plan).toEqual([]);
    expect(agreement.features.some(({ on }) => on)).toBe(false);
    expect(new Set(outcomesOf(agreement, 'renewal-'))).toEqual(new Set(['suppressed']));
    expect(outcomesOf(agreement, 'terminated')).toEqual(['carried-out']);
  });

  it('withdraws an agreement that has not started, and leaves no trace in the directory', async () => {
    const id = await rig.start({ agency: 'usagm.gov', startsOn: daysAhead(90) });
    await rig.agreements.decide(id, { type: 'terminate', by });
    expect(await rig.agreements.client.workflow.getHandle(id).result()).toMatchObject({
      status: 'withdrawn',
    });
    const groups = await rig.resources('Groups');
    expect(groups.filter(({ displayName }) => displayName.startsWith('usagm.gov'))).toEqual([]);
  });
});

describe('moving a date', () => {
  it('plans the notices again; the calendar file keeps its UID and raises its SEQUENCE', async () => {
    const id = await rig.start();
    const before = await rig.toDay(id, 32);
    const moved = shiftDate(before.features[1]?.ends?.on ?? '', 'P60D');
    await rig.agreements.decide(id, { type: 'amend', by, featuresEndOn: moved });
    const after = await rig.toDay(id, 95);
    expect(after.status).toBe('promotional');
    expect(outcomesOf(after, 'features-ending-P30D')).toEqual(['carried-out', 'carried-out']);
    expect(outcomesOf(after, 'features-ending-P7D')).toEqual(['suppressed']);

    const files = [];
    for (const mail of (await rig.mailsOf(id)).filter(({ subject }) => /days left with/.test(subject))) {
      const calendar = mail.attachments.find(({ contentType }) => contentType.startsWith('text/calendar'));
      if (calendar) files.push(await readAttachment(calendar));
    }
    const field = (file: string, name: string) => new RegExp(`^${name}:(.*)$`, 'm').exec(file)?.[1]?.trim();
    expect(new Set(files.map((file) => field(file, 'UID'))).size).toBe(1);
    expect(new Set(files.map((file) => field(file, 'SEQUENCE')))).toEqual(new Set(['0', '1']));
  });

  it('is refused for a day in the past', async () => {
    const id = await rig.start();
    await expect(rig.agreements.decide(id, { type: 'amend', by, termEndsOn: '2026-01-01' })).rejects.toThrow(
      "The term's end, Thu, Jan 1, 2026, is not in the future; give a day after today.",
    );
  });
});

describe('a reason', () => {
  it('stands in the notice of its own command, and in no other', async () => {
    const id = await rig.start();
    await rig.toDay(id, 20);
    await rig.agreements.decide(id, { type: 'suspend', by, reason: 'a matter of ours' });
    await rig.toDay(id, 21);
    await rig.agreements.decide(id, { type: 'reinstate', by, clock: 'keep' });
    await rig.toDay(id, 22);
    const mails = await rig.mailsOf(id);
    const withReason = mails.filter(({ text }) => text.includes('a matter of ours'));
    expect(withReason.every(({ subject }) => /suspended/.test(subject))).toBe(true);
    expect(withReason).toHaveLength(3);
    const again = mails.filter(({ subject }) => /available again/.test(subject));
    expect(again).toHaveLength(3);
    for (const { text } of again) expect(text).toContain('Unlimited Deep Research');
  });
});

describe('changing contacts', () => {
  it('sends what is due to the contacts of now, not to those of when it was planned', async () => {
    const id = await rig.start();
    await rig.toDay(id, 20);
    const { contacts } = await rig.agreements.view(id);
    const successor = { name: 'New Owner', email: `new-${contacts[0]?.email}`, roles: ['owner' as const] };
    await rig.agreements.decide(id, {
      type: 'change-contacts',
      by,
      contacts: [successor, ...contacts.slice(1)],
    });
    await rig.toDay(id, 32);
    const toNew = await rig.mailsTo(successor.email);
    expect(toNew.map(({ subject }) => subject)).toEqual([
      expect.stringContaining('training is still open to you'),
      expect.stringContaining('30 days left with'),
    ]);
    expect((await rig.resources('Users')).some(({ userName }) => userName === successor.email)).toBe(true);
    const toOld = await rig.mailsTo(contacts[0]?.email ?? '');
    expect(toOld.some(({ subject }) => /days left with/.test(subject))).toBe(false);
  });
});

describe('asking Temporal to cancel', () => {
  it('stops nothing, and the alert says what to do instead', async () => {
    const id = await rig.start();
    await rig.toDay(id, 20);
    await rig.agreements.client.workflow.getHandle(id).cancel();
    const agreement = await rig.toDay(id, 65);
    expect(agreement.status).toBe('standard');
    expect(outcomesOf(agreement, 'features-ending')).toHaveLength(4);
    expect(outcomesOf(agreement, 'alert:cancellation')).toEqual(['carried-out']);
    const [alert] = await rig.mailsTo(rig.operators);
    expect(alert?.text).toMatch(/To\s+end\s+it,\s+use\s+"terminate"/);
    await rig.agreements.decide(id, { type: 'terminate', by });
    expect(await rig.agreements.client.workflow.getHandle(id).result()).toMatchObject({
      status: 'terminated',
    });
  });
});

function outcomesOf({ record }: Agreement, kind: string): string[] {
  return record.flatMap((entry) =>
    entry.type === 'settled' && entry.id.startsWith(kind) ? [entry.outcome] : [],
  );
}
