// The days of an agreement: on its page, and as a calendar that another program reads.
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { calendarFeed } from '../../pages/calendar.ts';
import { keyDays, pastOf } from '../../pages/timeline.ts';
import { en } from '../../pages/words/en.ts';
import { es } from '../../pages/words/es.ts';
import {
  act,
  amend,
  begun,
  lived,
  renew,
  suspend,
  terminate,
  withClauses,
  withGrace,
} from '../agreements/support/given.ts';

const agreement = begun({ offer: withClauses });
const days = (one: Agreement) => keyDays(one).map(({ day, what }) => `${day} ${what}`);

function eventsOf(one: Agreement, language: 'en' | 'es' = 'en') {
  const feed = calendarFeed({ agreement: one, language, words: { en, es }[language] });
  const component = new ICAL.Component(ICAL.parse(feed));
  return component.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
}

describe('the days that count', () => {
  it('are those of the term, each the last one with what ends', () => {
    expect(days(agreement)).toEqual([
      '2026-09-01 starts',
      '2026-10-30 features-end',
      '2027-05-04 renewal-opens',
      '2027-07-02 deadline',
      '2027-07-30 deadline',
      '2027-08-31 term-ends',
    ]);
  });

  it('are, before the terms are accepted, none but the last one for that', () => {
    const awaited = { awaitsAcceptance: true };
    expect(days(begun(awaited))).toEqual([]);
    const offer = { ...withClauses, acceptance: { withdrawAfter: 'P30D' } };
    expect(days(begun({ ...awaited, offer }))).toEqual(['2026-09-30 accept-by']);
    const paused = lived(begun({ ...awaited, offer }), '2026-09-03', { acts: [act('2026-09-02', suspend)] });
    expect(days(paused)).toEqual([]);
  });

  it('go on where there is grace', () => {
    expect(days(begun({ offer: withGrace })).at(-1)).toBe('2027-09-30 grace-ends');
  });

  it('leave out a deadline that was met', () => {
    const determine = {
      by: 'Carl',
      type: 'determine',
      determination: 'exercise',
      reference: 'memo',
    } as const;
    const met = lived(agreement, '2026-09-03', { acts: [act('2026-09-02', determine)] });
    expect(days(met).filter((one) => one.includes('deadline'))).toEqual(['2027-07-02 deadline']);
  });

  it('are none once the agreement is over', () => {
    const over = lived(agreement, '2026-09-03', { acts: [act('2026-09-02', terminate)] });
    expect(days(over)).toEqual([]);
  });
});

describe('the calendar', () => {
  it('has an all-day event for each, which takes nobody’s time', () => {
    const events = eventsOf(agreement);
    expect(events.map(({ startDate, summary }) => `${startDate} ${summary}`)).toEqual([
      '2026-09-01 ChatGPT Enterprise: The term starts',
      '2026-10-30 ChatGPT Enterprise: Last day with unlimited Deep Research and unlimited Advanced Voice Mode',
      '2027-05-04 ChatGPT Enterprise: From this day on, your agency can say whether it renews',
      '2027-07-02 ChatGPT Enterprise: Last safe day for a deadline of FAR 52.217-9',
      '2027-07-30 ChatGPT Enterprise: Last safe day for a deadline of FAR 52.217-9',
      '2027-08-31 ChatGPT Enterprise: Last day of the term',
    ]);
    for (const { startDate, component } of events) {
      expect(startDate.isDate).toBe(true);
      expect(component.getFirstPropertyValue('transp')).toBe('TRANSPARENT');
    }
  });

  it('is in the contact’s language', () => {
    expect(eventsOf(agreement, 'es').at(-1)?.summary).toBe(
      'ChatGPT Enterprise: Último día del período de vigencia',
    );
  });

  it('has the same events with the same ids when a date has moved, in the place of those before', () => {
    const moved = lived(agreement, '2026-09-03', {
      acts: [act('2026-09-02', amend({ termEndsOn: '2027-10-01' }))],
    });
    const [before, after] = [eventsOf(agreement), eventsOf(moved)];
    expect(after.map(({ uid }) => uid)).toEqual(before.map(({ uid }) => uid));
    expect(after.at(-1)?.startDate.toString()).toBe('2027-09-30');
    expect(after.at(-1)?.sequence).toBeGreaterThan(before.at(-1)?.sequence ?? 0);
    expect(new Set(before.map(({ uid }) => uid)).size).toBe(before.length);
  });

  it('has events of their own for the term that follows', () => {
    const next = lived(agreement, '2027-09-10', {
      acts: [
        act('2027-06-01', { by: 'Carl', type: 'determine', determination: 'funds', reference: 'memo' }),
        act('2027-06-01', renew),
      ],
      terms: 2,
    });
    const before = new Set(eventsOf(agreement).map(({ uid }) => uid));
    const after = eventsOf(next);
    expect(after.at(-1)?.startDate.toString()).toBe('2028-08-31');
    for (const { uid } of after) expect(before).not.toContain(uid);
  });

  it('has the sessions of the training, at their time', () => {
    const session = { id: 'intro', title: 'Introduction', minutes: 90, place: 'https://training.example' };
    const sessions = [{ ...session, starts: '2026-10-06T13:00', timeZone: 'America/New_York' }];
    const amended = lived(agreement, '2026-09-03', {
      acts: [act('2026-09-02', { type: 'amend', by: 'Carl', sessions })],
    });
    const event = eventsOf(amended).find(({ uid }) => uid.startsWith('training-intro@'));
    expect(event?.startDate.toJSDate().toISOString()).toBe('2026-10-06T17:00:00.000Z');
    expect(event?.endDate.toJSDate().toISOString()).toBe('2026-10-06T18:30:00.000Z');
    expect([event?.summary, event?.location]).toEqual(['ChatGPT Enterprise: Introduction', session.place]);
  });

  it('is the same text whenever it is fetched, until something happens', () => {
    const feed = { agreement, language: 'en', words: en } as const;
    expect(calendarFeed(feed)).toBe(calendarFeed(feed));
  });
});

describe('what has happened', () => {
  it('is what the agency was told or did, the latest first; what is between us and our machines is left out', () => {
    const renewed = lived(begun(), '2027-06-10', { acts: [act('2027-06-01', renew)] });
    const told = pastOf(renewed).map((one) => (one.what === 'notice' ? `notice: ${one.notice}` : one.what));
    expect(told).toEqual([
      'notice: renewed',
      'decided-renew',
      'notice: renewal',
      'notice: features-ended',
      'features-ended',
      'notice: features-ending',
      'notice: features-ending',
      'notice: features-ending',
      'notice: features-ending',
      'notice: community',
      'notice: training',
      'notice: welcome',
      'access-given',
    ]);
  });
});
