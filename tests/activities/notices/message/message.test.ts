// Notices as mail, read back by an independent mail parser and calendar parser.
import ICAL from 'ical.js';
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { noticeContent } from '../../../../activities/notices/content/notice-content.ts';
import type { Message } from '../../../../activities/notices/message/message.ts';
import { messagesOf } from '../../../../activities/notices/message/notice-messages.ts';
import { toText } from '../../../../activities/notices/message/plain-text.ts';
import type { DeliveryOrder, NoticeOrder } from '../../../../agreements/delivery/order-types.ts';
import type { Contact } from '../../../../agreements/model/parties.ts';
import { shiftDate } from '../../../../agreements/time/calendar.ts';
import {
  around,
  brief,
  contracting,
  featuresEnd,
  notice,
  order,
  owner,
  preliminaryNotice,
  sender,
  termEnd,
} from '../examples/brief.ts';
import { type Example, examples } from '../examples/examples.ts';

function only<T>(list: T[]): T {
  const [first, ...others] = list;
  if (first === undefined || others.length > 0) throw new Error(`Expected one, not ${list.length}.`);
  return first;
}

function orderOf(parts: Partial<NoticeOrder>, more: Partial<DeliveryOrder> = {}): DeliveryOrder {
  return { ...order, notices: [{ ...notice, recipients: [owner], ...parts }], ...more };
}

const parsed = async (message: Message) => simpleParser(await message.compose());
const headersOf = async (message: Message) =>
  (await message.compose()).toString('latin1').split('\r\n\r\n')[0] ?? '';

function addresses(of: ParsedMail['to']): { name: string; address?: string | undefined }[] {
  const list: AddressObject[] = of === undefined ? [] : [of].flat();
  return list.flatMap(({ value }) => value.map(({ name, address }) => ({ name, address })));
}

function eventIn(mail: ParsedMail) {
  const calendar = new ICAL.Component(ICAL.parse(only(mail.attachments).content.toString('utf8')));
  return { calendar, event: new ICAL.Event(only(calendar.getAllSubcomponents('vevent'))) };
}

describe.each(Object.entries(examples))('the notice %s, read back', async (_, example) => {
  const { kind, brief, now, ...told } = example;
  const recipients = [owner, contracting];
  const [message] = await messagesOf(
    { brief, now, notices: [{ obligation: kind, notice: kind, recipients, ...told }], alerts: [] },
    sender,
  );
  const content = noticeContent(kind, { brief, now, ...told, ...around, recipients });

  it('is mail to one contact, with the same content in text and HTML', async () => {
    if (!message) throw new Error('There is no message.');
    const mail = await parsed(message);
    expect(addresses(mail.to)).toEqual([{ name: owner.name, address: owner.email }]);
    expect(addresses(mail.from)).toEqual([{ name: 'Agreement notices', address: sender.from }]);
    expect(addresses(mail.replyTo)).toEqual([{ name: '', address: sender.operators }]);
    expect(mail.subject).toBe(content.subject);
    expect(mail.date).toEqual(new Date(now));
    expect(mail.text?.trim()).toBe(toText(content).trim());
    expect(mail.html).toContain(`<title>${content.subject}</title>`);
  });

  it('has its date, if any, as an all-day event on the last day', async () => {
    if (!message) throw new Error('There is no message.');
    const mail = await parsed(message);
    const [day] = content.calendarDays ?? [];
    const { withdrawn = [], sessions = [], withdrawnSessions = [] } = told;
    const others = withdrawn.length + sessions.length + withdrawnSessions.length;
    if (!day) return expect(mail.attachments).toHaveLength(others);
    const { calendar, event } = eventIn(mail);
    expect(only(mail.attachments).contentType).toBe('text/calendar');
    expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
    expect(event.summary).toBe(day.summary);
    expect(event.description).toBe(day.description);
    expect(event.description).not.toMatch(/days left|today/i);
    expect(event.startDate.isDate).toBe(true);
    expect(event.startDate.toString()).toBe(day.day);
    expect(event.endDate.subtractDate(event.startDate).toSeconds()).toBe(24 * 60 * 60);
    expect(event.component.getFirstPropertyValue('transp')).toBe('TRANSPARENT');
    const stamp = event.component.getFirstPropertyValue('dtstamp') as ICAL.Time;
    expect(stamp.toJSDate()).toEqual(new Date(now));
    expect(event.component.getAllSubcomponents('valarm')).toHaveLength(day.ahead ? 1 : 0);
  });
});

