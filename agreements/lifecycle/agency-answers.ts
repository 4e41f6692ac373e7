// What follows when contacts answer a notice, change what they get, or ask for a link.

import { noticeOfLink } from '../contacts/messages-received.ts';
import { isSameAddress } from '../contacts/recipients.ts';
import type { Agreement } from '../model/agreement.ts';
import type { AgreementEvent } from '../model/events.ts';
import { alertId, eventNoticeId } from '../model/ids.ts';
import type { NoticeObligation } from '../model/obligations.ts';
import type { Contact } from '../model/parties.ts';
import { roles } from '../offer/roles.ts';
import type { Instant } from '../time/instants.ts';
import { withAlert } from './alerts.ts';

type Answer = Extract<
  AgreementEvent,
  { type: 'renewal-asked' | 'contact-left' | 'pace-chosen' | 'link-asked' | 'trained' }
>;

/** The agreement after a contact's answer. */
export function afterAnswer(agreement: Agreement, answer: Answer): Agreement {
  const { at, by, reason } = answer;
  switch (answer.type) {
    case 'renewal-asked': {
      const asked = { ...agreement, renewalAsked: { at, by, ...(reason !== undefined && { reason }) } };
      return withAlert(asked, alertId(answer.type, at), at, renewalText);
    }
    case 'contact-left':
      return afterLeaving(agreement, answer);
    case 'pace-chosen': {
      const { contact: address, pace } = answer;
      const contacts = agreement.contacts.map((contact) =>
        isSameAddress(contact.email, address) ? { ...contact, pace } : contact,
      );
      return { ...agreement, contacts };
    }
    case 'link-asked':
      return withNotice(agreement, at, 'link', [answer.contact], renewedBy(agreement, answer));
    case 'trained': {
      const people = answer.people.map((address) => address.toLowerCase());
      return { ...agreement, trained: [...new Set([...(agreement.trained ?? []), ...people])] };
    }
    default:
      return answer satisfies never;
  }
}

const renewalText =
  'The agency asks for renewal. This does not renew the agreement. Once all that a renewal needs is on record, record the decision: "renew".';

/** The other contacts are asked who takes over, and so are the operators. */
function afterLeaving(
  agreement: Agreement,
  { at, contact }: Extract<Answer, { type: 'contact-left' }>,
): Agreement {
  const contacts = agreement.contacts.filter(({ email }) => !isSameAddress(email, contact.email));
  const contactsLeft = [...(agreement.contactsLeft ?? []), { at, roles: contact.roles }];
  const left = { ...agreement, contacts, contactsLeft };
  const asked = contacts.length > 0 ? withNotice(left, at, 'contact-wanted', contacts) : left;
  const who = contact.roles.join(' and ');
  const text = `A contact (${who}) says that this is no longer their job. Find out who takes over, and record it: "name-contact".`;
  return withAlert(asked, alertId('contact-left', at), at, text);
}

/** A fresh link is about the same notice as the link that it replaces. */
function renewedBy(
  agreement: Agreement,
  { answers }: { answers?: string },
): Pick<NoticeObligation, 'renews'> {
  const about = answers === undefined ? undefined : noticeOfLink(agreement, answers);
  return about && about.notice !== 'link' ? { renews: { id: about.id, notice: about.notice } } : {};
}

function withNotice(
  agreement: Agreement,
  at: Instant,
  notice: 'link' | 'contact-wanted',
  to: Contact[],
  renewed: Pick<NoticeObligation, 'renews'> = {},
): Agreement {
  const id = eventNoticeId(notice, at);
  const obligation: NoticeObligation = {
    id,
    kind: 'notice',
    notice,
    series: id,
    to: roles.filter((role) => to.some((contact) => contact.roles.includes(role))),
    ...(notice === 'link' && { only: to.map(({ email }) => email) }),
    ...renewed,
    dueAt: at,
  };
  return { ...agreement, plan: [obligation, ...agreement.plan] };
}
