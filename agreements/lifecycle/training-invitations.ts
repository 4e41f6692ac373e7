// Invitations to a training: they list the sessions as they are, and who was told of others is told anew.

import { haveSameSessionsAhead, isInvitation, lastInvitation } from '../contacts/invitations.ts';
import { hasReached } from '../contacts/receipts.ts';
import type { Agreement } from '../model/agreement.ts';
import type { AgreementEvent } from '../model/events.ts';
import { eventNoticeId, isSentAgain } from '../model/ids.ts';
import type { NoticeObligation } from '../model/obligations.ts';
import { givenUp, recorded, settledEntry } from '../model/record.ts';

/**
 * With the invitations that follow from an event. One that has reached some keeps the sessions it told them of, and
 * ends once they are others. Where sessions that lie ahead have changed since they were told, a notice says so at once.
 */
export function withInvitations(agreement: Agreement, event: AgreementEvent): Agreement {
  const { sessions } = agreement;
  if (!sessions) return agreement;
  const { at } = event;
  const isStale = (one: NoticeObligation) =>
    isBegun(one) && !haveSameSessionsAhead(one.training?.sessions, sessions, at);
  const stale = agreement.plan.filter(isInvitation).filter(isStale);
  const plan = agreement.plan
    .filter((one) => !stale.some(({ id }) => id === one.id))
    .map((one) =>
      isInvitation(one) && !isBegun(one) ? { ...one, training: { ...one.training, sessions } } : one,
    );
  const ended = stale.map((one) =>
    settledEntry(agreement, givenUp(one, at, 'suppressed', { code: 'sessions-changed' })),
  );
  const next = recorded({ ...agreement, plan }, ended);
  const known = lastInvitation(next)?.notice;
  const isNews = stale.length > 0 || event.type === 'amended' || isInvitationSent(event);
  const isAhead = plan.some((one) => isInvitation(one) && one.training?.changed && !isSentAgain(one.id));
  if (!isNews || !known || isAhead || haveSameSessionsAhead(known.training?.sessions, sessions, at))
    return next;
  const changed: NoticeObligation = {
    id: eventNoticeId('training', at),
    kind: 'notice',
    notice: 'training',
    series: 'training:changed',
    to: known.to,
    dueAt: at,
    training: { sessions, changed: true },
    ...(stale.length > 0 && { after: stale.map(({ id }) => id) }),
  };
  return { ...next, plan: [changed, ...plan] };
}

function isBegun(one: NoticeObligation): boolean {
  // What is sent again tells of the sessions as they are, whoever got it the first time.
  return hasReached(one.receipts) && !isSentAgain(one.id);
}

function isInvitationSent(event: AgreementEvent): boolean {
  return event.type === 'settled' && event.notice?.notice === 'training' && hasReached(event.receipts);
}
