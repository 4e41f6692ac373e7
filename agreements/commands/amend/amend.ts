// Amend: changes the end of the term or of the features, the notices, the clauses, or the training sessions.

import { awaitsAcceptance } from '../../model/status.ts';
import { type Definition, needed } from '../definition.ts';
import { byWhom, type EventWords } from '../shared/event-words.ts';
import type { Amend } from './schema.ts';

export const amend: Definition<Amend> = {
  verb: 'amend it',
  objection: (agreement, { termEndsOn, featuresEndOn }) => {
    const movesDates = termEndsOn !== undefined || featuresEndOn !== undefined;
    return (
      awaitsAcceptance(agreement) &&
      movesDates &&
      `The terms of ${agreement.id} are not accepted yet; accept them first, then amend the dates.`
    );
  },
  events: ({ act, replan }) => [{ type: 'amended', ...act, replan: needed(replan) }],
};

export const amended: EventWords<'amended'> = (entry) => ({ what: 'amended', text: byWhom(entry) });
