// Hold: no notice is sent until a release. The clock goes on.

import type { Definition } from '../definition.ts';
import { byWhom, type EventWords } from '../shared/event-words.ts';
import type { Hold } from './schema.ts';

export const hold: Definition<Hold> = {
  verb: 'hold its notices',
  fitsWhenOver: true,
  alreadyDone: (agreement) => agreement.hold && `The notices of ${agreement.id} are already on hold.`,
  events: ({ command, act }) => [{ type: 'held', ...act, ...(command.ofOffer && { ofOffer: true }) }],
};

export const held: EventWords<'held'> = (entry) => ({
  what: 'on hold',
  text: `its notices, ${byWhom(entry)}`,
});
