// Several notices due at one moment to one contact: one message, which other parsers read back.
import ICAL from 'ical.js';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { escaped, toHtml } from '../../../../activities/notices/message/html.ts';
import type { Message } from '../../../../activities/notices/message/message.ts';
import { messagesOf } from '../../../../activities/notices/message/notice-messages.ts';
import { toText } from '../../../../activities/notices/message/plain-text.ts';
import type { DeliveryOrder, NoticeOrder } from '../../../../agreements/delivery/order-types.ts';
import type { Contact } from '../../../../agreements/model/parties.ts';
import { contracting, featuresEnd, notice, now, owner, sender, termEnd } from '../examples/brief.ts';
import { noticeOrders, ordersTogether } from '../examples/examples.ts';

const { community, deadline, renewal, training, welcome } = noticeOrders;
const { together: beginning, 'together-with-a-deadline': ending } = ordersTogether;

async function messageTo({ email }: Contact, from: DeliveryOrder): Promise<Message> {
  const [message, ...others] = (await messagesOf(from, sender)).filter(({ to }) => to === email);
  if (!message || others.length > 0) throw new Error('The contact must get one message.');
  return message;
}

const asText = ({ content }: Message) => `Subject: ${content.subject}\n\n${toText(content)}`;
const inSpanish = (contact: Contact): Contact => ({ ...contact, language: 'es' });

describe('several notices to one contact', () => {
  it('are one message', async () => {
    await expect(asText(await messageTo(owner, beginning))).toMatchFileSnapshot('../golden/together.txt');
    await expect(asText(await messageTo(contracting, ending))).toMatchFileSnapshot(
      '../golden/together-with-a-deadline.txt',
    );
  });

  it('are one message in Spanish as well', async () => {
    const to = [inSpanish(owner)];
    const notices = beginning.notices.map((one) => ({ ...one, recipients: to }));
    await expect(asText(await messageTo(owner, { ...beginning, notices }))).toMatchFileSnapshot(
      '../golden/es/together.txt',
    );
    const asked = ending.notices.map((one) => ({ ...one, recipients: [inSpanish(contracting)] }));
    await expect(asText(await messageTo(contracting, { ...ending, notices: asked }))).toMatchFileSnapshot(
      '../golden/es/together-with-a-deadline.txt',
    );
  });

  it('do not change a single notice to another contact', async () => {
    const [alone] = await messagesOf({ ...beginning, notices: [welcome] }, sender);
    const among = await messageTo(contracting, beginning);
    expect(among.obligations).toEqual([welcome.obligation]);
    expect(among.id).toBe((await messageTo(contracting, { ...beginning, notices: [welcome] })).id);
    expect(alone?.content.subject).toBe(among.content.subject);
  });

  it('are one message however the address is written', async () => {
    const shouting = { ...owner, email: owner.email.toUpperCase() };
    const messages = await messagesOf(
      { ...beginning, notices: [training, { ...community, recipients: [shouting, owner] }] },
      sender,
    );
    expect(messages.map(({ to, obligations }) => [to, ...obligations])).toEqual([
      [owner.email, training.obligation, community.obligation],
    ]);
  });

  it('start with the notice that asks for something by the nearest day, and the others keep the order of the plan', async () => {
    const headings = async (from: DeliveryOrder, to = contracting) =>
      (await messageTo(to, from)).content.sections.flatMap(({ heading, sections }) =>
        sections ? [heading] : [],
      );
    expect(await headings(ending)).toEqual([
      expect.stringContaining('by July 30: preliminary notice to the vendor'),
      'ChatGPT Enterprise: 77 days left to decide about renewal',
    ]);
    const { about: _, ...all } = { ...renewal, recipients: [owner] };
    const mixed = { ...ending, notices: [training, { ...all, about: termEnd }] };
    expect((await headings(mixed, owner))[0]).toContain('decide about renewal');
    expect(await headings(beginning, owner)).toEqual([
      'ChatGPT Enterprise: welcome, and the dates to know',
      'ChatGPT Enterprise: training and help for your people',
      'ChatGPT Enterprise: meet other government users',
    ]);
  });

  it('have one main heading, then one heading for each notice with its section headings under it', async () => {
    const html = toHtml((await messageTo(owner, beginning)).content);
    const headings = [...html.matchAll(/<h([1-6])[^>]*>([^<]*)/g)].map(([, level, text]) => [
      Number(level),
      text,
    ]);
    expect(headings.slice(0, 4)).toEqual([
      [1, 'ChatGPT Enterprise: welcome, and the dates to know (and 2 more notices)'],
      [2, 'In this message'],
      [2, 'ChatGPT Enterprise: welcome, and the dates to know'],
      [3, 'What you have, and for how long'],
    ]);
    expect(headings.filter(([level]) => level === 1)).toHaveLength(1);
    expect(headings.filter(([, text]) => text === 'About this notice')).toEqual([[2, 'About this notice']]);
    expect(headings.filter(([, text]) => text === 'Who gets this notice')).toHaveLength(3);
  });
});

