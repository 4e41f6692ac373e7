// What follows from the end of an obligation.

import { hasReached } from '../contacts/arrivals.ts';
import { daysToldBy } from '../contacts/days-told.ts';
import type { Agreement } from '../model/agreement.ts';
import type { Obligation, Settlement } from '../model/obligations.ts';
import type { Reason } from '../model/reasons.ts';
import { givenUp, recorded, settledEntry } from '../model/record.ts';
import { isOver } from '../model/status.ts';
import type { InProgress } from '../obligations/in-progress.ts';
import { isDateOf, whyIrrelevant } from '../obligations/relevance.ts';
import { seriesOf } from '../obligations/series.ts';
import type { Instant } from '../time/instants.ts';
import { withoutAnyGroup, withoutGroups } from './in-directory.ts';
import { withIssueOf, withoutIssuesOfKinds, withoutResolvedIssues } from './issues.ts';
import { withAlertIfMissed } from './missed-notices.ts';
import {
  afterGrant,
  afterTermEnd,
  closed,
  inPhase,
  terminated,
  withoutAccess,
  withoutFeatures,
} from './phases.ts';
import { asIrrelevant } from './while-in-progress.ts';

/** The agreement after an obligation of its plan has ended. */
export function afterSettlement(agreement: Agreement, settlement: Settlement): Agreement {
  const obligation = agreement.plan.find(({ id }) => id === settlement.id);
  if (!obligation) return agreement;
  const { at, outcome } = settlement;
  const plan = agreement.plan.filter((other) => other !== obligation);
  const settled = withoutResolvedIssues(
    withDaysTold({ ...agreement, plan }, obligation, settlement),
    obligation,
    settlement,
  );
  const next = outcome === 'carried-out' ? afterCarryingOut(settled, obligation, at) : settled;
  return withAlertIfMissed(withIssueOf(next, obligation, settlement), obligation, settlement);
}

function withDaysTold(agreement: Agreement, obligation: Obligation, { receipts }: Settlement): Agreement {
  if (obligation.kind !== 'notice' || !hasReached(receipts)) return agreement;
  return { ...agreement, told: { ...agreement.told, ...daysToldBy(agreement, obligation) } };
}

/** What had reached someone before it ended told its day, if that is still a day of the agreement. */
function withDayTold(agreement: Agreement, obligation: Obligation, settlement: Settlement): Agreement {
  const { about } = { about: undefined, ...obligation };
  return about && isDateOf(agreement, about) ? withDaysTold(agreement, obligation, settlement) : agreement;
}

function afterCarryingOut(agreement: Agreement, obligation: Obligation, at: Instant): Agreement {
  switch (obligation.kind) {
    case 'grant-access':
      return afterGrant(withoutIssuesOfKinds(agreement, ['grant-access', 'end-access']), at);
    case 'end-features':
      return withoutFeatures(withoutGroups(agreement, obligation.features), obligation.features);
    case 'end-access':
      return withoutAccess(
        withoutAnyGroup(withoutIssuesOfKinds(agreement, ['grant-access', 'end-features', 'end-access'])),
      );
    case 'open-renewal':
      return inPhase(agreement, 'renewal');
    case 'end-term':
      return afterTermEnd(agreement, at);
    case 'withdraw':
      return terminated(agreement, at);
    case 'end-grace':
      return isOver(agreement) ? agreement : closed(agreement, 'expired', at);
    case 'notice': {
      const series = seriesOf(obligation);
      return { ...agreement, reached: { ...agreement.reached, [series]: obligation.dueAt } };
    }
    case 'alert':
      return agreement;
    default:
      return obligation satisfies never;
  }
}

/**
 * Ends at once all that an event has made irrelevant, and marks what is in progress. A suspension ends nothing: the
 * agreement may be reinstated.
 */
export function withoutIrrelevant(agreement: Agreement, at: Instant, inProgress: InProgress): Agreement {
  const isSuspended = agreement.status === 'suspended';
  const why = (one: Obligation) => (isSuspended ? one.irrelevant : whyIrrelevant(agreement, one));
  const plan = agreement.plan.map((one) => (inProgress.has(one.id) ? asIrrelevant(one, why(one)) : one));
  return withoutEnded({ ...agreement, plan }, at, (one) => (inProgress.has(one.id) ? undefined : why(one)));
}

function withoutEnded(
  agreement: Agreement,
  at: Instant,
  why: (obligation: Obligation) => Reason | undefined,
): Agreement {
  const ended = agreement.plan.flatMap((obligation): [Obligation, Settlement][] => {
    const reason = why(obligation);
    return reason ? [[obligation, givenUp(obligation, at, 'suppressed', reason)]] : [];
  });
  const isEnded = new Set(ended.map(([obligation]) => obligation));
  const plan = agreement.plan.filter((obligation) => !isEnded.has(obligation));
  const next = ended.reduce(
    (state: Agreement, one) => withAlertIfMissed(withDayTold(state, ...one), ...one),
    { ...agreement, plan },
  );
  return recorded(
    next,
    ended.map(([, settlement]) => settledEntry(agreement, settlement)),
  );
}
