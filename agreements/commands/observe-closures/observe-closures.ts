// Observe closures: the days on which federal offices are closed change, and what lies ahead moves to business days.

import type { Agreement } from '../../model/agreement.ts';
import { areSameClosures, type Closure, closuresIn } from '../../time/closures.ts';
import { closureInWords } from '../../time/day-words.ts';
import { type Definition, needed } from '../definition.ts';
import { byWhom, type EventWords } from '../shared/event-words.ts';
import type { ObserveClosures } from './schema.ts';

/** The closures that an agreement is to observe: those of its agency's area that may matter to its terms. */
export function closuresOf(
  { agency, term, acceptance }: Agreement,
  { closures }: { closures: Closure[] },
): Closure[] {
  const isOffered = acceptance && 'offeredOn' in acceptance && acceptance.offeredOn < term.startsOn;
  return closuresIn(agency.area, closures, isOffered ? acceptance.offeredOn : term.startsOn);
}

export const observeClosures: Definition<ObserveClosures> = {
  verb: 'change the closures that it observes',
  alreadyDone: (agreement, command) =>
    areSameClosures(
      closuresOf(agreement, command),
      closuresOf(agreement, { closures: agreement.agency.closures ?? [] }),
    ) && `${agreement.id} already observes these closures.`,
  events: ({ agreement, command, act, replan }) => [
    {
      type: 'closures-observed',
      ...act,
      closures: closuresOf(agreement, command),
      replan: needed(replan),
    },
  ],
};

export const closuresObserved: EventWords<'closures-observed'> = (entry) => ({
  what: 'closures',
  text: `${entry.closures.map(closureInWords).join(', ') || 'none'}, ${byWhom(entry)}`,
});
