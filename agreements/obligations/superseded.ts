// When an obligation is superseded: only the latest message of a series goes out.
import type { Agreement } from '../model/agreement.ts';
import type { Obligation } from '../model/obligations.ts';
import type { Reason } from '../model/reasons.ts';
import type { Instant } from '../time/instants.ts';
import { between, isReached } from '../time/instants.ts';
import { whyIrrelevantAt } from './relevance.ts';
import { type AlertObligation, isLaterAlert, seriesOf } from './series.ts';

/** Why an obligation is superseded: a later one of its series was sent or is due as well; nothing if it is not. */
export function whySuperseded(
  agreement: Agreement,
  obligation: Obligation,
  now: Instant,
): Reason | undefined {
  if (obligation.kind === 'alert') return laterAlert(agreement, obligation, now);
  if (obligation.kind !== 'notice') return undefined;
  const series = seriesOf(obligation);
  const reached = agreement.reached[series];
  if (reached !== undefined && between(obligation.dueAt, reached) > 0) {
    return { code: 'later-notice-sent' };
  }
  const { plan } = agreement;
  const later = plan.find(
    (other, index) =>
      other.kind === 'notice' &&
      seriesOf(other) === series &&
      (between(obligation.dueAt, other.dueAt) || index - plan.indexOf(obligation)) > 0 &&
      isReached(other.dueAt, now) &&
      whyIrrelevantAt(agreement, other, now) === undefined,
  );
  return later && { code: 'superseded', by: later.id };
}

/** Of several overdue alerts that nobody has answered, only the latest is sent. */
function laterAlert({ plan }: Agreement, alert: AlertObligation, now: Instant): Reason | undefined {
  if (alert.asks === undefined) return undefined;
  const later = plan.find((other) => isLaterAlert(other, alert) && isReached(other.dueAt, now));
  return later && { code: 'superseded', by: later.id };
}
