// Determine: records a finding that a clause requires, or that a deadline was met.

import type { Definition } from '../definition.ts';
import type { EventWords } from '../shared/event-words.ts';
import type { Determine } from './schema.ts';

export const determine: Definition<Determine> = {
  verb: 'record a determination',
  objection: ({ id, offer }, { determination }) => {
    const { gates = [], deadlines = [] } = offer.renewal;
    const known = [...gates, ...deadlines].map((one) => one.id);
    if (known.includes(determination)) return undefined;
    return known.length === 0
      ? `${id} has no clause that requires a determination; amend it with one first.`
      : `${id} requires no determination "${determination}"; use one of ${known.join(', ')}.`;
  },
  events: ({ command: { determination: id, reference }, act }) => [
    { type: 'determined', ...act, determination: { id, at: act.at, by: act.by, reference } },
  ],
};

export const determined: EventWords<'determined'> = ({ by, determination: { id, reference } }) => ({
  what: 'determined',
  text: `${id}, by ${by}${reference ? ` (${reference})` : ''}`,
});
