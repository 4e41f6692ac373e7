// Extend: the term ends later, at the same price, within the limit of a clause.

import { awaitsAcceptance } from '../../model/status.ts';
import { inWords } from '../../time/instants.ts';
import { type Definition, needed } from '../definition.ts';
import { byWhom, type EventWords } from '../shared/event-words.ts';
import type { Extend } from './schema.ts';

export const extend: Definition<Extend> = {
  verb: 'extend its term',
  objection: (agreement) => {
    const { id, decision } = agreement;
    if (awaitsAcceptance(agreement))
      return `The terms of ${id} are not accepted yet; accept them first, then extend the term.`;
    return (
      decision?.kind === 'decline' &&
      `The decision to decline ${id} is recorded, so its term can't be extended.`
    );
  },
  events: ({ command: { length }, act, replan }) => [
    { type: 'extended', ...act, length, replan: needed(replan) },
  ],
};

export const extended: EventWords<'extended'> = (entry) => ({
  what: 'extended',
  text: `by ${inWords(entry.length)}, ${byWhom(entry)}`,
});
