// Release: ends a hold. Notices that became due during the hold are sent if they are still relevant.

import type { Definition } from '../definition.ts';
import { byWhom, type EventWords } from '../shared/event-words.ts';
import type { Release } from './schema.ts';

export const release: Definition<Release> = {
  verb: 'release its notices',
  fitsWhenOver: true,
  alreadyDone: (agreement) => !agreement.hold && `The notices of ${agreement.id} are not on hold.`,
  events: ({ act, replan }) => [{ type: 'released', ...act, ...(replan && { replan }) }],
};

export const released: EventWords<'released'> = (entry) => ({
  what: 'released',
  text: `its notices, ${byWhom(entry)}`,
});
