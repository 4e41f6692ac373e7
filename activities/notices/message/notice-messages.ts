// Turns an order into messages: one for each contact, with all of the contact's notices, and one for each alert.
import MailComposer from 'nodemailer/lib/mail-composer';
import type { DeliveryOrder, NoticeOrder } from '../../../agreements/delivery/order-types.ts';
import { offerOf } from '../../../agreements/model/ids.ts';
import type { Contact } from '../../../agreements/model/parties.ts';
import { oneLine } from '../../../text/sentences.ts';
import { bounceAddress } from '../../bounces/bounce-address.ts';
import { messageKey, threadKey } from '../../keys.ts';
import { calendarFiles } from '../calendar/calendar-files.ts';
import { alertContent } from '../content/alert-content.ts';
import { answerLinkFor } from '../content/answer-link.ts';
import type { Content } from '../content/content.ts';
import { messageContent } from '../content/message-content.ts';
import { rehearsed } from '../content/rehearsal.ts';
import { signed } from './dkim.ts';
import { toHtml } from './html.ts';
import { domainOf, fitting, type Message, noAutomaticReply, type Sender } from './message.ts';
import { toText } from './plain-text.ts';

/**
 * The messages of an order.
 * @param handedOver the Message-IDs of those that were handed over before: they stay, even if the sender's domain changed
 */
export async function messagesOf(
  order: DeliveryOrder,
  sender: Sender,
  handedOver: string[] = [],
): Promise<Message[]> {
  const notices = await Promise.all(
    byRecipient(order.notices).map(async ({ to, notices }) =>
      message(order, sender, {
        handedOver,
        obligations: notices.map(({ obligation }) => obligation),
        to,
        mayWait: notices.every((notice) => notice.mayWait),
        content: await noticesFor(to, notices, order, sender),
      }),
    ),
  );
  const { brief, now } = order;
  const alerts = order.alerts.map(({ obligation, text, shared = false }) =>
    message(order, sender, {
      handedOver,
      obligations: [obligation],
      to: { name: 'Operators', email: sender.operators },
      mayWait: false,
      shared,
      content: alertContent(text, { brief, now }),
    }),
  );
  return [...notices, ...alerts];
}

type Recipient = { to: Contact; notices: NoticeOrder[] };

/** Each contact with the contact's notices. Upper or lower case in an address does not matter, so nobody gets a notice twice. */
function byRecipient(notices: NoticeOrder[]): Recipient[] {
  const recipients = new Map<string, Recipient>();
  for (const notice of notices) {
    for (const to of notice.recipients) {
      const key = to.email.toLowerCase();
      const known = recipients.get(key);
      if (!known) recipients.set(key, { to, notices: [notice] });
      else if (!known.notices.includes(notice)) known.notices.push(notice);
    }
  }
  return [...recipients.values()];
}

async function noticesFor(
  to: Contact,
  notices: NoticeOrder[],
  { brief, now }: DeliveryOrder,
  { links, templates, offers, operators, replyTo: askAt = operators }: Sender,
): Promise<Content> {
  const inputs = notices.map(({ obligation: _, notice, reason, ...known }) => ({
    notice,
    input: {
      brief: { ...brief, ...(reason !== undefined && { reason }) },
      now,
      byLink: links !== undefined,
      askAt,
      offers,
      ...known,
    },
  }));
  const content = messageContent(inputs, to.language, templates);
  const answer = links && (await answerLinkFor(to, notices, { brief, now }, links));
  return { ...content, ...(answer && { answer }) };
}

type Draft = Pick<Message, 'obligations' | 'mayWait' | 'shared' | 'content'> & {
  to: Pick<Contact, 'name' | 'email'>;
  handedOver: string[];
};

function message({ brief, now }: DeliveryOrder, sender: Sender, draft: Draft): Message {
  const { obligations, to, mayWait, shared = false, handedOver } = draft;
  const content = sender.rehearsal ? rehearsed(draft.content) : draft.content;
  const { agreement, term } = brief;
  const { name = '', replyTo = sender.operators, bounces, dkim } = sender;
  const from = { name: oneLine(name) || 'Agreement notices', address: sender.from };
  const domain = domainOf(sender);
  const key = messageKey(agreement, term, obligations, to.email);
  const id = handedOver.find((one) => one.startsWith(`<${key}@`)) ?? `<${key}@${domain}>`;
  // No message has this id. It stands for the agreement, so mail programs show the agreement's messages as one thread.
  const thread = `<${threadKey(agreement)}@${domain}>`;
  const compose = async () => {
    const mail = new MailComposer({
      from,
      to: { name: oneLine(to.name), address: to.email },
      replyTo,
      subject: fitting(content.subject),
      date: new Date(now),
      messageId: id,
      inReplyTo: thread,
      references: thread,
      headers: {
        'List-Id': { prepared: true, value: listId(agreement, domain) },
        'Content-Language': content.language ?? 'en',
        ...noAutomaticReply,
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
  return { obligations, id, to: to.email, from: envelopeFrom, mayWait, shared, content, compose };
}

/** The List-Id of an offer, so readers can sort their mail by offer. */
function listId(agreement: string, domain: string): string {
  const offer = offerOf(agreement).replace(/[^a-z0-9-]/gi, '') || 'offer';
  return `Agreement notices <notices.${offer}.${domain}>`;
}
