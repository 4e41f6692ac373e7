// Reinstate: ends a suspension, and access comes back. The dates stay, or move by the days of the suspension.

import type { Definition } from '../definition.ts';
import { byWhom, type EventWords } from '../shared/event-words.ts';
import type { Reinstate } from './schema.ts';

export const reinstate: Definition<Reinstate> = {
  verb: 'reinstate it',
  alreadyDone: ({ id, status }) => status !== 'suspended' && `${id} is not suspended.`,
  events: ({ command: { clock }, act, replan }) => [
    { type: 'reinstated', ...act, clock, ...(replan && { replan }) },
  ],
};

export const reinstated: EventWords<'reinstated'> = (entry) => ({
  what: 'reinstated',
  text: byWhom(entry, entry.clock === 'move' ? ', dates moved by the pause' : ', dates kept'),
});
