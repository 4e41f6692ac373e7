// Any text at all, wherever people or other programs write one, stays text in each part of a message.
import fc from 'fast-check';
import ICAL from 'ical.js';
import { type ParsedMail, simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { messagesOf } from '../../../../activities/notices/message/notice-messages.ts';
import { reportMessage } from '../../../../activities/notices/message/report-message.ts';
import type { DeliveryOrder } from '../../../../agreements/delivery/order-types.ts';
import { expectLinear, fewer, hostileText } from '../../../support/fuzz.ts';
import { brief, contracting, notice, now, owner, sender } from '../examples/brief.ts';
import { examples, ordersTogether } from '../examples/examples.ts';

/** The fields that people or other programs write, wherever they stand in an order. */
const texts = new Set([
  ...[
    'name',
    'title',
    'place',
    'text',
    'clause',
    'ifMissed',
    'product',
    'vendor',
    'reason',
    'by',
    'nextPrice',
  ],
  ...['support', 'community', 'assurances', 'renewalRules', 'features'],
]);

const orders: DeliveryOrder[] = [
  ...Object.values(examples).map(({ kind, brief, now, ...days }) => ({
    ...{ brief, now, alerts: [{ obligation: 'alert', text: 'Nobody can be reached.' }] },
    notices: [{ obligation: kind, notice: kind, recipients: [owner, contracting], ...days }],
  })),
  ...Object.values(ordersTogether),
];

/** The order with these texts in turn in place of its own. */
function withTexts<T>(value: T, all: string[], key = '', turn = { at: 0 }): T {
  if (typeof value === 'string') return (texts.has(key) ? textFor(key) : value) as T;
  if (Array.isArray(value)) return value.map((one) => withTexts(one, all, key, turn)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, withTexts(inner, all, name, turn)]),
  ) as T;

  /** Names are checked: they have at most 200 characters. */
  function textFor(field: string): string {
    const text = all[turn.at++ % all.length] ?? '';
    return field === 'name' ? text.slice(0, 200) : text;
  }
}

/** The Spanish reader's texts are looked up by what people typed. */
function inSpanish(order: DeliveryOrder, spanish: boolean): DeliveryOrder {
  if (!spanish) return order;
  const notices = order.notices.map((one) => ({
    ...one,
    recipients: one.recipients.map((contact) => ({ ...contact, language: 'es' as const })),
  }));
  return { ...order, notices };
}

type Mail = { mail: ParsedMail; head: string; longest: number };

async function mailsOf(order: DeliveryOrder, name = 'Agreement notices'): Promise<Mail[]> {
  const messages = await messagesOf(order, { ...sender, name });
  return Promise.all(
    messages.map(async (message) => {
      const raw = await message.compose();
      const lines = raw.toString('latin1').split('\r\n');
      return {
        mail: await simpleParser(raw),
        head: lines.slice(0, lines.indexOf('')).join('\r\n'),
        longest: Math.max(...lines.map(({ length }) => length)),
      };
    }),
  );
}

