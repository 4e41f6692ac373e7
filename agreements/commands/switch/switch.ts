// Switch: the agency moves to another offer, and this agreement ends with its term.

import { awaitsAcceptance } from '../../model/status.ts';
import type { Definition } from '../definition.ts';
import type { Switch } from './schema.ts';

export const switchOffer: Definition<Switch> = {
  verb: 'switch it to another offer',
  alreadyDone: ({ id, decision }, { to }) =>
    decision?.kind === 'decline' &&
    decision.to === to &&
    `The decision to switch ${id} to ${to} is already recorded.`,
  objection: (agreement, { to }) => {
    const { id, status, offer, term } = agreement;
    const instead = 'terminate it, and start the other offer';
    if (awaitsAcceptance(agreement)) return `The terms of ${id} are not accepted yet; ${instead}.`;
    if (status === 'suspended') return `${id} is suspended; ${instead}.`;
    if (term.endsOn === undefined)
      return `The term of ${id} has no end that a switch could wait for; ${instead}.`;
    return to === offer.id && `${id} already uses that offer; renew it instead.`;
  },
  events: ({ command: { to }, act }) => [
    { type: 'decided', ...act, decision: { kind: 'decline', ...act, to } },
  ],
};
