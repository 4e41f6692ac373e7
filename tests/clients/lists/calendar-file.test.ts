// What will happen, as a calendar file.
import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { kindNames } from '../../../agreements/model/obligation-names.ts';
import { ledgerOf } from '../../../agreements/reports/ledger.ts';
import { localIso } from '../../../agreements/time/date-words.ts';
import { calendarOf } from '../../../clients/lists/calendar-file.ts';
import type { Upcoming } from '../../../clients/lists/upcoming.ts';
import { ruleOf } from '../../../clients/output/due-words.ts';
import { begun, morning } from '../../agreements/support/given.ts';
import { fewer, hostileText } from '../../support/fuzz.ts';

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

  it('can be subscribed to: it has a name, and says how often to fetch it', () => {
    expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe('OneGov');
    expect(`${calendar.getFirstPropertyValue('refresh-interval')}`).toBe('PT6H');
  });

  it('is no message of a calendar: a METHOD would need an organizer (RFC 5546, 3.2.1)', () => {
    expect(calendar.getFirstPropertyValue('method')).toBeNull();
  });

  it('has an event for each entry, at its instant, which blocks no time', () => {
    expect(events).toHaveLength(entries.length);
    expect(events.map(({ startDate }) => startDate.toJSDate().getTime())).toEqual(
      entries.map(({ at }) => Date.parse(at)),
    );
    expect(new Set(events.map(({ component }) => component.getFirstPropertyValue('transp')))).toEqual(
      new Set(['TRANSPARENT']),
    );
    expect(events[1]?.description).toContain('Access Board; "the" Board, \\: OpenAI ChatGPT');
  });

  it('gives each event an id of its own, the same every time', () => {
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

  it('says what will not be sent as things stand', () => {
    const [entry] = entries;
    if (!entry) throw new Error('There should be an entry.');
    expect(calendarOf([{ ...entry, withheld: 'on hold' }], 'OneGov')).toContain('(not sent: on hold)');
  });

  it('has the events and the properties that it has with plain texts, whatever an agreement has published', () => {
    const namesIn = (text: string) => text.split('\r\n').flatMap((one) => /^[A-Z-]+(?=[:;])/.exec(one) ?? []);
    const plain = namesIn(calendarOf(entries, 'OneGov', stamp));
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 1, maxLength: 5 }), (all) => {
        const text = (at: number) => all[at % all.length] ?? '';
        const odd = entries.map((entry, at) => ({
          ...{
            ...entry,
            what: text(at),
            agencyName: text(at + 1),
            product: text(at + 2),
            rule: text(at + 3),
          },
          ...{ clause: text(at + 4), obligation: text(at), agency: text(at + 1) },
        }));
        const file = calendarOf(odd, 'OneGov', stamp);
        expect(namesIn(file)).toEqual(plain);
        expect(file).not.toMatch(/(?![\r\n])\p{Cc}|(?<!\r)\n/u);
      }),
      fewer(5),
    );
  });

  it('may be empty', () => {
    expect(read(calendarOf([], 'OneGov')).getAllSubcomponents('vevent')).toEqual([]);
  });
});
