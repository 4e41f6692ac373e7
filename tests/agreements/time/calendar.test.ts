// Days where the agency is: business days, leap days, month ends, daylight saving time.
import { describe, expect, it } from 'vitest';
import type { Dates } from '../../../agreements/model/dates.ts';
import { plan } from '../../../agreements/planning/plan.ts';
import { firstTermDates, nextTermDates } from '../../../agreements/planning/term-dates.ts';
import type { LocalDate } from '../../../agreements/time/calendar.ts';
import {
  businessDayAtOrAfter,
  businessDayAtOrBefore,
  dayAt,
  daysBetween,
  isBusinessDay,
  isTimeZone,
  nineOClock,
  shiftDate,
  startOfDay,
  writableZone,
} from '../../../agreements/time/calendar.ts';
import { addYears, everyDay, holidays } from '../support/days.ts';
import { board, chatgpt, gemini } from '../support/given.ts';

const newYork = 'America/New_York';

describe('a business day', () => {
  it.each(Object.entries(holidays))(
    'of %s is any weekday that OPM does not list as a holiday',
    (year, days) => {
      for (const day of everyDay(`${year}-01-01`, `${year}-12-31`)) {
        const weekday = new Date(day).getUTCDay();
        const isWeekend = weekday === 0 || weekday === 6;
        expect(isBusinessDay(day), day).toBe(!isWeekend && !days.includes(day));
      }
    },
  );

  it('is not December 31 when New Year’s Day falls on a Saturday', () => {
    expect(isBusinessDay('2027-12-31')).toBe(false);
    expect(businessDayAtOrBefore('2028-01-01')).toBe('2027-12-30');
    expect(businessDayAtOrAfter('2027-12-31')).toBe('2028-01-03');
  });

  it('may be Inauguration Day, which only the capital observes', () => {
    expect(isBusinessDay('2029-01-19')).toBe(true);
    expect(isBusinessDay('2033-01-20')).toBe(true);
  });

  it('next to a long weekend is the last one before it or the first one after it', () => {
    expect(businessDayAtOrBefore('2027-09-06')).toBe('2027-09-03');
    expect(businessDayAtOrAfter('2027-09-04')).toBe('2027-09-07');
    expect(businessDayAtOrBefore('2027-09-07')).toBe('2027-09-07');
    expect(businessDayAtOrAfter('2027-09-07')).toBe('2027-09-07');
  });
});

describe('a day and its hours', () => {
  it('begins at 0:00 where the agency is', () => {
    expect(startOfDay('2026-11-23', newYork)).toBe('2026-11-23T05:00:00Z');
    expect(startOfDay('2026-11-23', 'Pacific/Honolulu')).toBe('2026-11-23T10:00:00Z');
    expect(startOfDay('2026-11-23', 'Pacific/Guam')).toBe('2026-11-22T14:00:00Z');
    expect(startOfDay('2026-11-23', 'Pacific/Pago_Pago')).toBe('2026-11-23T11:00:00Z');
  });

  it('has 9:00 at 9:00 local time, even on days when the clocks change', () => {
    expect(nineOClock('2027-03-13', newYork, 0)).toBe('2027-03-13T14:00:00Z');
    expect(nineOClock('2027-03-14', newYork, 0)).toBe('2027-03-14T13:00:00Z');
    expect(nineOClock('2027-11-06', newYork, 14)).toBe('2027-11-06T13:14:00Z');
    expect(nineOClock('2027-11-07', newYork, 14)).toBe('2027-11-07T14:14:00Z');
    expect(nineOClock('2027-03-14', 'America/Phoenix', 0)).toBe('2027-03-14T16:00:00Z');
  });

  it('differs at the same instant on the other side of the date line', () => {
    expect(dayAt('2027-01-01T03:00:00Z', newYork)).toBe('2026-12-31');
    expect(dayAt('2027-01-01T03:00:00Z', 'Pacific/Guam')).toBe('2027-01-01');
    expect(dayAt('2027-01-01T05:00:00Z', newYork)).toBe('2027-01-01');
  });

  it('counts as one calendar day, however many hours it has', () => {
    expect(shiftDate('2027-03-01', 'P60D')).toBe('2027-04-30');
    expect(daysBetween('2027-03-01', '2027-04-30')).toBe(60);
    expect(daysBetween('2027-04-30', '2027-03-01')).toBe(-60);
  });

  it('has a time zone that this machine knows by exactly that name', () => {
    expect(isTimeZone('America/Indiana/Indianapolis')).toBe(true);
    expect(isTimeZone('america/indiana/indianapolis')).toBe(false);
    expect(isTimeZone('2027-01-01T00:00[America/New_York]')).toBe(false);
    expect(isTimeZone('')).toBe(false);
  });

  it('has the time zone of a place, because an offset is wrong for half of the year', () => {
    const ofPlaces = ['America/Port-au-Prince', 'America/St_Johns', 'Pacific/Guam', 'US/East-Indiana', 'UTC'];
    expect(ofPlaces.filter((name) => !isTimeZone(name))).toEqual([]);
    const offsets = ['-05:00', '+05', 'EST', 'MST', 'EST5EDT', 'Etc/GMT+5', 'GMT', 'SystemV/EST5'];
    expect(offsets.filter(isTimeZone)).toEqual([]);
    expect(['-05:00', '+05', 'EST'].map(writableZone)).toEqual(['UTC', 'UTC', 'EST']);
  });
});

