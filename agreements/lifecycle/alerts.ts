// Alerts to the operators that follow from events.
import type { Agreement } from '../model/agreement.ts';
import type { AgreementEvent } from '../model/events.ts';
import { alertId } from '../model/ids.ts';
import type { Obligation } from '../model/obligations.ts';
import type { Instant } from '../time/instants.ts';
import { isKnownId } from './known-ids.ts';

/** With an alert in the plan; there is one alert for each id. `shared`: other agreements may have the same one. */
export function withAlert(
  agreement: Agreement,
  id: string,
  dueAt: Instant,
  text: string,
  shared = false,
): Agreement {
  if (isKnownId(agreement, id)) return agreement;
  const alert: Obligation = { id, kind: 'alert', dueAt, text, ...(shared && { shared }) };
  return { ...agreement, plan: [alert, ...agreement.plan] };
}

/** With an alert if someone did this by the link of a notice: only operators can undo it. */
export function withAlertIfByLink(
  agreement: Agreement,
  { at, answers, type }: Extract<AgreementEvent, { type: 'accepted' | 'decided' | 'contacts-changed' }>,
  what: string,
): Agreement {
  if (answers === undefined) return agreement;
  const text = `${what} Someone did it by the link in a notice. Check that it is right.`;
  return withAlert(agreement, alertId(type, at), at, text);
}

/** With an alert that someone asked Temporal to cancel the workflow. */
export function withAlertOfCancellation(agreement: Agreement, at: Instant): Agreement {
  const text =
    'Someone asked Temporal to cancel this workflow. The agreement goes on. To end it, use "terminate".';
  return withAlert(agreement, alertId('cancellation', at), at, text);
}
