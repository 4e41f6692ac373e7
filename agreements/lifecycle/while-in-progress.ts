// What is in progress when an event makes it irrelevant: nobody knows yet what comes of it, so it ends only afterward.
import type { Agreement } from '../model/agreement.ts';
import type { AgreementEvent, Replan } from '../model/events.ts';
import type { Obligation } from '../model/obligations.ts';
import type { Reason } from '../model/reasons.ts';
import { asPlanned, givenUp } from '../model/record.ts';
import { reasonOf } from '../model/stored.ts';
import type { InProgress } from '../obligations/in-progress.ts';

/** The obligation, no longer relevant for a reason; the first one counts. Without a reason, it stays as it is. */
export function asIrrelevant(obligation: Obligation, why: Reason | undefined): Obligation {
  return why && !obligation.irrelevant ? { ...obligation, irrelevant: why } : obligation;
}

/** The new plan, with what the old one has in progress: it ends after its work, not by the new plan. */
export function withInProgress(replan: Replan, { plan }: Agreement, inProgress: InProgress): Replan {
  const kept = replan.settled.flatMap((settlement) => {
    const obligation = plan.find(({ id }) => id === settlement.id && inProgress.has(id));
    return obligation ? [{ settlement, obligation: asIrrelevant(obligation, reasonOf(settlement)) }] : [];
  });
  return {
    ...replan,
    plan: [...kept.map(({ obligation }) => obligation), ...replan.plan],
    settled: replan.settled.filter((one) => !kept.some(({ settlement }) => settlement === one)),
  };
}

/** What came of an obligation. One that is irrelevant by then, and was not carried out, ends for that reason. */
export function asItEnded({ plan }: Agreement, event: AgreementEvent): AgreementEvent {
  if (event.type !== 'settled' && event.type !== 'delayed') return event;
  const obligation = plan.find(({ id }) => id === event.id);
  if (!obligation?.irrelevant) return event;
  const tried = asTried(obligation, event);
  const notice = tried.kind === 'notice' && { notice: asPlanned(tried) };
  const isUndone = event.type === 'delayed' || event.outcome === 'failed';
  if (!isUndone) return { ...notice, ...event };
  const changed = event.access && { access: event.access };
  const ended = givenUp(tried, event.at, 'suppressed', obligation.irrelevant);
  return { type: 'settled', ...ended, ...notice, ...changed };
}

type Ended = Extract<AgreementEvent, { type: 'settled' | 'delayed' }>;

function asTried(obligation: Obligation, event: Ended): Obligation {
  const { receipts, training } = { receipts: undefined, training: undefined, ...event };
  return { ...obligation, ...(receipts && { receipts }), ...(training && { training }) };
}
