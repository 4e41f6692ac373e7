// From an order to messages, one for each person: the same order always gives the same bytes.
import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { About, Contact } from '../../agreements/agreement.ts';
import type { DeliveryOrder, NoticeOrder } from '../../workflows/ports.ts';
import { oneLine } from './facts.ts';
import { toIcs } from './ics.ts';
import { toHtml, toText } from './render.ts';
import { alertContent, type Content, noticeContent, rehearsed } from './wording.ts';

export type Sender = {
  /** The address in From, and the envelope sender. */
  from: string;
  /** The operators' address: replies and alerts go there. */
  operators: string;
  /** Marks every message as part of a rehearsal. */
  rehearsal?: boolean | undefined;
};

export type Message = {
  obligation: string;
  /** The Message-ID, brackets included. */
  id: string;
  to: string;
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
  const domain = sender.from.slice(sender.from.lastIndexOf('@') + 1);
  const key = hash(agreement, String(term.number), obligation, to.email.toLowerCase());
  const id = `<${key}@${domain}>`;
  const thread = `<${hash(agreement)}@${domain}>`;
  const compose = () =>
    new MailComposer({
      from: { name: 'Agreement notices', address: sender.from },
      to: { name: oneLine(to.name), address: to.email },
      replyTo: sender.operators,
      subject: content.subject,
      date: new Date(now),
      messageId: id,
      inReplyTo: thread,
      references: thread,
      headers: {
        'List-Id': {
          prepared: true,
          value: `Agreement notices <notices.${offerLabel(agreement)}.${domain}>`,
        },
        'Auto-Submitted': 'auto-generated',
        'X-Auto-Response-Suppress': 'All',
      },
      text: toText(content),
      html: toHtml(content),
      attachments: calendarFile(),
      baseBoundary: key,
      newline: 'windows',
    })
      .compile()
      .build();
  return { obligation, id, to: to.email, from: sender.from, content, compose };

  function calendarFile() {
    if (!content.calendarDay || !about) return [];
    const uid = `${hash(agreement, String(term.number), ...eventKey(about))}@${domain}`;
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

/** The offer's id out of `agreement:<offer>:<agency>`, in the characters of a domain's label. */
function offerLabel(agreement: string): string {
  return (agreement.split(':')[1] ?? '').replace(/[^a-z0-9-]/gi, '') || 'offer';
}

function hash(...parts: string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