describe('a term', () => {
  const yearly = (startsOn: LocalDate) => firstTermDates(chatgpt, startsOn, newYork);
  const lasting = (length: string) => ({ ...chatgpt, term: { length, source: 'announcement' } });
  const renewed = (dates: Dates, length = 'P1Y') => nextTermDates(dates, length, undefined, newYork);
  const ends = (dates: Dates) => dates.term.endsOn;

  it('of a year ends on the same day a year later', () => {
    expect(ends(yearly('2026-09-01'))).toBe('2027-09-01');
    expect(yearly('2026-09-01').term.endsAt).toBe('2027-09-01T04:00:00Z');
  });

  it('from February 29 ends on February 28, and on February 29 in a leap year', () => {
    const first = yearly('2028-02-29');
    const second = renewed(first);
    const third = renewed(second);
    const fourth = renewed(third);
    expect([first, second, third, fourth].map(ends)).toEqual([
      '2029-02-28',
      '2030-02-28',
      '2031-02-28',
      '2032-02-29',
    ]);
    expect(second.term).toMatchObject({ number: 2, startsOn: '2029-02-28' });
  });

  it('that is renewed year after year ends on the date of its first day, for every start date in eight years', () => {
    const drifted = everyDay('2024-01-01', '2031-12-31').flatMap((start) => {
      const first = yearly(start);
      const second = renewed(first);
      return [first, second, renewed(second)].flatMap((dates, index) =>
        ends(dates) === addYears(start, index + 1) ? [] : [`from ${start}: ${ends(dates)}`],
      );
    });
    expect(drifted).toEqual([]);
  });

  it('from a month end does not drift, whatever the lengths of the terms', () => {
    const first = firstTermDates(lasting('P1M'), '2027-01-31', newYork);
    const all = [first];
    for (const length of ['P1M', 'P1M', 'P6M', 'P1Y', 'P1M']) all.push(renewed(all.at(-1) ?? first, length));
    expect(all.map(ends)).toEqual([
      '2027-02-28',
      '2027-03-31',
      '2027-04-30',
      '2027-10-31',
      '2028-10-31',
      '2028-11-30',
    ]);
  });

  it('of days is counted in days, and the next term from its end', () => {
    const first = firstTermDates(lasting('P90D'), '2027-01-31', newYork);
    expect(ends(first)).toBe('2027-05-01');
    expect(ends(renewed(first))).toBe('2028-05-01');
    expect(ends(renewed(renewed(first), 'P10D'))).toBe('2028-05-11');
  });

  it('with a fixed last day ends after it, whenever it started, and the next term begins there', () => {
    const first = firstTermDates(gemini, '2026-05-17', newYork);
    expect(ends(first)).toBe('2027-01-01');
    expect(renewed(first).term).toMatchObject({ startsOn: '2027-01-01', endsOn: '2028-01-01' });
  });

  it('has the offer’s price; the next term has the price that was decided, if any', () => {
    const first = yearly('2026-09-01');
    expect(first.term.price).toEqual({ amount: '1.00', currency: 'USD', per: 'agency' });
    const price = { amount: '25.00', currency: 'USD' as const, per: 'user' as const };
    expect(nextTermDates(first, 'P1Y', price, newYork).term.price).toEqual(price);
    expect(renewed(first).term).not.toHaveProperty('price');
  });
});

describe('the plan', () => {
  const planFrom = (startsOn: LocalDate) => {
    const dates = firstTermDates(chatgpt, startsOn, newYork);
    return plan({ id: 'agreement:x:y', offer: chatgpt, agency: board, revision: 0, ...dates });
  };

  it('of a year with ChatGPT', () => {
    expect(planFrom('2026-09-01').map(({ id, dueAt }) => `${dueAt} ${id}`)).toMatchInlineSnapshot(`
      [
        "2026-09-01T04:00:00Z grant-access",
        "2026-09-01T13:04:00Z welcome",
        "2026-09-01T13:04:00Z training",
        "2026-09-01T13:04:00Z community",
        "2026-10-01T13:04:00Z features-ending-P30D:2026-10-31",
        "2026-10-16T13:04:00Z features-ending-P14D:2026-10-31",
        "2026-10-23T13:04:00Z features-ending-P7D:2026-10-31",
        "2026-10-30T13:04:00Z features-ending-P1D:2026-10-31",
        "2026-10-31T04:00:00Z end-features:2026-10-31",
        "2026-11-02T14:04:00Z features-ended:2026-10-31",
        "2027-05-04T13:04:00Z open-renewal:2027-09-01",
        "2027-05-04T13:04:00Z renewal-P120D:2027-09-01",
        "2027-06-03T13:04:00Z renewal-P90D:2027-09-01",
        "2027-07-02T13:04:00Z renewal-P60D:2027-09-01",
        "2027-08-02T13:04:00Z renewal-P30D:2027-09-01",
        "2027-08-18T13:04:00Z renewal-P14D:2027-09-01",
        "2027-08-25T13:04:00Z renewal-P7D:2027-09-01",
        "2027-08-31T13:04:00Z renewal-P1D:2027-09-01",
        "2027-09-01T04:00:00Z end-term:2027-09-01",
        "2027-09-01T13:04:00Z access-ended:2027-09-01",
      ]
    `);
  });

  it('is the same each time it is made', () => {
    expect(planFrom('2026-09-01')).toEqual(planFrom('2026-09-01'));
  });
});
