// Days and instants in words, in the same style everywhere.
import { describe, expect, it } from 'vitest';
import {
  instantInWords,
  lastDayInWords,
  localIso,
  relativeDay,
  relativeTime,
} from '../../../agreements/time/date-words.ts';
import { dayBefore, dayInWords } from '../../../agreements/time/day-words.ts';

const newYork = 'America/New_York';

describe('a day', () => {
  it('has its weekday, month and year', () => {
    expect(dayInWords('2026-10-01')).toBe('Thu, Oct 1, 2026');
  });
});

describe('what ends at 0:00', () => {
  it.each([
    ['America/New_York', '2026-11-02T05:00:00Z', 'Sun, Nov 1, 2026'],
    ['Pacific/Guam', '2026-12-31T14:00:00Z', 'Thu, Dec 31, 2026'],
  ])('in %s at %s has %s as its last day', (timeZone, endsAt, day) => {
    expect(lastDayInWords(endsAt, timeZone)).toBe(day);
  });

  it('has the day before as its last, also in a leap year', () => {
    expect(['2028-03-01', '2027-01-01'].map(dayBefore)).toEqual(['2028-02-29', '2026-12-31']);
  });
});

describe('an instant', () => {
  it.each([
    [newYork, 'Thu, Oct 1, 2026, 00:03 EDT', '2026-10-01T00:03:00-04:00'],
    ['Pacific/Guam', 'Thu, Oct 1, 2026, 14:03 GMT+10', '2026-10-01T14:03:00+10:00'],
    ['Pacific/Honolulu', 'Wed, Sep 30, 2026, 18:03 HST', '2026-09-30T18:03:00-10:00'],
  ])('is that of the agency, for people and for programs: %s', (timeZone, words, iso) => {
    const instant = '2026-10-01T04:03:00Z';
    expect(instantInWords(instant, timeZone)).toBe(words);
    expect(localIso(instant, timeZone)).toBe(iso);
    expect(Date.parse(iso)).toBe(Date.parse(instant));
  });
});

describe('how far it is', () => {
  const now = '2026-10-01T12:00:00Z';

  it.each([
    ['2026-10-01T12:00:20Z', 'now', 'today'],
    ['2026-10-01T12:40:00Z', 'in 40 minutes', 'today'],
    ['2026-10-01T09:00:00Z', '3 hours ago', 'today'],
    ['2026-10-02T04:00:00Z', 'tomorrow', 'tomorrow'],
    ['2026-09-30T12:00:00Z', 'yesterday', 'yesterday'],
    ['2026-10-30T12:00:00Z', 'in 29 days', 'in 29 days'],
  ])('of %s is %s, and by the day %s', (instant, time, day) => {
    expect(relativeTime(instant, now, newYork)).toBe(time);
    expect(relativeDay(instant, now, newYork)).toBe(day);
  });
});

describe('an instant in winter', () => {
  it.each([
    ['America/New_York', 'Thu, Jan 21, 2027, 09:14 EST', 'in 2 days'],
    ['Pacific/Guam', 'Fri, Jan 22, 2027, 00:14 GMT+10', 'in 2 days'],
    ['Pacific/Honolulu', 'Thu, Jan 21, 2027, 04:14 HST', 'in 2 days'],
  ])('is that of the agency: %s', (timeZone, local, relative) => {
    expect(instantInWords('2027-01-21T14:14:00Z', timeZone)).toBe(local);
    expect(relativeDay('2027-01-21T14:14:00Z', '2027-01-19T14:14:00Z', timeZone)).toBe(relative);
  });
});
