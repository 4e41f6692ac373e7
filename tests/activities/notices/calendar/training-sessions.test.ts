// Training sessions as calendar files, which another parser reads back.
import ICAL from 'ical.js';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { messagesOf } from '../../../../activities/notices/message/notice-messages.ts';
import type { CalendarSession } from '../../../../agreements/delivery/calendar-sessions.ts';
import { orderFor } from '../../../../agreements/delivery/order.ts';
import type { NoticeOrder } from '../../../../agreements/delivery/order-types.ts';
import type { Contact } from '../../../../agreements/model/parties.ts';
import type { Offer, Session } from '../../../../agreements/offer/schema.ts';
import {
  act,
  begun,
  chatgpt,
  course,
  evening,
  olive,
  terminate,
  wholeChatgpt,
} from '../../../agreements/support/given.ts';
import { order, owner, sender } from '../examples/brief.ts';

const session: CalendarSession = {
  id: 'intro',
  title: 'Introduction',
  starts: '2026-11-10T13:00',
  timeZone: 'America/New_York',
  minutes: 90,
  place: 'https://training.example/intro?seat=1',
  startsAt: '2026-11-10T18:00:00Z',
  term: 1,
  sequence: 0,
};
const now = '2026-10-01T13:04:00Z';

async function filesOf(told: Partial<NoticeOrder>, to: Contact = owner, more: Partial<NoticeOrder>[] = []) {
  const notice = { obligation: 'training', notice: 'training' as const, recipients: [to] };
  const notices = [told, ...more].map((one, index) => ({
    ...notice,
    obligation: `training-${index}`,
    ...one,
  }));
  const [message] = await messagesOf({ ...order, now, notices }, sender);
  return message ? read(await message.compose()) : [];
}

async function read(mail: Buffer) {
  const { attachments } = await simpleParser(mail);
  return attachments.map(({ content, filename, headers }) => {
    const text = content.toString('utf8');
    const calendar = new ICAL.Component(ICAL.parse(text));
    const [component, ...others] = calendar.getAllSubcomponents('vevent');
    if (!component || others.length > 0) throw new Error('A file has one event.');
    const type = headers.get('content-type') as unknown as { params: Record<string, string> };
    return { filename, type: type.params, text, calendar, event: new ICAL.Event(component) };
  });
}

async function fileOf(told: Partial<NoticeOrder>) {
  const [file, ...others] = await filesOf(told);
  if (!file || others.length > 0) throw new Error('There is one file.');
  return file;
}

/** The instant by the time zone rules in the file. */
function startOf({ calendar, event }: Awaited<ReturnType<typeof fileOf>>): Date {
  const [zone] = calendar.getAllSubcomponents('vtimezone');
  if (!zone) throw new Error('There is no VTIMEZONE.');
  const { startDate } = event;
  startDate.zone = new ICAL.Timezone(zone);
  return startDate.toJSDate();
}

describe('the file of a session', () => {
  it('has day, time, length and place, in a time zone that it defines', async () => {
    const file = await fileOf({ sessions: [session] });
    const { event, calendar } = file;
    expect(file.filename).toBe('training-intro.ics');
    expect(file.type.method).toBe('PUBLISH');
    expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
    expect(event.component.getFirstProperty('dtstart')?.getParameter('tzid')).toBe('America/New_York');
    expect(event.startDate.toString()).toBe('2026-11-10T13:00:00');
    expect(event.endDate.subtractDate(event.startDate).toSeconds()).toBe(90 * 60);
    expect(startOf(file).toISOString()).toBe('2026-11-10T18:00:00.000Z');
    expect(event.location).toBe(session.place);
    expect(event.summary).toBe('ChatGPT Enterprise: Introduction');
    expect(event.organizer).toBe(`mailto:${sender.from}`);
    expect(event.component.getFirstPropertyValue('dtstamp')?.toString()).toBe('2026-10-01T13:04:00Z');
  });

  it('reminds an hour before, and blocks no time', async () => {
    const { event } = await fileOf({ sessions: [session] });
    const [alarm, ...others] = event.component.getAllSubcomponents('valarm');
    expect(others).toEqual([]);
    expect(alarm?.getFirstPropertyValue('action')).toBe('DISPLAY');
    expect(alarm?.getFirstPropertyValue('trigger')?.toString()).toBe('-PT1H');
    expect(event.component.getFirstPropertyValue('transp')).toBe('TRANSPARENT');
  });

  it.each([
    ['America/New_York', '2026-10-31T13:00', '2026-10-31T17:00:00.000Z'],
    ['America/New_York', '2026-11-01T13:00', '2026-11-01T18:00:00.000Z'],
    ['America/Phoenix', '2026-07-01T13:00', '2026-07-01T20:00:00.000Z'],
    ['Pacific/Guam', '2026-11-10T09:00', '2026-11-09T23:00:00.000Z'],
    ['US/Eastern', '2026-11-10T13:00', '2026-11-10T18:00:00.000Z'],
  ])('in %s at %s is at %s by the rules in the file', async (timeZone, starts, instant) => {
    const file = await fileOf({ sessions: [{ ...session, timeZone, starts }] });
    expect(startOf(file).toISOString()).toBe(instant);
    const tzid = file.calendar.getFirstSubcomponent('vtimezone')?.getFirstPropertyValue('tzid');
    expect(tzid).toBe(timeZone);
    expect(file.event.component.getFirstProperty('dtstart')?.getParameter('tzid')).toBe(timeZone);
  });

  it('in UTC needs no rules', async () => {
    const { event } = await fileOf({ sessions: [{ ...session, timeZone: 'UTC' }] });
    expect(event.startDate.toJSDate().toISOString()).toBe('2026-11-10T13:00:00.000Z');
  });

  it('cancels a session that was removed: the same entry, newer, without an alarm', async () => {
    const told = await fileOf({ sessions: [session] });
    const { event, calendar, filename, type } = await fileOf({
      withdrawnSessions: [{ ...session, sequence: 1 }],
      sessionsChanged: true,
    });
    expect([filename, type.method]).toEqual(['no-longer-1.ics', 'CANCEL']);
    expect(calendar.getFirstPropertyValue('method')).toBe('CANCEL');
    expect(event.uid).toBe(told.event.uid);
    expect(event.sequence).toBe(1);
    expect(event.component.getFirstPropertyValue('status')).toBe('CANCELLED');
    expect(event.component.getAllSubcomponents('valarm')).toEqual([]);
    expect(event.component.getAllProperties('attendee')).toEqual([]);
  });

  it('differs by session, and by the term of its first notice', async () => {
    const sessions = [session, { ...session, id: 'advanced' }, { ...session, term: 2 }];
    const uids = (await filesOf({ sessions })).map(({ event }) => event.uid);
    expect(new Set(uids).size).toBe(3);
  });

  it('comes once if several notices have it, in its newest version', async () => {
    const changed = { ...session, place: 'Room 2', sequence: 1 };
    const files = await filesOf({ sessions: [session] }, owner, [{ sessions: [changed] }]);
    expect(files.map(({ event }) => [event.location, event.sequence])).toEqual([['Room 2', 1]]);
  });

  it('shows as text what someone typed', async () => {
    const title = 'Q&A; "intro", \\ part 1 <b>{{x}}</b> 🎓 עברית';
    const { event, text } = await fileOf({
      sessions: [
        { ...session, title: `${title}\r\nATTENDEE:mailto:x@y.example`, place: 'Room 1;\nfloor 2, "B"' },
      ],
    });
    expect(event.summary).toContain('Q&A; "intro", \\ part 1 <b>{{x}}</b> 🎓');
    expect(event.location).toBe('Room 1; floor 2, "B"');
    expect(event.component.getAllProperties('attendee')).toEqual([]);
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });
});

