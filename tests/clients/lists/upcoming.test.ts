// The forward ledger and lists in general, as they are told: rules, calendar, the first of many, tables.
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { kindNames } from '../../../agreements/model/obligation-names.ts';
import { ledgerOf } from '../../../agreements/reports/ledger.ts';
import { instantInWords, localIso, relativeDay } from '../../../agreements/time/date-words.ts';
import { calendarOf } from '../../../clients/lists/calendar-file.ts';
import { firstInOrder } from '../../../clients/lists/ranked.ts';
import type { Upcoming } from '../../../clients/lists/upcoming.ts';
import { ruleOf } from '../../../clients/output/due-words.ts';
import { tableLines } from '../../../clients/output/rows.ts';
import { begun, morning, withClauses, withGrace } from '../../agreements/support/given.ts';

async function collected<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

async function* each<Item>(items: Iterable<Item>): AsyncIterable<Item> {
  yield* items;
}

describe('the rule that something follows from', () => {
  it.each(
    Object.entries({
      'grant-access': 'at activation',
      welcome: 'at activation',
      'features-ending-P30D:2026-10-31': '30 days before the features end on Sat, Oct 31, 2026',
      'end-features:2026-10-31': 'the features end on Sat, Oct 31, 2026',
      'features-ended:2026-10-31': 'the features end on Sat, Oct 31, 2026',
      'open-renewal:2027-09-01': 'before the term ends on Wed, Sep 1, 2027',
      'renewal-P1D:2027-09-01': '1 day before the term ends on Wed, Sep 1, 2027',
      'end-term:2027-09-01': 'the term ends on Wed, Sep 1, 2027',
      'access-ended:2027-09-01': 'the term ends on Wed, Sep 1, 2027',
      'deadline-exercise-P14D:2027-08-02':
        '14 days before the last safe business day of exercise, Fri, Jul 30, 2027',
      'deadline-missed-exercise:2027-08-02': 'after the last day of exercise, Sun, Aug 1, 2027',
      'deadline-missed-preliminary-notice:2027-07-03':
        'after the last day of preliminary-notice, Fri, Jul 2, 2027',
    }),
  )('of %s is told: %s', (id, rule) => {
    const due = ledgerOf(begun({ offer: withClauses })).due.find((one) => one.id === id);
    expect(due && ruleOf(due)).toBe(rule);
  });

  it('is the grace where there is one', () => {
    const due = ledgerOf(begun({ offer: withGrace })).due.find(({ what }) => what === 'end-grace');
    expect(due && ruleOf(due)).toBe('the grace after the term’s end on Wed, Sep 1, 2027');
  });

  it.each([
    [{ id: 'suspended:2026-10-01T12:00:00Z', what: 'suspended' as const }, 'at once'],
    [{ id: 'welcome@2026-10-01T12:00:00Z', what: 'welcome' as const }, 'sent again, at once'],
    [{ id: 'alert:cancellation:2026-10-01T12:00:00Z', what: 'alert' as const }, 'there is an open issue'],
    [
      { id: 'correction-term-end:2027-12-01:2026-10-01T12:00:00Z', what: 'correction' as const },
      'a date that the agency was told moved to Wed, Dec 1, 2027',
    ],
  ])('of %o is told: %s', (due, rule) => {
    expect(ruleOf(due)).toBe(rule);
  });

  it('is known of everything that an agreement plans', () => {
    for (const due of ledgerOf(begun({ offer: withClauses })).due) {
      expect(ruleOf(due)).not.toMatch(/undefined|NaN/);
      expect(kindNames[due.what]).toBeTruthy();
    }
  });
});

describe('an instant in words', () => {
  it.each([
    ['America/New_York', 'Thu, Jan 21, 2027, 09:14 EST', 'in 2 days'],
    ['Pacific/Guam', 'Fri, Jan 22, 2027, 00:14 GMT+10', 'in 2 days'],
    ['Pacific/Honolulu', 'Thu, Jan 21, 2027, 04:14 HST', 'in 2 days'],
  ])('is that of the agency: %s', (timeZone, local, relative) => {
    expect(instantInWords('2027-01-21T14:14:00Z', timeZone)).toBe(local);
    expect(relativeDay('2027-01-21T14:14:00Z', '2027-01-19T14:14:00Z', timeZone)).toBe(relative);
  });
});