describe('the Message-ID of several notices', () => {
  it('is made of all notices, in any order, and of the contact', async () => {
    const id = async (notices: NoticeOrder[], to = owner) =>
      (await messageTo(to, { ...beginning, notices })).id;
    const all = await id([welcome, training, community]);
    expect(await id([community, welcome, training])).toBe(all);
    const others = [
      await id([welcome, training]),
      await id([welcome]),
      await id([training]),
      await id([welcome, training, { ...community, recipients: [contracting] }], contracting),
    ];
    expect(new Set([all, ...others]).size).toBe(5);
  });

  it('and all bytes of the message are the same each time', async () => {
    const bytes = async () => (await messageTo(owner, beginning)).compose();
    expect((await bytes()).equals(await bytes())).toBe(true);
  });
});

describe('the calendar files of several notices', () => {
  const filesOf = async (notices: NoticeOrder[]) => {
    const message = await messageTo(owner, { ...ending, notices });
    const { attachments } = await simpleParser(await message.compose());
    return attachments.map(({ filename, content }) => {
      const calendar = new ICAL.Component(ICAL.parse(content.toString()));
      const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent') ?? undefined);
      return { filename, method: calendar.getFirstPropertyValue('method'), event };
    });
  };
  const toOwner = { recipients: [owner] };

  it('are all there, each with its own name and the same UID as in a message by itself', async () => {
    const files = await filesOf([
      { ...renewal, ...toOwner },
      { ...deadline, ...toOwner },
      {
        obligation: 'terminated',
        notice: 'terminated',
        ...toOwner,
        withdrawn: [{ ...featuresEnd, sequence: 1 }],
      },
    ]);
    expect(files.map(({ filename, method }) => [filename, method])).toEqual([
      ['last-day.ics', 'PUBLISH'],
      ['last-day-2.ics', 'PUBLISH'],
      ['no-longer-1.ics', 'CANCEL'],
    ]);
    expect(files.map(({ event }) => event.startDate.toString())).toEqual([
      '2027-07-30',
      '2027-09-30',
      '2026-11-29',
    ]);
    expect(new Set(files.map(({ event }) => event.uid)).size).toBe(3);
    const [alone] = await filesOf([{ ...deadline, ...toOwner }]);
    expect(alone?.event.uid).toBe(files[0]?.event.uid);
  });

  it('are one, the newer, for two notices about the same day', async () => {
    const moved = { ...featuresEnd, date: '2026-12-15', endsAt: '2026-12-15T05:00:00Z', sequence: 1 };
    const correction: NoticeOrder = {
      obligation: 'correction',
      notice: 'correction',
      ...toOwner,
      about: moved,
    };
    for (const notices of [
      [{ ...notice, ...toOwner }, correction],
      [correction, { ...notice, ...toOwner }],
    ]) {
      const [file, ...others] = await filesOf(notices);
      expect(others).toEqual([]);
      expect(file?.event.sequence).toBe(1);
      expect(file?.event.startDate.toString()).toBe('2026-12-14');
    }
  });
});

describe.each([
  '<b onmouseover="alert(1)">Bold</b>',
  '{{#sections}}{{{heading}}}{{/sections}}',
  'Eve\r\nBcc: evil@evil.example\r\n\r\nHello',
  'משה כהן',
  `Dwayne "The Rock" O'Neil, PhD 🚀`,
])('given %j in everything that someone typed', (typed) => {
  it('several notices show it as text, in headings too, and nobody else gets them', async () => {
    const { brief, notices, ...rest } = beginning;
    const asked = { ...brief, product: typed, vendor: typed, agency: { ...brief.agency, name: typed } };
    const to = [{ ...owner, name: typed }];
    const [message, ...others] = await messagesOf(
      { ...rest, brief: asked, notices: notices.map((one) => ({ ...one, recipients: to })) },
      sender,
    );
    expect(others).toEqual([]);
    const mail = await simpleParser((await message?.compose()) ?? '');
    const line = typed.replace(/[\r\n]+/g, ' ');
    expect([mail.to].flat()[0]?.value).toEqual([{ name: line, address: owner.email }]);
    expect(mail.bcc ?? mail.cc).toBeUndefined();
    expect(mail.subject).toContain(line);
    const html = String(mail.html);
    expect(html).not.toContain('<b onmouseover');
    expect(html.match(/<h2[^>]*>[^<]*/g)?.filter((heading) => heading.includes(escaped(line)))).toHaveLength(
      3,
    );
  });
});

describe('a rehearsal', () => {
  it('is marked once in the subject, and in each calendar entry', async () => {
    const both = { ...ending, notices: [renewal, { ...deadline, recipients: [owner, contracting] }] };
    const [message] = await messagesOf(both, { ...sender, rehearsal: true });
    expect(message?.content.subject).toMatch(/^\[Rehearsal\] (?!.*\[Rehearsal\])/);
    const summaries = message?.content.calendarDays?.map(({ summary }) => summary);
    expect(summaries).toEqual([
      expect.stringMatching(/^\[Rehearsal\] /),
      expect.stringMatching(/^\[Rehearsal\] /),
    ]);
  });
});

describe('alerts', () => {
  it('are separate messages', async () => {
    const alerts = ['one', 'another'].map((text) => ({ obligation: `alert:${text}`, text }));
    const messages = await messagesOf({ ...beginning, now, alerts }, sender);
    expect(messages.map(({ to, obligations }) => [to, obligations.length])).toEqual([
      [owner.email, 3],
      [contracting.email, 1],
      [sender.operators, 1],
      [sender.operators, 1],
    ]);
  });
});
