// Ask for renewal: the agency wants to renew. Operators then record the decision with "renew".

import type { Definition } from '../definition.ts';
import { contactAt } from '../shared/contacts.ts';
import { isAnswered, tooEarly } from '../shared/decision.ts';
import { byWhom, type EventWords } from '../shared/event-words.ts';
import type { AskRenewal } from './schema.ts';

export const askRenewal: Definition<AskRenewal> = {
  verb: 'ask for its renewal',
  alreadyDone: (agreement, command) => {
    const { id, decision, renewalAsked } = agreement;
    if (decision?.kind === 'renew') return `The decision to renew ${id} is already recorded.`;
    if (renewalAsked) return `The agency has already asked to renew ${id}.`;
    return isAnswered(agreement, command);
  },
  objection: (agreement, { contact }) => {
    contactAt(agreement, contact);
    return tooEarly(agreement, 'renewed');
  },
  events: ({ act }) => [{ type: 'renewal-asked', ...act }],
};

export const renewalAsked: EventWords<'renewal-asked'> = (entry) => ({
  what: 'asked',
  text: `for renewal, ${byWhom(entry)}`,
});
