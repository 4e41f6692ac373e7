// The texts of the Spanish letters: as golden files to read, and as mail that independent parsers read back.
import ICAL from 'ical.js';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import type { Content } from '../../../../activities/notices/content/content.ts';
import { noticeContent } from '../../../../activities/notices/content/notice-content.ts';
import { rehearsed } from '../../../../activities/notices/content/rehearsal.ts';
import { toHtml } from '../../../../activities/notices/message/html.ts';
import type { Message } from '../../../../activities/notices/message/message.ts';
import { messagesOf } from '../../../../activities/notices/message/notice-messages.ts';
import { toText } from '../../../../activities/notices/message/plain-text.ts';
import type { DeliveryOrder } from '../../../../agreements/delivery/order-types.ts';
import type { Contact, Language } from '../../../../agreements/model/parties.ts';
import {
  around,
  brief,
  contracting,
  featuresEnd,
  notice,
  now,
  order,
  owner,
  sender,
  spanish,
} from '../examples/brief.ts';
import { type Example, examples } from '../examples/examples.ts';

const maria: Contact = { ...owner, language: 'es' };
const recipients = [maria, contracting];

function contentOf({ kind, ...occasion }: Example, language: Language = 'es'): Content {
  return noticeContent(kind, { ...occasion, ...around, recipients }, language);
}

function orderOf({ kind, brief, now, ...days }: Example, to: Contact[]): DeliveryOrder {
  return { brief, now, notices: [{ obligation: kind, notice: kind, recipients: to, ...days }], alerts: [] };
}

const parsed = async (message: Message | undefined) => {
  if (!message) throw new Error('There is no message.');
  return simpleParser(await message.compose());
};

describe.each(Object.entries(examples))('%s, in Spanish', (name, example) => {
  const content = contentOf(example);

  it('reads as in its golden file', async () => {
    const text = `Subject: ${content.subject}\n\n${toText(content)}`;
    await expect(text).toMatchFileSnapshot(`../golden/es/${name}.txt`);
  });

  it('has short lines, and no English words except from the offer', () => {
    const lines = toText(content).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(74);
    const english = contentOf(example, 'en');
    const ownWords = ({ subject, lead, sections }: Content) => [
      ...[subject, ...lead],
      ...sections.flatMap(({ heading, paragraphs = [], steps = [] }) => [heading, ...paragraphs, ...steps]),
    ];
    const quoted = ['FAR 52.217-9.'];
    const shared = ownWords(content).filter((text) => ownWords(english).includes(text));
    expect(shared.filter((text) => !quoted.includes(text))).toEqual([]);
  });

  it('is the same when a parser reads the mail, and marked as Spanish in header and HTML', async () => {
    const mail = await parsed((await messagesOf(orderOf(example, recipients), sender))[0]);
    expect(mail.headers.get('content-language')).toBe('es');
    expect(mail.subject).toBe(content.subject);
    expect(mail.text?.trim()).toBe(toText(content).trim());
    expect(mail.html).toContain('<html lang="es"');
    expect(mail.html).toContain(`<title>${content.subject}</title>`);
    const files = mail.attachments.map((file) => file.content.toString());
    const summaries = files.map((file) => {
      const event = new ICAL.Component(ICAL.parse(file)).getFirstSubcomponent('vevent');
      return event?.getFirstPropertyValue('summary');
    });
    const { calendarDays = [], withdrawnDays = [], sessions = [], withdrawnSessions = [] } = content;
    const entries = [...calendarDays, ...sessions, ...withdrawnDays, ...withdrawnSessions];
    expect(summaries).toEqual(entries.map(({ summary }) => summary));
  });
});

describe('texts of the offer', () => {
  it('are in Spanish if a translation exists', () => {
    const { sections, subject } = contentOf(examples['features-ending'] as Example);
    expect(subject).toContain('Deep Research sin límite y Advanced Voice Mode sin límite');
    const help = contentOf(examples.welcome as Example).sections.find(
      ({ heading }) => heading === 'Ayuda incluida',
    );
    expect(help).toEqual({ heading: 'Ayuda incluida', list: brief.support.map((text) => spanish[text]) });
    expect(JSON.stringify(sections)).not.toContain('unlimited');
  });

  it('stay in English if one text of the list has no translation, with a note, and the HTML marks them as English', () => {
    const { 'Educational tools for AI literacy.': _, ...some } = spanish;
    const content = noticeContent('welcome', { brief: { ...brief, spanish: some }, recipients, now }, 'es');
    const section = content.sections.find(({ heading }) => heading === 'Ayuda incluida');
    expect(section).toMatchObject({ list: brief.support, listLanguage: 'en' });
    expect(section?.paragraphs).toEqual(['Este texto solo existe en inglés:']);
    expect(toHtml(content)).toMatch(/<ul lang="en"[^>]*>\n<li[^>]*>Introductory training/);
  });

  it('are not marked in English letters', () => {
    expect(toHtml(noticeContent('welcome', { brief, recipients, now }))).not.toMatch(/<ul lang/);
  });
});

