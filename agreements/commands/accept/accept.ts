// Accept: the agency accepts the terms, so the first term can begin.

import { awaitsAcceptance } from '../../model/status.ts';
import type { Definition } from '../definition.ts';
import { byWhom, type EventWords } from '../shared/event-words.ts';
import type { Accept } from './schema.ts';

export const accept: Definition<Accept> = {
  verb: 'accept its terms',
  alreadyDone: ({ id, acceptance }) =>
    acceptance && 'acceptedAt' in acceptance && `The terms of ${id} are already accepted.`,
  objection: (agreement, { startsOn }) => {
    const { id, status } = agreement;
    if (status === 'suspended')
      return `${id} is suspended and its terms can't be accepted; reinstate it first.`;
    const hasStart = !awaitsAcceptance(agreement);
    return startsOn !== undefined && hasStart && `${id} already has a start date; amend its dates instead.`;
  },
  events: ({ command: { reference }, act, replan }) => [
    { type: 'accepted', ...act, ...(reference !== undefined && { reference }), ...(replan && { replan }) },
  ],
};

export const accepted: EventWords<'accepted'> = (entry) => ({
  what: 'accepted',
  text: byWhom(entry, entry.reference && ` (${entry.reference})`),
});
