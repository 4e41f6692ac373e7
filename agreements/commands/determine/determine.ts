// Determine: records a finding that a clause requires, or that a deadline was met.

import type { Agreement } from '../../model/agreement.ts';
import type { Determination } from '../../model/events.ts';
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
  events: ({ command: { determination: id, reference, clause }, act }) => [
    {
      type: 'determined',
      ...act,
      determination: { id, at: act.at, by: act.by, reference, ...(clause && { clause }) },
    },
  ],
};

/** The clause that a determination cites: its own, or else the one that the order cites; undefined if that is gone. */
export function citationOf(
  { offer }: Pick<Agreement, 'offer'>,
  { id, clause }: Determination,
): string | undefined {
  const { gates = [], deadlines = [] } = offer.renewal;
  return clause ?? [...gates, ...deadlines].find((one) => one.id === id)?.clause;
}

/** Where a determination is written, and what it cites: `memo 7; FAR 17.207(c)`. */
export function whereWritten(agreement: Pick<Agreement, 'offer'>, determination: Determination): string {
  return [determination.reference, citationOf(agreement, determination)].filter(Boolean).join('; ');
}

export const determined: EventWords<'determined'> = ({ by, determination: { id, reference, clause } }) => ({
  what: 'determined',
  text: `${id}, by ${by}${reference ? ` (${[reference, ...(clause ? [clause] : [])].join('; ')})` : ''}`,
});
