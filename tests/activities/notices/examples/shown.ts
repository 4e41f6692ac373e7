// Every notice as HTML, for tests and pictures in a browser: the examples, with a link to answer by.

import { factsOf } from '../../../../activities/notices/letters/facts.ts';
import { type LetterName, letterNameOf } from '../../../../activities/notices/letters/letters.ts';
import { wordsIn } from '../../../../activities/notices/letters/words/languages.ts';
import { toHtml } from '../../../../activities/notices/message/html.ts';
import type { Sender } from '../../../../activities/notices/message/message.ts';
import { messagesOf } from '../../../../activities/notices/message/notice-messages.ts';
import type { DeliveryOrder } from '../../../../agreements/delivery/order-types.ts';
import type { Contact, Language } from '../../../../agreements/model/parties.ts';
import { brief, contracting, now, owner, sender } from './brief.ts';
import { examples, ordersTogether } from './examples.ts';

export type Shown = { name: string; language: Language; html: string };

/** The letter of an example. Undefined if no example has this name. */
export function letterOf(name: string): LetterName | undefined {
  const example = examples[name];
  if (!example) return undefined;
  const { kind, ...occasion } = example;
  return letterNameOf(kind, factsOf({ ...occasion, recipients: [owner] }, wordsIn.en));
}

const languages: readonly Language[] = ['en', 'es'];

const answering: Sender = {
  ...sender,
  links: { url: 'https://agreements.example.gov', keys: ['a secret of 32 characters, at least'] },
};

const orders: Record<string, DeliveryOrder> = {
  ...Object.fromEntries(
    Object.entries(examples).map(([name, { kind, brief, now, ...days }]) => {
      const notice = { obligation: kind, notice: kind, recipients: [owner, contracting], ...days };
      return [name, { brief, now, notices: [notice], alerts: [] }];
    }),
  ),
  ...ordersTogether,
};

/** The examples in each language, by the names of their golden files; an alert in English; a rehearsal. */
export async function allShown(): Promise<Shown[]> {
  const notices = Object.entries(orders).flatMap(([name, order]) =>
    languages.map((language) => shown(name, inLanguage(order, language), language)),
  );
  const alert = { obligation: 'alert', text: 'No contact of this agency can be reached by mail.' };
  const rehearsal = orders.renewal as DeliveryOrder;
  return Promise.all([
    ...notices,
    shown('alert', { brief, now, notices: [], alerts: [alert] }, 'en'),
    ...languages.map((language) =>
      shown('rehearsal', inLanguage(rehearsal, language), language, { ...answering, rehearsal: true }),
    ),
  ]);
}

async function shown(
  name: string,
  order: DeliveryOrder,
  language: Language,
  from = answering,
): Promise<Shown> {
  const messages = await messagesOf(order, from);
  const [most] = messages.toSorted((one, other) => other.obligations.length - one.obligations.length);
  if (!most) throw new Error(`Nobody gets ${name}.`);
  return { name, language, html: toHtml(most.content) };
}

function inLanguage(order: DeliveryOrder, language: Language): DeliveryOrder {
  const reading = (contact: Contact): Contact => ({ ...contact, language });
  const notices = order.notices.map((one) => ({ ...one, recipients: one.recipients.map(reading) }));
  return { ...order, notices };
}
