// Pace: a contact chooses all notices, or only those that need a decision.

import type { Definition } from '../definition.ts';
import { changedTooOften, contactAt } from '../shared/contacts.ts';
import { byWhom, type EventWords } from '../shared/event-words.ts';
import type { ChoosePace } from './schema.ts';

export const choosePace: Definition<ChoosePace> = {
  verb: "change a contact's preference",
  alreadyDone: (agreement, { contact, pace }) => {
    const { pace: current = 'all' } = contactAt(agreement, contact);
    return current === pace && `This contact of ${agreement.id} already has that preference.`;
  },
  limit: changedTooOften,
  events: ({ command: { contact, pace }, act }) => [{ type: 'pace-chosen', ...act, contact, pace }],
};

export const paceChosen: EventWords<'pace-chosen'> = (entry) => {
  const notices = entry.pace === 'all' ? 'all notices' : 'only notices that need a decision';
  return { what: 'preference', text: `${entry.contact} gets ${notices}, ${byWhom(entry)}` };
};
