// The calendar of a contact who opens each calendar file, by the rules of RFC 5546.
import ICAL from 'ical.js';
import { type ParsedMail, simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import type { Sender } from '../../../../activities/notices/message/message.ts';
import { messagesOf } from '../../../../activities/notices/message/notice-messages.ts';
import { orderFor } from '../../../../agreements/delivery/order.ts';
import type { NoticeOrder } from '../../../../agreements/delivery/order-types.ts';
import type { Agreement } from '../../../../agreements/model/agreement.ts';
import type { Contact } from '../../../../agreements/model/parties.ts';
import {
  act,
  amend,
  begun,
  carl,
  course,
  decline,
  evening,
  mailIs,
  olive,
  reinstate,
  renew,
  suspend,
  terminate,
  wholeChatgpt,
  withClauses,
} from '../../../agreements/support/given.ts';
import { featuresEnd, notice, order, owner, sender, termEnd } from '../examples/brief.ts';

type Life = Parameters<typeof course>[2];

/** The days in a contact's calendar on the evening of a day, with their titles. */
async function calendarOf(person: Contact, until: string, life: Life, agreement = begun()) {
  const known = new Map<string, { event: ICAL.Event; method: string; stamp: number }>();
  const { sent } = course(agreement, evening(until), life);
  for (const { to, result, obligation, at, from } of sent) {
    if (to !== person.email || result === 'refused') continue;
    for (const { method, event } of await filesIn(from, obligation, at, person)) {
      const before = known.get(event.uid);
      const stamp = (event.component.getFirstPropertyValue('dtstamp') as ICAL.Time).toUnixTime();
      const isNewer =
        !before ||
        event.sequence > before.event.sequence ||
        (event.sequence === before.event.sequence && method === before.method && stamp > before.stamp);
      if (isNewer) known.set(event.uid, { event, method, stamp });
    }
  }
  const held = [...known.values()].filter(({ method }) => method !== 'CANCEL');
  return Object.fromEntries(held.map(({ event }) => [event.startDate.toString(), event.summary]).toSorted());
}

async function filesIn(from: Agreement, obligation: Agreement['plan'][number], at: string, to: Contact) {
  const messages = await messagesOf(orderFor(from, [obligation], at), sender);
  const own = messages.find((message) => message.to === to.email);
  return own ? filesOf(await simpleParser(await own.compose())) : [];
}

function filesOf({ attachments }: ParsedMail) {
  return attachments.map(({ content, headers }) => {
    const calendar = new ICAL.Component(ICAL.parse(content.toString('utf8')));
    const [component, ...others] = calendar.getAllSubcomponents('vevent');
    if (!component || others.length > 0) throw new Error('A file has one event.');
    const method = String(calendar.getFirstPropertyValue('method'));
    expect(headers.get('content-type')).toMatchObject({ params: { method } });
    return { calendar, method, event: new ICAL.Event(component), text: content.toString('utf8') };
  });
}

const both = 'unlimited Deep Research and unlimited Advanced Voice Mode';
const features = { '2026-10-30': `Last day: ChatGPT Enterprise: ${both}` };
const term = { '2027-08-31': 'Last day: ChatGPT Enterprise' };

describe('the calendar of a contact who opens each file', () => {
  it('has each day once, even after several reminders', async () => {
    expect(await calendarOf(olive, '2027-08-15', {})).toEqual({ ...features, ...term });
  });

  it('has a day that moved on its new date only', async () => {
    const acts = [act('2026-10-15', amend({ featuresEndOn: '2026-12-01' }))];
    const [summary] = Object.values(features);
    expect(await calendarOf(olive, '2026-10-16', { acts })).toEqual({ '2026-11-30': summary });
    const twice = [...acts, act('2026-10-20', amend({ featuresEndOn: '2026-11-20' }))];
    expect(await calendarOf(olive, '2026-11-01', { acts: twice })).toEqual({ '2026-11-19': summary });
    const pause = [act('2026-10-15', suspend), act('2026-10-25', reinstate('move'))];
    expect(await calendarOf(olive, '2026-10-26', { acts: pause })).toEqual({
      '2026-11-09': summary,
      '2027-09-10': term['2027-08-31'],
    });
  });

  it('loses every day ahead when the agreement ends', async () => {
    expect(await calendarOf(olive, '2026-10-15', {})).toEqual(features);
    expect(await calendarOf(olive, '2026-10-15', { acts: [act('2026-10-15', terminate)] })).toEqual({});
    expect(await calendarOf(olive, '2027-06-01', { acts: [act('2027-06-01', terminate)] })).toEqual(features);
  });

  it('loses the end of access after a renewal, and gets the next one in time', async () => {
    const acts = [act('2027-06-10', renew)];
    expect(await calendarOf(olive, '2027-06-09', { acts })).toEqual({ ...features, ...term });
    expect(await calendarOf(olive, '2027-06-10', { acts })).toEqual(features);
    expect(await calendarOf(olive, '2028-06-10', { acts })).toEqual({
      ...features,
      '2028-08-31': 'Last day: ChatGPT Enterprise',
    });
  });

  it('keeps the last day after a decision to decline, or gets it back after a renewal', async () => {
    expect(await calendarOf(olive, '2027-06-10', { acts: [act('2027-06-10', decline)] })).toEqual({
      ...features,
      ...term,
    });
    const acts = [act('2027-06-10', renew), act('2027-06-20', decline)];
    expect(await calendarOf(olive, '2027-06-19', { acts })).toEqual(features);
    expect(await calendarOf(olive, '2027-06-20', { acts })).toEqual({ ...features, ...term });
    const ended = [...acts, act('2027-06-30', terminate)];
    expect(await calendarOf(olive, '2027-06-30', { acts: ended })).toEqual(features);
  });

  it('loses the deadlines of a renewal after a decision to decline', async () => {
    const agreement = begun({ offer: withClauses });
    const deadlines = Object.keys(await calendarOf(carl, '2027-06-20', {}, agreement));
    expect(deadlines).toContain('2027-07-02');
    const acts = [act('2027-06-20', decline)];
    const after = Object.keys(await calendarOf(carl, '2027-06-20', { acts }, agreement));
    expect(after).toEqual(deadlines.filter((day) => day !== '2027-07-02'));
  });

  it('gets the new day of a deadline that it was warned of at once when the end of the term moves', async () => {
    const agreement = begun({ offer: withClauses });
    const acts = [act('2027-06-20', amend({ termEndsOn: '2027-11-01' }))];
    const days = async (until: string) => Object.keys(await calendarOf(carl, until, { acts }, agreement));
    expect(await days('2027-06-21')).toEqual(['2027-09-01', '2027-10-31']);
  });

  it('loses no day from a notice that nobody got', async () => {
    const world = mailIs('refused');
    const { sent } = course(begun(), evening('2026-10-15'), { world, acts: [act('2026-10-15', terminate)] });
    const last = sent.findLast(({ obligation }) => obligation.kind === 'notice');
    expect(last && orderFor(last.from, [last.obligation], last.at).notices[0]).not.toHaveProperty(
      'withdrawn',
    );
  });

  it('has the last day to accept the terms until the welcome comes', async () => {
    const offered = begun({ awaitsAcceptance: true, offer: wholeChatgpt });
    expect(await calendarOf(olive, '2026-09-04', {}, offered)).toEqual({
      '2026-09-30': 'Last day to accept the terms: ChatGPT Enterprise',
    });
    const accepted = { acts: [act('2026-09-05', { type: 'accept', by: 'Carl' })] };
    expect(await calendarOf(olive, '2026-09-10', accepted, offered)).toEqual({});
  });
});

describe('a calendar file', () => {
  const filesBy = async (asked: NoticeOrder, from: Sender = sender) => {
    const [message] = await messagesOf({ ...order, notices: [{ ...asked, recipients: [owner] }] }, from);
    return filesOf(await simpleParser((await message?.compose()) ?? ''));
  };
  const putIn = () => filesBy(notice);
  const { about: _, ...plain } = notice;
  const gone = [
    { ...featuresEnd, sequence: 1 },
    { ...termEnd, sequence: 3 },
  ];
  const takenOut = () => filesBy({ ...plain, notice: 'terminated', withdrawn: gone });

  it('adds a day', async () => {
    const [file, ...others] = await putIn();
    expect(others).toEqual([]);
    await expect(file?.text.replaceAll('\r\n', '\n')).toMatchFileSnapshot('../golden/last-day.ics');
  });

  it('removes a day', async () => {
    const files = await takenOut();
    expect(files).toHaveLength(2);
    await expect(files[0]?.text.replaceAll('\r\n', '\n')).toMatchFileSnapshot('../golden/no-longer.ics');
  });

  it('has what RFC 5546 requires, and nothing that it forbids (3.2.1, 3.2.5)', async () => {
    const told = await putIn();
    for (const { method, event, calendar, text } of [...told, ...(await takenOut())]) {
      const has = (name: string) => event.component.getAllProperties(name).length;
      for (const name of ['uid', 'dtstamp', 'dtstart', 'organizer', 'sequence', 'summary']) {
        expect(has(name), name).toBe(1);
      }
      expect(has('attendee') + has('request-status')).toBe(0);
      expect(event.component.getFirstPropertyValue('organizer')).toBe(`mailto:${sender.from}`);
      expect(event.component.getFirstPropertyValue('status')).toBe(method === 'CANCEL' ? 'CANCELLED' : null);
      expect(event.component.getAllSubcomponents('valarm')).toHaveLength(method === 'CANCEL' ? 0 : 1);
      expect(event.startDate.isDate).toBe(true);
      expect(calendar.getAllSubcomponents('vtimezone')).toEqual([]);
      // RFC 5545, 3.1: CRLF, and no line longer than 75 octets.
      expect(text).not.toMatch(/(?<!\r)\n/);
      for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    }
  });

  it('that removes a day is about the event that was added, and newer', async () => {
    const [told] = await putIn();
    const files = await takenOut();
    expect(files.map(({ method }) => method)).toEqual(['CANCEL', 'CANCEL']);
    expect(files[0]?.event.uid).toBe(told?.event.uid);
    expect(files[0]?.event.sequence).toBeGreaterThan(told?.event.sequence ?? 0);
    expect(new Set(files.map(({ event }) => event.uid)).size).toBe(2);
  });

  it('reminds at 9:00 the day before, wherever the reader is', async () => {
    const [file] = await putIn();
    const alarm = file?.event.component.getFirstSubcomponent('valarm');
    expect(String(alarm?.getFirstPropertyValue('trigger'))).toBe('-PT15H');
  });

  it('is about the same event when the sender changes', async () => {
    const other = { ...sender, from: 'onegov@agency.example', name: 'Quotes " and, commas; and\r\nlines' };
    const [[before], [after]] = [await putIn(), await filesBy(notice, other)];
    expect(after?.event.uid).toBe(before?.event.uid);
    const organizer = after?.event.component.getFirstProperty('organizer');
    expect(organizer?.getFirstValue()).toBe('mailto:onegov@agency.example');
    expect(organizer?.getParameter('cn')).toBe("Quotes ' and, commas; and lines");
  });
});
