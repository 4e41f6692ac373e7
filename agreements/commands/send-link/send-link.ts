// Send a link: a contact asks for a new link to their page.

import { freshLinkState } from '../../contacts/messages-received.ts';
import type { Definition } from '../definition.ts';
import { contactAt } from '../shared/contacts.ts';
import type { EventWords } from '../shared/event-words.ts';
import type { SendLink } from './schema.ts';

export const sendLink: Definition<SendLink> = {
  verb: 'send a link',
  alreadyDone: (agreement, { contact }, now) =>
    freshLinkState(agreement, contact, now) &&
    `A link for this contact of ${agreement.id} was already sent, or is on its way.`,
  events: ({ agreement, command, act }) => [
    { type: 'link-asked', ...act, contact: contactAt(agreement, command.contact) },
  ],
};

export const linkAsked: EventWords<'link-asked'> = ({ contact, by }) => ({
  what: 'link',
  text: `requested for ${contact.email}, by ${by}`,
});
