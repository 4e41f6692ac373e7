// Decisions about the next term, and what follows from each.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endOf } from '../../agreements/model/dates.ts';
import { shiftDate } from '../../agreements/time/calendar.ts';
import { dayBefore, dayInWords } from '../../agreements/time/day-words.ts';
import { findOffer, loadCatalog } from '../../offers/catalog.ts';
import { daysAgo, daysAhead } from '../support/days.ts';
import { historiesOf } from '../support/histories.ts';
import { openRig, type Rig } from '../support/rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

const by = 'Connie Contracting';

describe('renewing', () => {
  it('continues as the next term with the decided price and length; access stays, and reminders stop', async () => {
    const id = await rig.start();
    await rig.toDay(id, 300);
    const standing = await rig.agreements.decide(id, {
      type: 'renew',
      by,
      price: { amount: '25.00', currency: 'USD', per: 'user' },
    });
    expect(standing).toMatchObject({ status: 'renewal', decision: { kind: 'renew', by } });

    const first = await rig.agreements.view(id);
    const next = await rig.toDay(id, 370);
    expect(next).toMatchObject({ status: 'standard', revision: 0 });
    expect(next.decision).toBeUndefined();
    expect(next.term).toMatchObject({
      number: 2,
      startsOn: first.term.endsOn,
      price: { amount: '25.00', currency: 'USD', per: 'user' },
    });
    expect(await historiesOf(rig.agreements, id)).toHaveLength(2);
    expect((await rig.resources('Users')).filter(({ active }) => active)).toHaveLength(4);

    const settled = next.record.flatMap((entry) => (entry.type === 'settled' ? [entry] : []));
    const reminders = settled.filter(({ id: one }) => one.startsWith('renewal-'));
    expect(reminders.filter(({ outcome }) => outcome === 'carried-out')).toHaveLength(2);
    expect(reminders.filter(({ outcome }) => outcome === 'suppressed')).toHaveLength(5);
    expect(settled.filter(({ id: one }) => one.startsWith('renewed:'))).toMatchObject([
      { outcome: 'carried-out' },
    ]);
  });

  it('leads to a second renewal window and a second end, with notices about their own dates', async () => {
    const id = await rig.start();
    await rig.toDay(id, 350);
    await rig.agreements.decide(id, { type: 'renew', by });
    await rig.toDay(id, 370);
    const ended = await rig.toDay(id, 375);
    expect(ended.status).toBe('expired');
    const reminders = ended.record.flatMap((entry) =>
      entry.type === 'settled' && entry.id.startsWith('renewal-') && entry.outcome === 'carried-out'
        ? [entry.id]
        : [],
    );
    expect(reminders.filter((one) => one.endsWith(`:${endOf(ended.term).on}:term-2`))).toHaveLength(7);
    expect(new Set(reminders).size).toBe(reminders.length);
  });

  it('is refused before the window opens, and leaves no trace in the history', async () => {
    const id = await rig.start();
    await rig.toDay(id, 100);
    const before = (await historiesOf(rig.agreements, id))[0]?.events?.length;
    const { term } = await rig.agreements.view(id);
    await expect(rig.agreements.decide(id, { type: 'renew', by })).rejects.toThrow(
      `${id} can't be renewed yet; its renewal window opens 120 days before the term ends; its last day is ${dayInWords(dayBefore(endOf(term).on))}.`,
    );
    expect((await historiesOf(rig.agreements, id))[0]?.events?.length).toBe(before);
  });
});

describe('declining', () => {
  it('keeps access until the end of the term, then takes it away', async () => {
    const id = await rig.start();
    await rig.toDay(id, 300);
    await rig.agreements.decide(id, { type: 'decline', by, reason: 'we have another tool' });
    const waiting = await rig.toDay(id, 362);
    expect(waiting.status).toBe('renewal');
    expect(waiting.features.some(({ on }) => on)).toBe(true);
    const ended = await rig.toDay(id, 375);
    expect(ended.status).toBe('declined');
    expect(ended.features.some(({ on }) => on)).toBe(false);
    const subjects = (await rig.mailsOf(id)).map(({ subject }) => subject);
    expect(subjects.some((subject) => /renewal declined/.test(subject))).toBe(true);
  });

  it('can be changed to a renewal while the term lasts', async () => {
    const id = await rig.start();
    await rig.toDay(id, 300);
    await rig.agreements.decide(id, { type: 'decline', by });
    await rig.agreements.decide(id, { type: 'renew', by });
    const next = await rig.toDay(id, 370);
    expect(next.term.number).toBe(2);
  });
});

describe('an offer with a fixed end', () => {
  it('ends on its day, whenever it started, and renews only for a named length', async () => {
    const lastDay = daysAhead(60);
    const gemini = findOffer(loadCatalog(), 'google-gemini-for-government');
    const offer = { ...gemini, term: { ...gemini.term, lastDay } };
    const id = await rig.start({ offer, startsOn: daysAgo(30) });
    const begun = await rig.agreements.view(id);
    const endsOn = daysAhead(61);
    expect(begun.term.endsOn).toBe(endsOn);
    const open = await rig.toDay(id, 60);
    expect(open.status).toBe('renewal');
    await expect(rig.agreements.decide(id, { type: 'renew', by })).rejects.toThrow(
      /give the length of the next one/,
    );
    await rig.agreements.decide(id, { type: 'renew', by, length: 'P6M' });
    const next = await rig.toDay(id, 95);
    expect(next.term).toMatchObject({ number: 2, startsOn: endsOn, endsOn: shiftDate(endsOn, 'P6M') });
  });
});