describe('headers', () => {
  it('say that the mail is automatic, and to which list and thread it belongs', async () => {
    const mails = await Promise.all((await messagesOf(order, sender)).map(parsed));
    for (const mail of mails) {
      expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
      expect(mail.headers.get('x-auto-response-suppress')).toBe('DR, RN, NRN, OOF, AutoReply');
      expect(mail.headers.get('list')).toEqual({
        id: { name: 'Agreement notices', id: 'notices.openai-chatgpt-enterprise.onegov.invalid' },
      });
      expect(mail.references).toBe(mail.inReplyTo);
      expect(mail.references).toBe(mails[0]?.references);
    }
    const rehearsed = { ...brief, agreement: `${brief.agreement}@2026-10-01T00:00:00Z` };
    const other = await parsed(only(await messagesOf(orderOf({}, { brief: rehearsed }), sender)));
    expect(other.references).not.toBe(mails[0]?.references);
    expect(other.headers.get('list')).toEqual(mails[0]?.headers.get('list'));
  });

  it('have a Message-ID made of agreement, term, obligation and contact only', async () => {
    const id = async (parts: Partial<NoticeOrder> = {}, more: Partial<DeliveryOrder> = {}) =>
      only(await messagesOf(orderOf(parts, more), sender)).id;
    const one = await id();
    expect(one).toMatch(/^<[0-9a-f]{32}@onegov\.invalid>$/);
    expect(await id({ recipients: [{ ...owner, email: 'OWNER@Access-Board.gov' }] })).toBe(one);
    expect(await id({}, { now: '2026-11-05T14:00:00Z' })).toBe(one);
    expect(await id({ about: { ...featuresEnd, date: '2026-12-15' } })).toBe(one);
    const others = [
      await id({ obligation: 'features-ending-P14D:2026-11-30' }),
      await id({ recipients: [contracting] }),
      await id({}, { brief: { ...brief, term: { ...brief.term, number: 2 } } }),
      await id({}, { brief: { ...brief, agreement: 'agreement:openai-chatgpt-enterprise:nsf.gov' } }),
    ];
    expect(new Set([one, ...others]).size).toBe(5);
  });

  it('of an alert name the operators', async () => {
    const alert = { obligation: 'alert:unreachable', text: 'Nobody can be reached.' };
    const mail = await parsed(only(await messagesOf({ ...order, notices: [], alerts: [alert] }, sender)));
    expect(addresses(mail.to)).toEqual([{ name: 'Operators', address: sender.operators }]);
    expect(mail.text).toContain(alert.text);
    expect(mail.attachments).toEqual([]);
  });

  it('of a rehearsal mark the subject', async () => {
    const mail = await parsed(only(await messagesOf(orderOf({}), { ...sender, rehearsal: true })));
    expect(mail.subject).toMatch(/^\[Rehearsal\] /);
    expect(mail.text).toMatch(/^This is a rehearsal\./);
    expect(eventIn(mail).event.summary).toMatch(/^\[Rehearsal\] /);
  });
});

describe('the same order', () => {
  it('composed twice gives the same bytes', async () => {
    const bytes = async () =>
      Promise.all((await messagesOf(order, sender)).map((message) => message.compose()));
    const [first, second] = [await bytes(), await bytes()];
    expect(first).toHaveLength(2);
    expect(second.map((raw) => raw.toString('latin1'))).toEqual(first.map((raw) => raw.toString('latin1')));
  });

  it('has the line ends of SMTP', async () => {
    const raw = await (await messagesOf(order, sender))[0]?.compose();
    expect(raw?.toString('latin1')).not.toMatch(/(?<!\r)\n/);
  });

  it('writes once to a contact who is named twice', async () => {
    const recipients = [owner, contracting, { ...owner, email: owner.email.toUpperCase() }];
    expect((await messagesOf(orderOf({ recipients }), sender)).map(({ to }) => to)).toEqual([
      owner.email,
      contracting.email,
    ]);
  });
});

describe('the calendar entry', () => {
  const entry = async (about: NoticeOrder['about'], obligation = notice.obligation) =>
    eventIn(await parsed(only(await messagesOf(orderOf({ obligation, ...(about && { about }) }), sender))))
      .event;

  it('of a date that moved is the same entry with a higher sequence', async () => {
    const before = await entry(featuresEnd);
    const after = await entry(
      { ...featuresEnd, date: '2026-12-15', sequence: 1 },
      'features-ending-P7D:2026-12-15',
    );
    expect(after.uid).toBe(before.uid);
    expect(after.sequence).toBe(before.sequence + 1);
    expect(after.startDate.toString()).toBe('2026-12-14');
  });

  it.each([
    ['correction-features', featuresEnd],
    ['correction-term', termEnd],
  ])('of a %s replaces the earlier one', async (name, told) => {
    const { kind, now, about, brief } = examples[name] as Example;
    const order = orderOf({ notice: kind, ...(about && { about }) }, { brief, now });
    const { event } = eventIn(await parsed(only(await messagesOf(order, sender))));
    const before = await entry(told);
    expect(event.uid).toBe(before.uid);
    expect(event.sequence).toBeGreaterThan(before.sequence);
    expect(event.startDate.toString()).toBe(shiftDate(about?.date ?? '', '-P1D'));
  });

  it('differs by event and by deadline', async () => {
    const { deadline } = preliminaryNotice;
    const another = { ...preliminaryNotice, deadline: { ...deadline, id: 'another' } };
    const events = await Promise.all(
      [termEnd, featuresEnd, preliminaryNotice, another].map((one) => entry(one)),
    );
    expect(new Set(events.map(({ uid }) => uid)).size).toBe(4);
  });

  it('of a deadline is on its safe day', async () => {
    const order = orderOf({ notice: 'deadline', about: preliminaryNotice }, { now: '2027-07-16T13:04:00Z' });
    const { event } = eventIn(await parsed(only(await messagesOf(order, sender))));
    expect(event.startDate.toString()).toBe(preliminaryNotice.deadline.safeDay);
    expect(event.component.getAllSubcomponents('valarm')).toHaveLength(1);
  });
});

