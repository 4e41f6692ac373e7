// Decline: the agreement ends with its term. Before its terms are accepted, it is withdrawn at once.

import { awaitsAcceptance } from '../../model/status.ts';
import type { Definition } from '../definition.ts';
import { isAnswered, tooEarly } from '../shared/decision.ts';
import type { Decline } from './schema.ts';

export const decline: Definition<Decline> = {
  verb: 'decline it',
  alreadyDone: (agreement, command) =>
    agreement.decision?.kind === 'decline'
      ? `The decision to decline ${agreement.id} is already recorded.`
      : isAnswered(agreement, command),
  objection: (agreement) => {
    const isOfferDeclined = awaitsAcceptance(agreement) && agreement.status !== 'suspended';
    return !isOfferDeclined && tooEarly(agreement, 'declined');
  },
  events: ({ act }) => [{ type: 'decided', ...act, decision: { kind: 'decline', ...act } }],
};