describe('the calendar of a contact who opens each file', () => {
  const intro: Session = {
    id: 'intro',
    title: 'Introduction',
    starts: '2026-10-06T13:00',
    timeZone: 'America/New_York',
    minutes: 60,
    place: 'Room 1',
  };
  const advanced: Session = { ...intro, id: 'advanced', title: 'Going further', starts: '2026-10-20T13:00' };
  const offer: Offer = { ...chatgpt, training: { sessions: [intro, advanced] } };

  /** Title and start of each session in the calendar on the evening of a day. */
  async function calendarOn(day: string, plot: Parameters<typeof course>[2], of: Offer = offer) {
    const known = new Map<string, { sequence: number; entry?: string }>();
    const { sent } = course(begun({ offer: of }), evening(day), plot);
    for (const { obligation, at, from, to } of sent) {
      if (to !== olive.email) continue;
      const messages = await messagesOf(orderFor(from, [obligation], at), sender);
      const own = messages.find((message) => message.to === to);
      for (const { event, calendar } of own ? await read(await own.compose()) : []) {
        if (event.startDate.isDate) continue;
        const before = known.get(event.uid);
        if (before && before.sequence > event.sequence) throw new Error('It would be ignored.');
        const isHeld = calendar.getFirstPropertyValue('method') === 'PUBLISH';
        const entry = `${event.summary.split(': ')[1]} ${event.startDate}`;
        if (before?.sequence === event.sequence && before.entry && before.entry !== entry)
          throw new Error('It has changed, and its sequence has not.');
        known.set(event.uid, { sequence: event.sequence, ...(isHeld && { entry }) });
      }
    }
    return [...known.values()].flatMap(({ entry }) => entry ?? []).toSorted();
  }

  const amend = (day: string, sessions: Session[]) => act(day, { type: 'amend', by: 'Olive', sessions });

  it('has the sessions of the invitation', async () => {
    expect(await calendarOn('2026-09-02', {})).toEqual([
      'Going further 2026-10-20T13:00:00',
      'Introduction 2026-10-06T13:00:00',
    ]);
  });

  it('follows them as they move, vanish and come back', async () => {
    const moved = { ...intro, starts: '2026-10-13T09:30' };
    const acts = [
      amend('2026-09-10', [moved, advanced]),
      amend('2026-09-11', [advanced]),
      amend('2026-09-14', [intro]),
    ];
    expect(await calendarOn('2026-09-10', { acts })).toEqual([
      'Going further 2026-10-20T13:00:00',
      'Introduction 2026-10-13T09:30:00',
    ]);
    expect(await calendarOn('2026-09-11', { acts })).toEqual(['Going further 2026-10-20T13:00:00']);
    expect(await calendarOn('2026-09-14', { acts })).toEqual(['Introduction 2026-10-06T13:00:00']);
  });

  it('has no session after the agreement was terminated', async () => {
    expect(await calendarOn('2026-09-10', { acts: [act('2026-09-10', terminate)] })).toEqual([]);
  });

  it('stays the same after a reminder', async () => {
    const reminding: Offer = { ...wholeChatgpt, training: { sessions: [advanced] } };
    expect(await calendarOn('2026-10-02', {}, reminding)).toEqual(['Going further 2026-10-20T13:00:00']);
  });
});