const names = {
  quotes: `Dwayne "The Rock" O'Neil`,
  commas: 'Lopez, Maria, PhD',
  brackets: '<evil@evil.example>',
  'an address': 'owner@access-board.gov, evil@evil.example',
  emoji: 'Zoë 🚀👩‍🚀',
  'right-to-left text': 'משה כהן',
  HTML: '<b onmouseover="alert(1)">Bold</b>',
  'a line break': 'Eve\r\nBcc: evil@evil.example\r\n\r\nHello',
  'a bare line feed': 'Eve\nBcc: evil@evil.example',
  'an encoded word': '=?utf-8?Q?Eve=0D=0ABcc:_evil@evil.example?=',
  'a very long name': 'Name '.repeat(100).trim(),
  'a very long word': 'Ünbroken'.repeat(60),
  'nothing but line breaks': '\r\n\u2028',
};

describe.each(Object.entries(names))('given %s in everything that someone typed', (_, name) => {
  const contact: Contact = { ...owner, name };
  const everywhere = orderOf(
    { recipients: [contact], notice: 'suspended', about: { ...featuresEnd, features: [name] } },
    {
      brief: { ...brief, agency: { ...brief.agency, name }, product: name, vendor: name, reason: name },
      alerts: [{ obligation: 'alert', text: name }],
    },
  );

  it('it becomes no header, and nobody else gets the mail', async () => {
    const messages = await messagesOf(everywhere, sender);
    expect(messages).toHaveLength(2);
    for (const message of messages) {
      const headers = await headersOf(message);
      expect(headers).not.toMatch(/^(bcc|cc|hello)/im);
      for (const line of headers.split('\r\n'))
        expect(line).toMatch(/^([A-Za-z-]+: |[ \t])[\x20-\x7e]{0,76}$/);
      const mail = await parsed(message);
      expect(mail.bcc ?? mail.cc).toBeUndefined();
      expect(addresses(mail.to).map(({ address }) => address)).toEqual([message.to]);
      expect(mail.subject).toContain(shown(name).slice(0, 20));
      expect(mail.text).toContain(shown(name).slice(0, 4));
    }
  });

  it('it becomes no header in the sender’s name or a deadline, either', async () => {
    const deadline = { ...preliminaryNotice.deadline, title: name, text: name, clause: name, ifMissed: name };
    const about = { ...preliminaryNotice, deadline };
    const asked = orderOf({ notice: 'deadline', about, withdrawn: [{ ...featuresEnd, features: [name] }] });
    const message = only(await messagesOf(asked, { ...sender, name }));
    expect(await headersOf(message)).not.toMatch(/^(bcc|cc|hello)/im);
    const mail = await parsed(message);
    const from = onOneLine(name) || 'Agreement notices';
    expect(addresses(mail.from)).toEqual([{ name: from, address: sender.from }]);
    expect(addresses(mail.to)).toEqual([{ name: owner.name, address: owner.email }]);
    expect(mail.subject).toContain(shown(name).slice(0, 20));
    expect(mail.attachments).toHaveLength(2);
    for (const { content } of mail.attachments) {
      const [event, ...others] = new ICAL.Component(ICAL.parse(content.toString())).getAllSubcomponents(
        'vevent',
      );
      expect(others).toEqual([]);
      expect(event?.getFirstPropertyValue('summary')).toContain(shown(name));
      const organizer = event?.getFirstProperty('organizer');
      expect(organizer?.getFirstValue()).toBe(`mailto:${sender.from}`);
      expect(organizer?.getParameter('cn')).toBe(from.replaceAll('"', "'"));
    }
  });

  it('the parser reads the name as it was, on one line', async () => {
    const [message] = await messagesOf(everywhere, sender);
    if (!message) throw new Error('There is no message.');
    const mail = await parsed(message);
    expect(only(addresses(mail.to)).name).toBe(onOneLine(name));
    expect(eventIn(mail).event.summary).toContain(shown(name));
  });
});

function onOneLine(name: string): string {
  return name
    .replace(/[\r\n\u2028]+/g, ' ')
    .replace('=?', '= ?')
    .trim();
}

/** The name as the text shows it. Right-to-left text is isolated. */
function shown(name: string): string {
  return /[\u0590-\u05ff]/.test(name) ? `\u2068${name}\u2069` : onOneLine(name);
}
