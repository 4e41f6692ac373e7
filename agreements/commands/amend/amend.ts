// Amend: the term's or the features' end moves, or the notices, the clauses or the training's sessions change.

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
      `The terms of ${agreement.id} are not accepted yet; its dates are set when they are.`
    );
  },
  events: ({ act, replan }) => [{ type: 'amended', ...act, replan: needed(replan) }],
};

export const amended: EventWords<'amended'> = (entry) => ({ what: 'amended', text: byWhom(entry) });
