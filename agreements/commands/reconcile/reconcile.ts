// Reconcile: the directory was found to differ from the agreement, so access is given or taken away once more.

import { stepsAgainst } from '../../lifecycle/drift.ts';
import type { Agreement } from '../../model/agreement.ts';
import { type Drift, driftWords } from '../../model/drift.ts';
import { accessNow, isSettling } from '../../obligations/access-now.ts';
import type { Instant } from '../../time/instants.ts';
import type { Definition } from '../definition.ts';
import { byWhom, type EventWords } from '../shared/event-words.ts';
import type { Reconcile } from './schema.ts';

export const reconcile: Definition<Reconcile> = {
  verb: 'reconcile the directory with it',
  fitsWhenOver: true,
  objection: (agreement, { drift }, now) => now && whyNot(agreement, drift as Drift[], now),
  events: ({ act, command }) => [{ type: 'drift-found', ...act, drift: command.drift as Drift[] }],
};

function whyNot(agreement: Agreement, drift: Drift[], now: Instant): string | undefined {
  const { id } = agreement;
  if (isSettling(accessNow(agreement), now))
    return `Access of ${id} is being changed now, or a change has failed; see it with "onegov show".`;
  return stepsAgainst(agreement, drift, now).length === 0
    ? `${id} has changed since, so there is nothing to mend; compare again.`
    : undefined;
}

export const driftFound: EventWords<'drift-found'> = (entry) => ({
  what: 'drift',
  text: `in the directory, ${byWhom(entry)}: ${entry.drift.map(driftWords).join('; ')}`,
});
