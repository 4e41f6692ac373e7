// What mends drift: the same changes of access that the agreement's plan brings, once more.
import type { Agreement } from '../model/agreement.ts';
import { type Drift, mendOf } from '../model/drift.ts';
import { stepId } from '../model/ids.ts';
import type { Obligation } from '../model/obligations.ts';
import { accessNow } from '../obligations/access-now.ts';
import type { Instant } from '../time/instants.ts';
import { later } from '../time/instants.ts';

/** The changes of access that mend the drift, as the agreement is now; none if there is nothing to mend any more. */
export function stepsAgainst(agreement: Agreement, drift: Drift[], at: Instant): Obligation[] {
  const { access } = accessNow(agreement);
  const isMendedBy = (kind: string) => drift.some((one) => mendOf(one) === kind);
  if (access === 'ended' && isMendedBy('end-access'))
    return [{ id: stepId('end-access', at), kind: 'end-access', dueAt: at }];
  if (access !== 'given') return [];
  const grant: Obligation = { id: stepId('grant-access', at), kind: 'grant-access', dueAt: at };
  return [...endsOfFeatures(agreement, drift, at), ...(isMendedBy('grant-access') ? [grant] : [])];
}

/** One for each instant at which features ended, because the end of a feature belongs to its instant. */
function endsOfFeatures({ features }: Agreement, drift: Drift[], at: Instant): Obligation[] {
  const given = drift.filter((one) => mendOf(one) === 'end-features').map(({ feature }) => feature);
  const ended = features.filter(({ id, on, ends }) => !on && ends && given.includes(id));
  const instants = [...new Set(ended.flatMap(({ ends }) => ends?.at ?? []))];
  return instants.map((dueAt, index) => ({
    id: stepId('end-features', later(at, index)),
    kind: 'end-features',
    dueAt,
    features: ended.filter(({ ends }) => ends?.at === dueAt).map(({ id }) => id),
  }));
}
