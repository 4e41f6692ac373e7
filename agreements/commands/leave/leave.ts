// Leave: a contact says that this is no longer their job.

import type { Definition } from '../definition.ts';
import { changedTooOften, contactAt } from '../shared/contacts.ts';
import { byWhom, type EventWords } from '../shared/event-words.ts';
import type { Leave } from './schema.ts';

export const leave: Definition<Leave> = {
  verb: 'remove a contact',
  objection: (agreement, { contact }) => {
    contactAt(agreement, contact);
    return undefined;
  },
  limit: changedTooOften,
  events: ({ agreement, command, act }) => [
    { type: 'contact-left', ...act, contact: contactAt(agreement, command.contact) },
  ],
};

export const contactLeft: EventWords<'contact-left'> = (entry) => ({
  what: 'left',
  text: `${entry.contact.name}, ${byWhom(entry)}`,
});
