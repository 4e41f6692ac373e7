// What clauses require of a renewal, and other commands: accept, extend, hold, resend, acknowledge, switch.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { endOf } from '../../agreements/model/dates.ts';
import { shiftDate } from '../../agreements/time/calendar.ts';
import type { Listed } from '../../clients/api/listed.ts';
import { switchOffer } from '../../clients/api/switching.ts';
import { findOffer, loadCatalog } from '../../offers/catalog.ts';
import { withClauses } from '../../offers/clauses.ts';
import { calmStart } from '../support/days.ts';
import { openRig, type Rig } from '../support/rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

const by = 'Otto Operator';
const chatgpt = findOffer(loadCatalog(), 'openai-chatgpt-enterprise');

describe('an agreement whose terms are still to be accepted', () => {
  it('has only the terms in its plan, no access, and an open issue in the list', async () => {
    const id = await rig.start({ acceptance: 'awaited' });
    const { status, plan } = await rig.agreements.view(id);
    expect(status).toBe('onboarding');
    expect(plan.filter((one) => !('about' in one) && one.kind !== 'withdraw')).toEqual([]);
    await expect.poll(async () => (await listed(id))?.issues).toEqual(['acceptance']);
    expect(await rig.resources('Groups')).toEqual([]);
  });

  it('begins on the day that is chosen when they are accepted', async () => {
    const id = await rig.start({ acceptance: 'awaited' });
    const startsOn = shiftDate(calmStart(), 'P7D');
    await rig.agreements.decide(id, { type: 'accept', by, startsOn, reference: 'mail of Monday' });
    const begun = await rig.toDay(id, 1);
    expect(begun).toMatchObject({ status: 'promotional', term: { startsOn } });
    expect(begun.acceptance).toMatchObject({ by, reference: 'mail of Monday' });
    expect((await rig.mailsOf(id)).map(({ subject }) => subject)).toContainEqual(
      expect.stringContaining('welcome'),
    );
  });
});

describe('the gates of a renewal', () => {
  it('refuse it and name what is missing, until each determination is on record', async () => {
    const id = await rig.start({ offer: withClauses(chatgpt, ['OMB M-25-22', 'OMB M-26-04']) });
    await rig.toDay(id, 300);
    const renew = () => rig.agreements.decide(id, { type: 'renew', by });
    await expect(renew()).rejects.toThrow(
      /before these are on record: no-training \(.*OMB M-25-22\), unbiased-ai/,
    );
    for (const determination of ['no-training', 'unbiased-ai'])
      await rig.agreements.decide(id, { type: 'determine', by, determination, reference: 'memo 7' });
    expect(await renew()).toMatchObject({ decision: { kind: 'renew' } });
    const next = await rig.toDay(id, 370);
    expect(next).toMatchObject({ term: { number: 2 }, determinations: [] });
  });
});

describe('the deadline of a clause', () => {
  it('has warnings with the clause and the last safe business day; a missed one says what follows', async () => {
    const id = await rig.start({ offer: withClauses(chatgpt, ['FAR 52.217-9']) });
    const agreement = await rig.toDay(id, 330);
    expect(outcomesOf(agreement, 'deadline-preliminary-notice')).toEqual(Array(4).fill('carried-out'));
    expect(outcomesOf(agreement, 'deadline-missed')).toEqual(['carried-out']);
    const mails = (await rig.mailsOf(id)).filter(({ text }) => text.includes('FAR 52.217-9'));
    expect(mails.at(-1)?.text).toContain('can no longer be exercised');
  });

  it('has no more warnings once it is on record as met', async () => {
    const id = await rig.start({ offer: withClauses(chatgpt, ['FAR 52.217-9']) });
    await rig.toDay(id, 280);
    const determination = 'preliminary-notice';
    await rig.agreements.decide(id, { type: 'determine', by, determination, reference: 'letter 12' });
    const agreement = await rig.toDay(id, 330);
    expect(outcomesOf(agreement, 'deadline-missed')).toEqual(['suppressed']);
  });
});

