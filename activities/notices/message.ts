// From an order to messages, one for each person: the same order always gives the same bytes.
import MailComposer from 'nodemailer/lib/mail-composer';
import type { About, Contact } from '../../agreements/agreement.ts';
import type { DeliveryOrder, NoticeOrder } from '../../workflows/ports.ts';
import { type Bounces, bounceAddress, keyOf } from './bounce-address.ts';
import { type Dkim, signed } from './dkim.ts';
import { oneLine } from './facts.ts';
import { toIcs } from './ics.ts';
import { toHtml, toText } from './render.ts';
import { alertContent, type Content, noticeContent, rehearsed } from './wording.ts';

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
  obligation: string;
  /** The Message-ID, brackets included. */
  id: string;
  to: string;
  /** The envelope sender: where a bounce goes. */
  from: string;
  /** What it says, to whomever it goes. */
  content: Content;
  /** The whole message as it goes out. */
  compose: () => Promise<Buffer>;
};

/** A message for each notice and person, and for each alert; nobody gets the same notice twice. */
export function messagesOf(order: DeliveryOrder, sender: Sender): Message[] {
  const { brief, now } = order;
  const notices = order.notices.flatMap(({ obligation, notice, recipients, about }) => {
    const content = noticeContent(notice, { brief, now, recipients, about });
    return onePerAddress(recipients).map((to) => message(order, sender, { obligation, to, content, about }));
  });
  const alerts = order.alerts.map(({ obligation, text }) =>
    message(order, sender, {
      obligation,
      to: { name: 'Operators', email: sender.operators },
      content: alertContent(text, { brief, now }),
    }),
  );
  return [...notices, ...alerts];
}

type Letter = {
  obligation: string;
  to: Pick<Contact, 'name' | 'email'>;
  content: Content;
  about?: NoticeOrder['about'];
};

function message({ brief, now }: DeliveryOrder, sender: Sender, letter: Letter): Message {
  const { obligation, to, about } = letter;
  const content = sender.rehearsal ? rehearsed(letter.content) : letter.content;
  const { agreement, term } = brief;
  const { from, name = 'Agreement notices', replyTo = sender.operators, bounces, dkim } = sender;
  const domain = from.slice(from.lastIndexOf('@') + 1);
  const key = keyOf(agreement, String(term.number), obligation, to.email.toLowerCase());
  const id = `<${key}@${domain}>`;
  // No message has this id: it stands for the agreement, and mail programs put together what refers to the same one.
  const thread = `<${keyOf(agreement)}@${domain}>`;
  const compose = async () => {
    const mail = new MailComposer({
      from: { name: oneLine(name), address: from },
      to: { name: oneLine(to.name), address: to.email },
      replyTo,
      subject: content.subject,
      date: new Date(now),
      messageId: id,
      inReplyTo: thread,
      references: thread,
      headers: { 'List-Id': { prepared: true, value: listId(agreement, domain) }, ...unanswered },
      text: toText(content),
      html: toHtml(content),
      attachments: calendarFile(),
      baseBoundary: key,
      newline: 'windows',
    });
    return signed(await mail.compile().build(), dkim);
  };
  const envelopeFrom = bounces ? bounceAddress({ agreement, messageId: id }, bounces) : from;
  return { obligation, id, to: to.email, from: envelopeFrom, content, compose };

  function calendarFile() {
    if (!content.calendarDay || !about) return [];
    const uid = keyOf(agreement, String(term.number), ...eventKey(about));
    return [
      {
        filename: 'last-day.ics',
        contentType: 'text/calendar; charset=utf-8; method=PUBLISH',
        content: toIcs(content.calendarDay, { uid, sequence: about.sequence, now }),
      },
    ];
  }
}

/** What makes it the same event, wherever its date moves. */
function eventKey({ event, features, deadline }: About): string[] {
  return [event, ...(deadline ? [deadline.id] : []), ...features.toSorted()];
}

function onePerAddress(recipients: Contact[]): Contact[] {
  const addresses = recipients.map(({ email }) => email.toLowerCase());
  return recipients.filter((_, index) => addresses.indexOf(addresses[index] ?? '') === index);
}

/** A list for each offer, so that one can sort by it. */
function listId(agreement: string, domain: string): string {
  const offer = (agreement.split(':')[1] ?? '').replace(/[^a-z0-9-]/gi, '') || 'offer';
  return `Agreement notices <notices.${offer}.${domain}>`;
}
