// Name a contact: adds a contact, or replaces one.

import { contactWith, isSameAddress } from '../../contacts/recipients.ts';
import type { Agreement } from '../../model/agreement.ts';
import type { Contact } from '../../model/parties.ts';
import type { Definition } from '../definition.ts';
import { changedTooOften, contactAt } from '../shared/contacts.ts';
import type { NameContact } from './schema.ts';

const mostContacts = 50;

export const nameContact: Definition<NameContact> = {
  verb: 'name a contact',
  alreadyDone: (agreement, { contact }) =>
    isKnown(agreement, contact) && `This is already a contact of ${agreement.id}.`,
  objection: (agreement, { instead }) => {
    if (instead !== undefined) contactAt(agreement, instead);
    return undefined;
  },
  limit: (agreement, command, now) => {
    const isNew = !contactWith(command.contact.email, agreement);
    if (isNew && agreement.contacts.length >= mostContacts)
      return `${agreement.id} already has ${mostContacts} contacts, which is the limit.`;
    return changedTooOften(agreement, command, now);
  },
  events: ({ agreement, command, act }) => [
    { type: 'contacts-changed', ...act, contacts: withContact(agreement, command) },
  ],
};

function isKnown(agreement: Agreement, { name, email, roles, language = 'en' }: Contact): boolean {
  const known = contactWith(email, agreement);
  return (
    known?.name === name &&
    (known.language ?? 'en') === language &&
    `${known.roles.toSorted()}` === `${roles.toSorted()}`
  );
}

/** The new contact replaces the contact at `instead`, or the one with the same address. If there is neither, they come last. */
function withContact({ contacts }: Agreement, { contact, instead = contact.email }: NameContact): Contact[] {
  const others = contacts.filter(
    ({ email }) => isSameAddress(email, instead) || !isSameAddress(email, contact.email),
  );
  const isReplaced = ({ email }: Contact) => isSameAddress(email, instead);
  return others.some(isReplaced)
    ? others.map((one) => (isReplaced(one) ? contact : one))
    : [...others, contact];
}