const fieldsIn = (head: string) => [...head.matchAll(/^([^\s:]+):/gm)].map(([, name]) => name);
/** The tags, without the texts in them. */
const tagsIn = (html: unknown) =>
  [...String(html).matchAll(/<[^>]*>?/g)].map(([tag]) => tag.replaceAll(/="[^"]*"/g, '=""'));

function propertiesIn(text: string): string[] {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const all = (component: ICAL.Component): string[] => [
    ...component.getAllProperties().map(({ name }) => `${component.name} ${name}`),
    ...component.getAllSubcomponents().flatMap(all),
  ];
  return all(calendar);
}

describe('a message with any texts', () => {
  it('has the headers, the tags and the calendar entries that it has with plain ones', async () => {
    const places = fc.tuple(
      fc.nat(orders.length - 1),
      fc.array(hostileText, { minLength: 1, maxLength: 5 }),
      fc.boolean(),
    );
    await fc.assert(
      fc.asyncProperty(places, async ([index, all, spanish]) => {
        const order = inSpanish(orders[index] as DeliveryOrder, spanish);
        const plain = await mailsOf(order);
        // Plain texts, all of them the offer's own, or all different, or all alike.
        const alike = [withTexts(order, ['a', 'b', 'c']), withTexts(order, ['a'])].map((one) => mailsOf(one));
        const known = new Set(
          [...plain, ...(await Promise.all(alike)).flat()].flatMap(({ mail }) => tagsIn(mail.html)),
        );
        const odd = await mailsOf(withTexts(order, all), all[0]?.slice(0, 200));
        expect(odd).toHaveLength(plain.length);
        for (const [at, { mail, head, longest }] of odd.entries()) {
          expect(longest).toBeLessThanOrEqual(998);
          const same = plain[at] as Mail;
          expect(fieldsIn(head)).toEqual(fieldsIn(same.head));
          for (const line of head.split('\r\n'))
            expect(line).toMatch(/^([A-Za-z-]+:( |$)|[ \t])[\x20-\x7e]*$/);
          expect(
            [mail.to, mail.from]
              .flat()
              .flatMap((to) => to?.value ?? [])
              .map(({ address }) => address),
          ).toEqual(
            [same.mail.to, same.mail.from]
              .flat()
              .flatMap((to) => to?.value ?? [])
              .map(({ address }) => address),
          );
          for (const tag of tagsIn(mail.html)) expect(known).toContain(tag);
          for (const text of [mail.subject, mail.text, String(mail.html)])
            expect(text).not.toMatch(/(?![\n\t])\p{Cc}|[\u202a-\u202e]|undefined|\[object|function /u);
          expect(mail.attachments.map(({ filename }) => filename)).toEqual(
            same.mail.attachments.map(({ filename }) => filename),
          );
          for (const [file, { content }] of mail.attachments.entries()) {
            // An empty text is left out.
            const its = propertiesIn(same.mail.attachments[file]?.content.toString() ?? '');
            expect(its).toEqual(expect.arrayContaining(propertiesIn(content.toString())));
            expect(propertiesIn(content.toString()).length).toBeLessThanOrEqual(its.length);
            expect(content.toString()).not.toMatch(/(?![\r\n])\p{Cc}/u);
          }
        }
      }),
      fewer(5),
    );
  });

  it('has no line that is longer than a mail server takes, though a word of the subject is', async () => {
    const product = 'x'.repeat(2000);
    const order = { brief: { ...brief, product }, now, notices: [notice], alerts: [] };
    for (const { mail, longest } of await mailsOf(order)) {
      expect(longest).toBeLessThanOrEqual(998);
      expect(mail.subject).toMatch(/x…$/);
    }
  });
});

it('a report with any texts has the headers and the tags of a plain one', async () => {
  const mailOf = async (text: string) => {
    const sections = [{ heading: 'Overdue', list: [text, text] }];
    const report = { subject: 'Watchdog', lead: ['One.', 'Two.'] as [string, string], sections, found: 1 };
    const raw = await reportMessage({ id: 'watchdog:1', now, report }, sender).compose();
    return { mail: await simpleParser(raw), head: raw.toString('latin1').split('\r\n\r\n')[0] ?? '' };
  };
  const plain = await mailOf('x');
  await fc.assert(
    fc.asyncProperty(hostileText, async (text) => {
      const { mail, head } = await mailOf(text);
      expect(fieldsIn(head)).toEqual(fieldsIn(plain.head));
      expect(tagsIn(mail.html)).toEqual(tagsIn(plain.mail.html));
    }),
    fewer(2),
  );
});

it('a word that objects have anyway is no translation', async () => {
  for (const word of ['constructor', '__proto__', 'toString']) {
    const features = brief.features.map((feature) => ({ ...feature, name: word }));
    const order = {
      ...{ brief: { ...brief, features, spanish: {} }, now, alerts: [] },
      notices: [
        {
          obligation: 'welcome',
          notice: 'welcome' as const,
          recipients: [{ ...owner, language: 'es' as const }],
        },
      ],
    };
    const [{ mail } = {}] = await mailsOf(order);
    expect(mail?.text).toContain(word);
  }
});

it('a message with long texts takes no longer than their length explains', async () => {
  for (const unit of ['a', ' ', '<', '=?', '\u202e', 'a ', '😀', '"'])
    await expectLinear(async (length) => {
      const text = unit.repeat(length / unit.length);
      await mailsOf(withTexts(orders[0] as DeliveryOrder, [text]), text);
    }, 500);
});
