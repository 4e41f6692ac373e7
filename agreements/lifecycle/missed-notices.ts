// Notices that were tried in vain until it was too late: operators are told if someone got no notice of that day.
import { arrivedAccordingTo } from '../contacts/arrivals.ts';
import { recipientsLeft, recipientsOf, withoutReceipt } from '../contacts/recipients.ts';
import type { Agreement } from '../model/agreement.ts';
import { alertId } from '../model/ids.ts';
import type { NoticeObligation, Obligation, Settlement } from '../model/obligations.ts';
import { seriesOf } from '../obligations/series.ts';
import { noticeTraits } from '../offer/notice-kinds.ts';
import { between, isReached } from '../time/instants.ts';
import { withAlert } from './alerts.ts';

/**
 * With an alert if a notice was tried and then given up, because its day has come or a later notice takes its place, and
 * someone has got no notice of that day and will get none.
 */
export function withAlertIfMissed(
  agreement: Agreement,
  obligation: Obligation,
  settlement: Settlement,
): Agreement {
  if (obligation.kind !== 'notice' || !isGivenUpTooLate(agreement, obligation, settlement)) return agreement;
  const { id } = obligation;
  const { at, reason } = settlement;
  const missed = withoutReceipt(
    recipientsLeft(obligation, agreement),
    reachedByLaterOnes(obligation, agreement),
  );
  const text = `${id}: given up (${reason}), and ${missed.length} of its recipients got no notice of that day`;
  return missed.length > 0 ? withAlert(agreement, alertId(id, at), at, text) : agreement;
}

function isGivenUpTooLate(
  agreement: Agreement,
  notice: NoticeObligation,
  { at, outcome }: Settlement,
): boolean {
  if (!notice.about || !looksAhead(notice) || !wasTried(notice, agreement)) return false;
  const isPast = outcome === 'suppressed' && isReached(notice.about.endsAt, at);
  return isPast || outcome === 'superseded';
}

function looksAhead({ notice }: NoticeObligation): boolean {
  return noticeTraits[notice].looksAhead === true;
}

function wasTried({ id }: Obligation, { record }: Agreement): boolean {
  return record.some((entry) => entry.type === 'delayed' && entry.id === id && !entry.restrained);
}

/** The addresses that later notices of its series reached or will reach. */
function reachedByLaterOnes(obligation: NoticeObligation, agreement: Agreement): { to: string }[] {
  const { plan, record } = agreement;
  const isLater = (other: Obligation | undefined): other is NoticeObligation =>
    other?.kind === 'notice' &&
    seriesOf(other) === seriesOf(obligation) &&
    between(obligation.dueAt, other.dueAt) > 0 &&
    looksAhead(other);
  const hasArrived = arrivedAccordingTo(record);
  const reached = record.flatMap((entry) =>
    entry.type === 'settled' && isLater(entry.notice) ? (entry.receipts ?? []).filter(hasArrived) : [],
  );
  const ahead = plan.filter(isLater).flatMap((one) => recipientsOf(one, agreement));
  return [...reached, ...ahead.map(({ email }) => ({ to: email }))];
}