describe('the calendar', () => {
  const agreement = begun();
  const entries = ledgerOf(agreement).due.map(
    (due): Upcoming => ({
      ...{ at: due.dueAt, local: localIso(due.dueAt, 'America/New_York'), relative: 'in 3 days' },
      ...{ agreement: agreement.id, agency: 'access-board.gov', agencyName: 'Access Board; "the" Board, \\' },
      ...{ timeZone: 'America/New_York', offer: 'openai-chatgpt-enterprise', product: 'OpenAI ChatGPT' },
      ...{
        obligation: due.id,
        kind: due.what,
        what: kindNames[due.what],
        to: due.to ?? [],
        rule: ruleOf(due),
      },
    }),
  );
  const stamp = morning('2026-09-01');
  const read = (text: string) => new ICAL.Component(ICAL.parse(text));
  const calendar = read(calendarOf(entries, 'OneGov', stamp));
  const events = calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));

  it('is one to subscribe to, with a name and how often to fetch it', () => {
    expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
    expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe('OneGov');
    expect(`${calendar.getFirstPropertyValue('refresh-interval')}`).toBe('PT6H');
  });

  it('has an event for each entry, at its instant, that takes nobody’s time', () => {
    expect(events).toHaveLength(entries.length);
    expect(events.map(({ startDate }) => startDate.toJSDate().getTime())).toEqual(
      entries.map(({ at }) => Date.parse(at)),
    );
    expect(new Set(events.map(({ component }) => component.getFirstPropertyValue('transp')))).toEqual(
      new Set(['TRANSPARENT']),
    );
    expect(events[1]?.description).toContain('Access Board; "the" Board, \\: OpenAI ChatGPT');
  });

  it('gives each the same id every time, and no other the same', () => {
    const ids = events.map(({ uid }) => uid);
    const again = read(calendarOf(entries, 'OneGov', morning('2026-09-20'))).getAllSubcomponents('vevent');
    expect(new Set(ids).size).toBe(entries.length);
    expect(again.map((event) => event.getFirstPropertyValue('uid'))).toEqual(ids);
  });

  it('names no person', () => {
    const text = calendarOf(entries, 'OneGov', stamp);
    for (const { name, email } of agreement.contacts) {
      expect(text).not.toContain(email);
      expect(text).not.toContain(name);
    }
  });

  it('says what will not be sent as things are', () => {
    const [entry] = entries;
    if (!entry) throw new Error('There should be an entry.');
    expect(calendarOf([{ ...entry, withheld: 'on hold' }], 'OneGov')).toContain('(not sent: on hold)');
  });

  it('may be empty', () => {
    expect(read(calendarOf([], 'OneGov')).getAllSubcomponents('vevent')).toEqual([]);
  });
});

describe('the first of many', () => {
  const numbers = Array.from({ length: 10_007 }, (_, index) => (index * 7919) % 10_007);
  const ascending = (one: number, other: number) => one - other;

  it('are the same as if all had been sorted, and the others are counted', async () => {
    const first = await firstInOrder(each(numbers), 13, ascending);
    expect(first).toEqual({ items: numbers.toSorted(ascending).slice(0, 13), more: 9_994 });
  });

  it.each([
    [[], 3, { items: [], more: 0 }],
    [[2, 1], 3, { items: [1, 2], more: 0 }],
    [[3, 2, 1], 3, { items: [1, 2, 3], more: 0 }],
    [[4, 3, 2, 1], 1, { items: [1], more: 3 }],
  ])('of %j, at most %i, are %j', async (items, limit, expected) => {
    expect(await firstInOrder(each(items), limit, ascending)).toEqual(expected);
  });
});

describe('a table', () => {
  const lines = (rows: string[][]) => collected(tableLines(['A', 'B'], each(rows), (row) => row, 'None.'));

  it('is as wide as its rows', async () => {
    expect(
      await lines([
        ['one', '1'],
        ['three', '3'],
      ]),
    ).toEqual(['A      B', 'one    1', 'three  3']);
  });

  it('without rows says so', async () => {
    expect(await lines([])).toEqual(['None.']);
  });

  it('begins before its last row is known', async () => {
    let given = 0;
    async function* rows() {
      for (given = 1; given <= 1000; given++) yield [`${given}`, 'x'];
    }
    const table = tableLines(['A', 'B'], rows(), (row) => row, 'None.')[Symbol.asyncIterator]();
    expect((await table.next()).value).toBe('A   B');
    expect(given).toBeLessThan(100);
    const rest = await collected({ [Symbol.asyncIterator]: () => table });
    expect(rest).toHaveLength(1000);
    expect(rest.at(-1)).toBe('1000  x');
  });
});
