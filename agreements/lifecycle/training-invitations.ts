// Invitations to training: they list the sessions of now, and contacts who were told of others get a notice of the change.

import { hasReached } from '../contacts/arrivals.ts';
import { haveSameSessionsAhead, isInvitation, lastInvitation } from '../contacts/invitations.ts';
import type { Agreement } from '../model/agreement.ts';
import type { PlannedSession } from '../model/dates.ts';
import type { AgreementEvent } from '../model/events.ts';
import { eventNoticeId, isSentAgain } from '../model/ids.ts';
import type { NoticeObligation, Obligation } from '../model/obligations.ts';
import type { Reason } from '../model/reasons.ts';
import { givenUp, recorded, settledEntry } from '../model/record.ts';
import type { InProgress } from '../obligations/in-progress.ts';
import type { Instant } from '../time/instants.ts';
import { asIrrelevant } from './while-in-progress.ts';

/**
 * With the invitations that follow from an event. An invitation that reached someone keeps the sessions that it listed,
 * and ends once they change. If sessions to come have changed since contacts were told of them, a notice says so at once.
 */
export function withInvitations(
  agreement: Agreement,
  event: AgreementEvent,
  inProgress: InProgress,
): Agreement {
  const { sessions } = agreement;
  if (!sessions) return agreement;
  const { at } = event;
  const isOutdated = (one: NoticeObligation) =>
    isBegun(one) && !one.irrelevant && !haveSameSessionsAhead(one.training?.sessions, sessions, at);
  const outdated = agreement.plan.filter(isInvitation).filter(isOutdated);
  const next = withSessions(withoutOutdated(agreement, outdated, at, inProgress), sessions);
  const mayBeNews = outdated.length > 0 || event.type === 'amended' || isInvitationSent(event);
  const known = mayBeNews ? lastInvitation(next)?.notice : undefined;
  if (!known || isChangePlanned(next) || haveSameSessionsAhead(known.training?.sessions, sessions, at))
    return next;
  const changed: NoticeObligation = {
    id: eventNoticeId('training', at),
    kind: 'notice',
    notice: 'training',
    series: 'training:changed',
    to: known.to,
    dueAt: at,
    training: { sessions, changed: true },
    ...(outdated.length > 0 && { after: outdated.map(({ id }) => id) }),
  };
  return { ...next, plan: [changed, ...next.plan] };
}

function withoutOutdated(
  agreement: Agreement,
  outdated: NoticeObligation[],
  at: Instant,
  inProgress: InProgress,
): Agreement {
  const why: Reason = { code: 'sessions-changed' };
  const isOutdated = ({ id }: Obligation) => outdated.some((one) => one.id === id);
  const plan = agreement.plan.flatMap((one) => {
    if (!isOutdated(one)) return [one];
    return inProgress.has(one.id) ? [asIrrelevant(one, why)] : [];
  });
  const ended = outdated
    .filter(({ id }) => !inProgress.has(id))
    .map((one) => settledEntry(agreement, givenUp(one, at, 'suppressed', why)));
  return recorded({ ...agreement, plan }, ended);
}

/** With these sessions in each invitation that has reached nobody yet. */
function withSessions(agreement: Agreement, sessions: PlannedSession[]): Agreement {
  const plan = agreement.plan.map((one) =>
    isInvitation(one) && !isBegun(one) ? { ...one, training: { ...one.training, sessions } } : one,
  );
  return { ...agreement, plan };
}

function isChangePlanned({ plan }: Agreement): boolean {
  return plan.some((one) => isInvitation(one) && one.training?.changed && !isSentAgain(one.id));
}

/** Did it reach someone? An invitation that is sent again lists the sessions of now, whoever got it the first time. */
function isBegun(one: NoticeObligation): boolean {
  return hasReached(one.receipts) && !isSentAgain(one.id);
}

function isInvitationSent(event: AgreementEvent): boolean {
  return event.type === 'settled' && event.notice?.notice === 'training' && hasReached(event.receipts);
}