describe('an extension', () => {
  it('moves the end by six months at most in all, and corrects the day for those who were told it', async () => {
    const id = await rig.start({ offer: withClauses(chatgpt, ['FAR 52.217-8']) });
    const before = await rig.toDay(id, 300);
    await rig.agreements.decide(id, { type: 'extend', by, length: 'P4M' });
    const extended = await rig.toDay(id, 301);
    expect(extended.term).toMatchObject({
      endsOn: shiftDate(endOf(before.term).on, 'P4M'),
      extendedFrom: before.term.endsOn,
    });
    expect(outcomesOf(extended, 'correction-term-end')).toEqual(['carried-out']);
    await expect(rig.agreements.decide(id, { type: 'extend', by, length: 'P3M' })).rejects.toThrow(
      'FAR 52.217-8 allows 6 months in all, and 4 months of it are used.',
    );
    await rig.agreements.decide(id, { type: 'extend', by, length: 'P2M' });
  });
});

describe('a hold', () => {
  it('stops notices, not the clock; a release sends only what is still relevant', async () => {
    const id = await rig.start();
    await rig.toDay(id, 20);
    await rig.agreements.decide(id, { type: 'hold', by });
    const before = (await rig.mailsOf(id)).length;
    const held = await rig.toDay(id, 61);
    expect(held.status).toBe('standard');
    expect(await rig.mailsOf(id)).toHaveLength(before);
    await rig.agreements.decide(id, { type: 'release', by });
    const released = await rig.toDay(id, 62);
    expect(outcomesOf(released, 'features-ending')).not.toContain('carried-out');
    expect(outcomesOf(released, 'features-ended')).toEqual(['carried-out']);
  });

  it('of a whole offer holds new agreements of it, too', async () => {
    const offer = 'xai-grok';
    const first = await rig.start({ offer });
    await rig.agreements.decide(first, { type: 'hold', by, ofOffer: true });
    await expect.poll(async () => (await listed(first))?.issues).toEqual(['offer-on-hold', 'on-hold']);
    const second = await rig.start({ offer, agency: 'acus.gov' });
    expect((await rig.agreements.view(second)).hold).toMatchObject({
      reason: expect.stringContaining(offer),
    });
  });
});

describe('a notice', () => {
  it('sent again goes to the contacts of now, as a message of its own', async () => {
    const id = await rig.start();
    await rig.toDay(id, 31);
    const { record } = await rig.agreements.view(id);
    const sent = record.find(
      (entry) => entry.type === 'settled' && entry.notice?.notice === 'features-ending',
    );
    const notice = sent?.type === 'settled' ? sent.id : '';
    const before = (await rig.mailsOf(id)).length;
    await rig.agreements.decide(id, { type: 'resend', by, notice });
    await rig.toDay(id, 32);
    const mails = await rig.mailsOf(id);
    expect(mails.length).toBeGreaterThan(before);
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(mails.length);
  });

  it('acknowledged for an agency is in the record as acknowledged', async () => {
    const id = await rig.start();
    await rig.toDay(id, 8);
    await rig.agreements.decide(id, { type: 'acknowledge', by, reason: 'by phone' });
    const { record } = await rig.agreements.view(id);
    expect(record.at(-1)).toMatchObject({ type: 'acknowledged', by, reason: 'by phone' });
  });
});

describe('switching to another offer', () => {
  it('starts the other one with an overlap, and this one ends with its term', async () => {
    const id = await rig.start({ agency: 'nsf.gov' });
    const { term } = await rig.toDay(id, 200);
    const to = findOffer(loadCatalog(), 'xai-grok');
    const standing = await switchOffer(rig.agreements, id, { to, overlap: 'P14D', by });
    expect(standing.decision).toMatchObject({ kind: 'decline', to: 'xai-grok' });
    const other = await rig.agreements.view('agreement:xai-grok:nsf.gov');
    expect(other.term.startsOn).toBe(shiftDate(endOf(term).on, '-P14D'));
    expect((await rig.toDay(id, 366)).status).toBe('declined');
    expect((await switchOffer(rig.agreements, id, { to, by }).catch((error) => error)).message).toContain(
      'is over',
    );
  });
});

function outcomesOf({ record }: Agreement, id: string): string[] {
  return record.flatMap((entry) =>
    entry.type === 'settled' && entry.id.startsWith(id) ? [entry.outcome] : [],
  );
}

async function listed(id: string): Promise<Listed | undefined> {
  for await (const one of rig.agreements.list(`WorkflowId = "${id}"`)) return one;
  return undefined;
}
