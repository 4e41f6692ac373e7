// Suspend: takes access away until the agreement is reinstated. No reminders are sent. The clock goes on.

import type { Definition } from '../definition.ts';
import { byWhom, type EventWords } from '../shared/event-words.ts';
import type { Suspend } from './schema.ts';

export const suspend: Definition<Suspend> = {
  verb: 'suspend it',
  alreadyDone: ({ id, status }) => status === 'suspended' && `${id} is already suspended.`,
  events: ({ act }) => [{ type: 'suspended', ...act }],
};

export const suspended: EventWords<'suspended'> = (entry) => ({ what: 'suspended', text: byWhom(entry) });
