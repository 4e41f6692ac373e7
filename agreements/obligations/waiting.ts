// What holds an obligation back that is due: something other than time.

import { arrivedNotices } from '../contacts/arrivals.ts';
import type { Agreement } from '../model/agreement.ts';
import type { Obligation } from '../model/obligations.ts';
import type { WaitingReason } from '../model/reasons.ts';
import { isPaused } from '../model/status.ts';
import { noticeTraits } from '../offer/notice-kinds.ts';
import { isReached } from '../time/instants.ts';
import { asksFor, awaitsItsNotice, isAboutTerms } from './relevance.ts';

/**
 * Why an obligation waits once it is due, as the agreement is now; undefined if nothing holds it back. A hold stops all
 * notices but a link that someone asked for. Notices that speak of access wait for it. Terms that reached nobody are
 * not withdrawn, and nothing is reported as unanswered before someone was asked.
 */
export function waitingReason(agreement: Agreement, obligation: Obligation): WaitingReason | undefined {
  const { status, activatedAt, hold } = agreement;
  if (isAboutTerms(obligation) && isPaused(agreement)) return hold ? 'on-hold' : 'suspended';
  if (obligation.kind === 'withdraw') return wereOffered(agreement) ? undefined : 'terms-not-offered';
  if (obligation.kind === 'alert')
    return awaitsItsNotice(agreement, obligation) ? 'nobody-asked-yet' : undefined;
  if (obligation.kind !== 'notice') return undefined;
  const { notice } = obligation;
  if (hold) return notice === 'link' ? undefined : 'on-hold';
  if (notice === 'reinstated')
    return awaitsAccess(agreement) && !obligation.beforeAccess ? 'no-access-yet' : undefined;
  const { waitsFor } = noticeTraits[notice];
  if (status === 'suspended') return waitsFor ? 'suspended' : undefined;
  const needsAccess = waitsFor === 'access' || obligation.afterAccess;
  return needsAccess && !activatedAt ? 'no-access-yet' : undefined;
}

/** Does something other than time hold it back? */
export function isWaiting(agreement: Agreement, obligation: Obligation): boolean {
  return waitingReason(agreement, obligation) !== undefined;
}

/** Why an obligation that is still ahead will wait when it falls due, if all that is planned before it goes well. */
export function waitingReasonThen(agreement: Agreement, obligation: Obligation): WaitingReason | undefined {
  const reason = waitingReason(agreement, obligation);
  const ahead = agreement.plan.filter(
    (one) => one !== obligation && isReached(one.dueAt, obligation.dueAt) && !one.triedSince,
  );
  const endsIt = (one: Obligation) => !isWaiting(agreement, one) && endsWait(one, obligation, reason);
  return ahead.some(endsIt) ? undefined : reason;
}

/** Does carrying out this step end the wait? Only a person ends a hold and a suspension. */
function endsWait(step: Obligation, waiting: Obligation, reason: WaitingReason | undefined): boolean {
  if (reason === 'no-access-yet') return step.kind === 'grant-access';
  if (step.kind !== 'notice') return false;
  if (reason === 'terms-not-offered') return step.notice === 'terms';
  if (waiting.kind !== 'alert' || !waiting.asks) return false;
  return reason === 'nobody-asked-yet' && asksFor(step, waiting.asks, waiting.about);
}

/** Did the terms reach anyone, if the offer has a notice of them? */
function wereOffered({ offer, record }: Agreement): boolean {
  const isNotified = offer.notices.some(({ kind }) => kind === 'terms');
  return !isNotified || arrivedNotices(record).some(({ notice }) => notice === 'terms');
}

function awaitsAccess({ plan, issues }: Agreement): boolean {
  const failed = issues.filter(({ kind }) => kind === 'failed').map(({ obligation }) => obligation);
  return [...plan, ...failed].some(({ kind }) => kind === 'grant-access');
}
