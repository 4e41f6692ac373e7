// Obligations that could not be carried out yet and are tried again later.
import type { Agreement, Issue } from '../model/agreement.ts';
import type { AgreementEvent } from '../model/events.ts';
import { alertId } from '../model/ids.ts';
import type { Obligation } from '../model/obligations.ts';
import { timeLeft } from '../obligations/retry.ts';
import { between, day, hour } from '../time/instants.ts';
import { withAlert } from './alerts.ts';
import { withIssue } from './issues.ts';

type Delayed = Extract<AgreementEvent, { type: 'delayed' }>;

/**
 * The agreement after a delay. After an hour of tries there is an issue. After a day of tries, or as soon as the tries
 * have lasted longer than the time that is left until the obligation's day, the operators get an alert.
 */
export function afterDelay(agreement: Agreement, event: Delayed): Agreement {
  const obligation = agreement.plan.find(({ id }) => id === event.id);
  if (!obligation) return agreement;
  const delayed = asDelayed(obligation, event);
  const plan = agreement.plan.map((other) => (other === obligation ? delayed : other));
  const next = { ...agreement, plan };
  return event.restrained ? next : withDelay(next, delayed, event);
}

function withDelay(agreement: Agreement, obligation: Obligation, { id, at, reason }: Delayed): Agreement {
  const { triedSince: since = at } = obligation;
  const age = between(since, at);
  if (age < hour) return agreement;
  const issue: Issue = { kind: 'delayed', obligation, since, text: reason };
  const next = withIssue(withoutDelay(agreement, id), issue);
  const isForAlert = age >= Math.min(day, timeLeft(obligation, at)) && obligation.kind !== 'alert';
  return isForAlert ? withAlert(next, alertId(id, since), at, reason) : next;
}

/** If the daily limit delays it, nothing is wrong, and the time of its tries does not begin. */
function asDelayed({ unanswered: _, ...obligation }: Obligation, event: Delayed): Obligation {
  const { at, until: notBefore, receipts, unanswered, training, restrained } = event;
  return {
    ...(obligation as Obligation),
    ...(!restrained && { triedSince: obligation.triedSince ?? at }),
    notBefore,
    ...(receipts && { receipts }),
    ...(unanswered && { unanswered }),
    ...(training && { training }),
  };
}

function withoutDelay(agreement: Agreement, id: string): Agreement {
  const issues = agreement.issues.filter(
    ({ kind, obligation }) => kind !== 'delayed' || obligation.id !== id,
  );
  return { ...agreement, issues };
}

/** An obligation whose time of tries begins again, and that waits for no next try. */
export function withFreshTries({ notBefore: _, triedSince: __, ...obligation }: Obligation): Obligation {
  return obligation as Obligation;
}
