// Terminate: the agreement and its access end now.

import type { Definition } from '../definition.ts';
import { byWhom, type EventWords } from '../shared/event-words.ts';
import type { Terminate } from './schema.ts';

export const terminate: Definition<Terminate> = {
  verb: 'terminate it',
  events: ({ act }) => [{ type: 'terminated', ...act }],
};

export const terminated: EventWords<'terminated'> = (entry) => ({ what: 'terminated', text: byWhom(entry) });
