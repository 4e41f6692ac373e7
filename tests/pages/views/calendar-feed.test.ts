// The calendar feed, as another program reads it.
import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import type { Agreement } from '../../../agreements/model/agreement.ts';
import { calendarFeed } from '../../../pages/views/calendar-feed.ts';
import { en } from '../../../pages/words/en.ts';
import { es } from '../../../pages/words/es.ts';
import { act, amend, begun, lived, renew, withClauses } from '../../agreements/support/given.ts';
import { fewer, hostileText } from '../../support/fuzz.ts';

const agreement = begun({ offer: withClauses });

function feedOf(one: Agreement, language: 'en' | 'es' = 'en') {
  const feed = calendarFeed({ agreement: one, language, words: { en, es }[language] });
  return new ICAL.Component(ICAL.parse(feed));
}

function eventsOf(one: Agreement, language: 'en' | 'es' = 'en') {
  return feedOf(one, language)
    .getAllSubcomponents('vevent')
    .map((event) => new ICAL.Event(event));
}

describe('the calendar feed', () => {
  it('has an all-day event for each key date, which blocks no time', () => {
    const events = eventsOf(agreement);
    expect(events.map(({ startDate, summary }) => `${startDate} ${summary}`)).toEqual([
      '2026-09-01 ChatGPT Enterprise: The term starts',
      '2026-10-30 ChatGPT Enterprise: Last day with unlimited Deep Research and unlimited Advanced Voice Mode',
      '2027-05-04 ChatGPT Enterprise: First day to renew or decline',
      '2027-07-02 ChatGPT Enterprise: Last safe day to meet a deadline of FAR 52.217-9',
      '2027-07-30 ChatGPT Enterprise: Last safe day to meet a deadline of FAR 52.217-9',
      '2027-08-31 ChatGPT Enterprise: Last day of the term',
    ]);
    for (const { startDate, component } of events) {
      expect(startDate.isDate).toBe(true);
      expect(component.getFirstPropertyValue('transp')).toBe('TRANSPARENT');
    }
  });

  it('has the events and the properties that it has with plain texts, whatever an offer says', () => {
    const namesIn = (text: string) => text.split('\r\n').flatMap((one) => /^[A-Z-]+(?=[:;])/.exec(one) ?? []);
    const session = {
      id: 's',
      title: 't',
      starts: '2027-01-05T10:00',
      timeZone: 'UTC',
      minutes: 60,
      place: 'p',
    };
    const feedWith = (text: string) =>
      calendarFeed({
        agreement: {
          ...{ ...agreement, agency: { ...agreement.agency, name: text } },
          ...{ offer: { ...agreement.offer, product: text } },
          features: agreement.features.map((feature) => ({ ...feature, name: text })),
          sessions: [{ ...session, title: text, place: `p${text}`, startsAt: '2027-01-05T10:00:00Z' }],
        },
        ...{ language: 'en', words: en },
      });
    const plain = namesIn(feedWith('plain'));
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(namesIn(feedWith(text))).toEqual(plain);
        expect(feedWith(text)).not.toMatch(/(?![\r\n])\p{Cc}|(?<!\r)\n/u);
      }),
      fewer(5),
    );
  });

  it('is no message of a calendar: a METHOD would need an organizer (RFC 5546, 3.2.1)', () => {
    expect(feedOf(agreement).getFirstPropertyValue('method')).toBeNull();
  });

  it('is in the contact’s language', () => {
    expect(eventsOf(agreement, 'es').at(-1)?.summary).toBe(
      'ChatGPT Enterprise: Último día del período de vigencia',
    );
  });

  it('keeps the ids when a date moves, so that events are replaced', () => {
    const moved = lived(agreement, '2026-09-03', {
      acts: [act('2026-09-02', amend({ termEndsOn: '2027-10-01' }))],
    });
    const [before, after] = [eventsOf(agreement), eventsOf(moved)];
    expect(after.map(({ uid }) => uid)).toEqual(before.map(({ uid }) => uid));
    expect(after.at(-1)?.startDate.toString()).toBe('2027-09-30');
    expect(after.at(-1)?.sequence).toBeGreaterThan(before.at(-1)?.sequence ?? 0);
    expect(new Set(before.map(({ uid }) => uid)).size).toBe(before.length);
  });

  it('has new events for the next term', () => {
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

  it('has the training sessions, at their time', () => {
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

  it('is the same whenever it is fetched, until something happens', () => {
    const feed = { agreement, language: 'en', words: en } as const;
    expect(calendarFeed(feed)).toBe(calendarFeed(feed));
  });
});
