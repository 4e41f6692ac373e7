// From an order to messages, one for each person: the same order always gives the same bytes.
import MailComposer from 'nodemailer/lib/mail-composer';
import type { DeliveryOrder, NoticeOrder } from '../../../agreements/delivery/order-types.ts';
import { offerOf } from '../../../agreements/model/ids.ts';
import type { Contact } from '../../../agreements/model/parties.ts';
import { type Bounces, bounceAddress, keyOf } from '../../bounces/bounce-address.ts';
import { calendarFiles } from '../calendar/calendar-files.ts';
import { answerFor } from '../content/answer-link.ts';
import { alertContent, type Content, rehearsed } from '../content/content.ts';
import { togetherContent } from '../content/several-notices.ts';
import { type OfferName, oneLine } from '../letters/facts.ts';
import type { Links } from '../links/signed-links.ts';
import type { Templates } from '../templates/load-templates.ts';
import { type Dkim, signed } from './dkim.ts';
import { toHtml, toText } from './render.ts';

export type Sender = {
  /** The address in From. */
  from: string;
  /** The name in From. */
  name?: string | undefined;
  /** The operators' address: alerts go there, and replies if nothing else is said. */
  operators: string;
  replyTo?: string | undefined;
  /** Where bounces go; left out: to `from`. */
  bounces?: Bounces | undefined;
  /** Left out: the relay signs, or nobody. */
  dkim?: Dkim | undefined;
  /** Where and how each recipient answers by a link of her own; left out: by reply only. */
  links?: Links | undefined;
  /** Letters in the words of their offers; left out: none. */
  templates?: Templates | undefined;
  /** The offers that there are, for letters to name; left out: none. */
  offers?: OfferName[] | undefined;
  /** Marks every message as part of a rehearsal. */
  rehearsal?: boolean | undefined;
};

/**
 * No machine answers a machine (RFC 3834, and what Exchange goes by: all but non-delivery reports, for a notice that
 * did not arrive has to be heard of).
 */
export const unanswered = {
  'Auto-Submitted': 'auto-generated',
  'X-Auto-Response-Suppress': 'DR, RN, NRN, OOF, AutoReply',
};

export type Message = {
  /** All that it carries out. */
  obligations: string[];
  /** The Message-ID, brackets included. */
  id: string;
  to: string;
  /** The envelope sender: where a bounce goes. */
  from: string;
  /** May all of it wait for a day on which she gets fewer messages? */
  mayWait: boolean;
  /** What it says, to whoever reads its language. */
  content: Content;
  /** The whole message as it goes out. */
  compose: () => Promise<Buffer>;
};

/** One message for each person, with all her notices of the order, and one for each alert. */
export async function messagesOf(order: DeliveryOrder, sender: Sender): Promise<Message[]> {
  const notices = await Promise.all(
    perPerson(order.notices).map(async ({ to, notices }) =>
      message(order, sender, {
        obligations: notices.map(({ obligation }) => obligation),
        to,
        mayWait: notices.every((notice) => notice.mayWait),
        content: await noticesFor(to, notices, order, sender),
      }),
    ),
  );
  const { brief, now } = order;
  const alerts = order.alerts.map(({ obligation, text }) =>
    message(order, sender, {
      obligations: [obligation],
      to: { name: 'Operators', email: sender.operators },
      mayWait: false,
      content: alertContent(text, { brief, now }),
    }),
  );
  return [...notices, ...alerts];
}

type Person = { to: Contact; notices: NoticeOrder[] };

/** Who gets which notices; nobody gets the same one twice, however her address is written. */
function perPerson(notices: NoticeOrder[]): Person[] {
  const people = new Map<string, Person>();
  for (const notice of notices) {
    for (const to of notice.recipients) {
      const key = to.email.toLowerCase();
      const known = people.get(key);
      if (!known) people.set(key, { to, notices: [notice] });
      else if (!known.notices.includes(notice)) known.notices.push(notice);
    }
  }
  return [...people.values()];
}

async function noticesFor(
  to: Contact,
  notices: NoticeOrder[],
  { brief, now }: DeliveryOrder,
  { links, templates, offers, operators, replyTo: askAt = operators }: Sender,
): Promise<Content> {
  const told = notices.map(({ obligation: _, notice, reason, ...known }) => ({
    notice,
    occasion: {
      brief: { ...brief, ...(reason !== undefined && { reason }) },
      now,
      byLink: links !== undefined,
      askAt,
      offers,
      ...known,
    },
  }));
  const content = togetherContent(told, to.language, templates);
  const answer = links && (await answerFor(to, notices, { brief, now }, links));
  return { ...content, ...(answer && { answer }) };
}

type Letter = {
  obligations: string[];
  to: Pick<Contact, 'name' | 'email'>;
  mayWait: boolean;
  content: Content;
};

function message({ brief, now }: DeliveryOrder, sender: Sender, letter: Letter): Message {
  const { obligations, to, mayWait } = letter;
  const content = sender.rehearsal ? rehearsed(letter.content) : letter.content;
  const { agreement, term } = brief;
  const { name = '', replyTo = sender.operators, bounces, dkim } = sender;
  const from = { name: oneLine(name) || 'Agreement notices', address: sender.from };
  const domain = sender.from.slice(sender.from.lastIndexOf('@') + 1);
  const key = keyOf(agreement, String(term.number), ...obligations.toSorted(), to.email.toLowerCase());
  const id = `<${key}@${domain}>`;
  // No message has this id: it stands for the agreement, and mail programs put together what refers to the same one.
  const thread = `<${keyOf(agreement)}@${domain}>`;
  const compose = async () => {
    const mail = new MailComposer({
      from,
      to: { name: oneLine(to.name), address: to.email },
      replyTo,
      subject: content.subject,
      date: new Date(now),
      messageId: id,
      inReplyTo: thread,
      references: thread,
      headers: {
        'List-Id': { prepared: true, value: listId(agreement, domain) },
        'Content-Language': content.language ?? 'en',
        ...unanswered,
      },
      text: toText(content),
      html: toHtml(content),
      attachments: calendarFiles(content, {
        brief,
        now,
        organizer: { name: from.name, email: from.address },
      }),
      baseBoundary: key,
      newline: 'windows',
    });
    return signed(await mail.compile().build(), dkim);
  };
  const envelopeFrom = bounces ? bounceAddress({ agreement, messageId: id }, bounces) : sender.from;
  return { obligations, id, to: to.email, from: envelopeFrom, mayWait, content, compose };
}

/** A list for each offer, so that one can sort by it. */
function listId(agreement: string, domain: string): string {
  const offer = offerOf(agreement).replace(/[^a-z0-9-]/gi, '') || 'offer';
  return `Agreement notices <notices.${offer}.${domain}>`;
}
