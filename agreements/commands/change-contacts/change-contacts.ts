// Change contacts: replaces all contacts.

import type { Definition } from '../definition.ts';
import { byWhom, type EventWords } from '../shared/event-words.ts';
import type { ChangeContacts } from './schema.ts';

export const changeContacts: Definition<ChangeContacts> = {
  verb: 'change its contacts',
  events: ({ command: { contacts }, act }) => [{ type: 'contacts-changed', ...act, contacts }],
};

export const contactsChanged: EventWords<'contacts-changed'> = (entry) => ({
  what: 'contacts',
  text: `now ${entry.contacts.map(({ name }) => name).join(', ')}, ${byWhom(entry)}`,
});
