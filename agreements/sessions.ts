// The sessions of a training in the plan: invitations list them as they are, and who was told of others is told anew.
import type { Agreement, Dates, Instant, NoticeObligation, Obligation } from './agreement.ts';
import { isBeingSent } from './review.ts';
import { hasReached, haveSameAhead, lastInvitation } from './told.ts';

/** An invitation to training with the sessions as they are; anything else as it is. */
export function withSessions<One extends Obligation>(obligation: One, sessions: Dates['sessions']): One {
  if (!isInvitation(obligation) || !sessions) return obligation;
  return { ...obligation, training: { ...obligation.training, sessions } };
}

/**
 * A new plan with the sessions of the new dates. What is on its way keeps those it set out with: then, and where
 * somebody was told of others that lie ahead, a notice of what has changed follows at once.
 */
export function toldOfSessions(
  agreement: Agreement,
  planned: Obligation[],
  { sessions }: Dates,
  now: Instant,
): Obligation[] {
  const underWay = agreement.plan
    .filter(isInvitation)
    .filter((one) => hasReached(one.receipts) || isBeingSent(agreement, one, now));
  const plan = planned.map(
    (obligation) => underWay.find(({ id }) => id === obligation.id) ?? withSessions(obligation, sessions),
  );
  const isPlanned = plan.some(
    (one) => isInvitation(one) && one.training?.changed && !underWay.some(({ id }) => id === one.id),
  );
  const known = underWay.at(-1) ?? lastInvitation(agreement);
  if (isPlanned || !known || haveSameAhead(known.training?.sessions, sessions, now)) return plan;
  const told: NoticeObligation = {
    id: `training:${now}`,
    kind: 'notice',
    notice: 'training',
    series: 'training:changed',
    to: known.to,
    dueAt: now,
    training: { sessions: sessions ?? [], changed: true },
    ...(underWay.length > 0 && { after: underWay.map(({ id }) => id) }),
  };
  return [told, ...plan];
}

function isInvitation(obligation: Obligation): obligation is NoticeObligation {
  return obligation.kind === 'notice' && obligation.notice === 'training';
}