describe('numbers and lists', () => {
  const ended = (features: string[], kind: Example['kind'] = 'features-ended') =>
    toText(
      noticeContent(kind, { brief, about: { ...featuresEnd, features }, recipients, now }, 'es'),
    ).replace(/\s+/g, ' ');

  it('agree with how many features end', () => {
    expect(ended(['Deep Research'], 'features-ending')).toContain('quién usa esta función');
    expect(ended(['Deep Research', 'Imagen'], 'features-ending')).toContain('quién usa estas funciones');
  });

  it('join names as Spanish does', () => {
    expect(ended(['Deep Research', 'Imagen'])).toContain('Deep Research e Imagen');
  });

  it('count days', () => {
    const late = (at: string) =>
      noticeContent('renewal', { brief, about: undefined, recipients, now: at }, 'es').lead[0];
    expect(late('2027-09-30T13:00:00Z')).toContain('Hoy es el último día.');
    expect(late('2027-10-01T13:00:00Z')).toContain('Eso fue ayer.');
    expect(late('2027-10-03T13:00:00Z')).toContain('Eso fue hace 3 días.');
  });
});

describe('an agency with two languages', () => {
  it('gets each contact a letter in their language, with the same list of recipients', async () => {
    const [spanish, english] = await Promise.all(
      (await messagesOf({ ...order, notices: [{ ...notice, recipients }] }, sender)).map(parsed),
    );
    expect(spanish?.headers.get('content-language')).toBe('es');
    expect(english?.headers.get('content-language')).toBe('en');
    expect(spanish?.subject).toMatch(/^ChatGPT Enterprise: quedan 31 días con/);
    expect(english?.subject).toMatch(/^ChatGPT Enterprise: 31 days left with/);
    for (const { name } of recipients)
      for (const mail of [spanish, english]) expect(mail?.text).toContain(`- ${name} (`);
    expect(spanish?.text).toContain('(contrataciones y asuntos técnicos)');
  });

  it('has one calendar entry for all of them, with the same UID', async () => {
    const uids = await Promise.all(
      (await messagesOf({ ...order, notices: [{ ...notice, recipients }] }, sender)).map(async (message) => {
        const [file] = (await parsed(message)).attachments;
        return /UID:(\S+)/.exec(file?.content.toString() ?? '')?.[1];
      }),
    );
    expect(uids[0]).toBeDefined();
    expect(new Set(uids).size).toBe(1);
  });

  it('gets a calendar file in Spanish', async () => {
    const [message] = await messagesOf({ ...order, notices: [{ ...notice, recipients }] }, sender);
    const [file] = (await parsed(message)).attachments;
    const text = file?.content.toString().replaceAll('\r\n', '\n');
    await expect(text).toMatchFileSnapshot('../golden/es/last-day.ics');
  });

  it('gets the same English bytes for a contact who names no language', async () => {
    const bytes = async (to: Contact) =>
      (await messagesOf({ ...order, notices: [{ ...notice, recipients: [to] }] }, sender))[0]?.compose();
    expect(await bytes({ ...owner, language: 'en' })).toEqual(await bytes(owner));
  });

  it('has operators who get alerts in English', async () => {
    const alerts = [{ obligation: 'alert:unreachable', text: 'Nobody can be reached.' }];
    const mail = await parsed((await messagesOf({ ...order, notices: [], alerts }, sender))[0]);
    expect(mail.headers.get('content-language')).toBe('en');
    expect(mail.html).toContain('<html lang="en"');
  });
});

describe('a rehearsal in Spanish', () => {
  it('is marked in the subject, in the first line and in the calendar', () => {
    const content = rehearsed(contentOf(examples.renewal as Example));
    expect(content.subject).toMatch(/^\[Ensayo\] /);
    expect(toText(content)).toMatch(/^Esto es un ensayo\. /);
    expect(content.calendarDays?.[0]?.summary).toMatch(/^\[Ensayo\] Último día: /);
  });
});

const names = {
  quotes: `Dwayne "The Rock" O'Neil`,
  'Spanish letters': 'Íñigo Núñez «el Güero»',
  emoji: 'Zoë 🚀👩‍🚀',
  'right-to-left text': 'משה כהן',
  HTML: '<b onmouseover="alert(1)">Bold</b>',
  'a line break': 'Eve\r\nBcc: evil@evil.example\r\n\r\nHello',
};

describe.each(Object.entries(names))('given %s in everything that someone typed', (_, name) => {
  it('the Spanish mail shows it on one line, and it becomes no header', async () => {
    const said: DeliveryOrder = {
      brief: { ...brief, agency: { ...brief.agency, name }, product: name, vendor: name, reason: name },
      now,
      notices: [{ ...notice, notice: 'suspended', recipients: [{ ...maria, name }] }],
      alerts: [],
    };
    const mail = await parsed((await messagesOf(said, sender))[0]);
    const line = name.replace(/[\r\n]+/g, ' ');
    const shown = /\p{Script=Hebrew}/u.test(line) ? `\u2068${line}\u2069` : line;
    expect(mail.bcc).toBeUndefined();
    expect([mail.to].flat()[0]?.value).toEqual([{ name: line, address: maria.email }]);
    expect(mail.subject).toBe(`${shown}: acceso suspendido`);
    expect(mail.text?.replace(/\s+/g, ' ')).toContain(`Motivo indicado: ${shown}`);
    expect(mail.html).not.toContain('<b onmouseover');
    const summary = /SUMMARY:([^\r]*(?:\r\n [^\r]*)*)/.exec(mail.attachments[0]?.content.toString() ?? '');
    expect(summary?.[1]).toMatch(/^Último día: /);
  });
});
