// The phases that an agreement goes through, and what comes at once with a step from one to another.

import { rolesIn } from '../contacts/recipients.ts';
import type { Agreement, Running } from '../model/agreement.ts';
import { eventNoticeId, stepId } from '../model/ids.ts';
import type { Obligation } from '../model/obligations.ts';
import { isAccess, isOver } from '../obligations/relevance.ts';
import type { NoticeRule } from '../offer/schema.ts';
import type { Instant } from '../time/instants.ts';
import { isReached } from '../time/instants.ts';

export function withoutAccess(agreement: Agreement): Agreement {
  return { ...agreement, features: agreement.features.map((feature) => ({ ...feature, on: false })) };
}

export function afterGrant(agreement: Agreement, at: Instant): Agreement {
  const activatedAt = agreement.activatedAt ?? at;
  const features = agreement.features.map((feature) => ({ ...feature, on: lastsPast(feature, at) }));
  const next: Agreement = { ...agreement, activatedAt, features };
  const phase = currentPhase(next);
  const followsFeatures = phase === 'onboarding' || phase === 'promotional' || phase === 'standard';
  return followsFeatures ? inPhase(next, phaseByFeatures(next)) : next;
}

/** Is the feature still included at an instant? */
export function lastsPast(feature: Agreement['features'][number], at: Instant): boolean {
  return !feature.ends || !isReached(feature.ends.at, at);
}

export function switched(agreement: Agreement, on: (feature: string) => boolean | undefined): Agreement {
  const features = agreement.features.map((feature) => ({ ...feature, on: on(feature.id) ?? feature.on }));
  const next = { ...agreement, features };
  return currentPhase(next) === 'promotional' ? inPhase(next, phaseByFeatures(next)) : next;
}

export function phaseByFeatures({ features }: Agreement): 'promotional' | 'standard' {
  return features.some((feature) => feature.on && feature.ends) ? 'promotional' : 'standard';
}

export function currentPhase(agreement: Agreement): Agreement['status'] {
  return agreement.status === 'suspended' ? agreement.resumes : agreement.status;
}

/** A suspended agreement stays so, and finds itself in the phase when it is reinstated. */
export function inPhase(agreement: Agreement, phase: 'promotional' | 'standard' | 'renewal'): Agreement {
  return agreement.status === 'suspended'
    ? { ...agreement, resumes: phase }
    : { ...agreement, status: phase };
}

export function afterTermEnd(agreement: Agreement, at: Instant): Agreement {
  if (agreement.decision?.kind === 'renew') return { ...agreement, status: 'renewed' };
  if (agreement.decision?.kind === 'decline') return closed(agreement, 'declined', at);
  return agreement.offer.renewal.grace && agreement.status !== 'suspended'
    ? agreement
    : closed(agreement, 'expired', at);
}

export function closed(agreement: Agreement, status: 'expired' | 'declined', at: Instant): Agreement {
  return withStep(
    { ...agreement, status },
    { id: stepId('end-access', status), kind: 'end-access', dueAt: at },
  );
}

export function suspended(agreement: Agreement, at: Instant): Agreement {
  const { status } = agreement;
  if (status === 'suspended' || isOver(agreement)) return agreement;
  return { ...agreement, status: 'suspended', since: at, resumes: status as Running };
}

export function resumed(agreement: Agreement): Agreement {
  if (agreement.status !== 'suspended') return agreement;
  const { since: _, resumes, ...rest } = agreement;
  return { ...rest, status: resumes };
}

/** Before access was ever granted there is nothing to terminate: the agreement is withdrawn, its price not used up. */
export function terminated(agreement: Agreement, at: Instant): Agreement {
  const status = agreement.activatedAt ? 'terminated' : 'withdrawn';
  return withAtOnce({ ...agreement, status }, at, 'terminated', 'end-access');
}

/** What an act brings at once: access given or taken, and the notice of it, if the offer has one. */
export function withAtOnce(
  agreement: Agreement,
  at: Instant,
  happened: OnEvent,
  access: 'grant-access' | 'end-access',
): Agreement {
  return withStep(withNotice(agreement, at, happened), { id: stepId(access, at), kind: access, dueAt: at });
}

/** With a change of access ahead, unless one of its kind is ahead already. */
function withStep(agreement: Agreement, step: Obligation): Agreement {
  if (agreement.plan.some(({ kind }) => kind === step.kind)) return agreement;
  return { ...agreement, plan: [step, ...agreement.plan] };
}

type OnEvent = Extract<NoticeRule['when'], { on: string }>['on'];

export function withNotice(agreement: Agreement, at: Instant, happened: OnEvent): Agreement {
  const rules = agreement.offer.notices.filter(({ when }) => 'on' in when && when.on === happened);
  const notices = rules.map(
    ({ kind, series, to }): Obligation => ({
      id: eventNoticeId(kind, at),
      kind: 'notice',
      notice: kind,
      series,
      to: rolesIn(to),
      dueAt: at,
    }),
  );
  return { ...agreement, plan: [...notices, ...agreement.plan] };
}

/** Is it over for good? A failed change of access keeps it open, so that a person can fix that and try again. */
export function isClosed(agreement: Agreement): boolean {
  const { status, plan, issues } = agreement;
  const isStuck = issues.some(({ kind, obligation }) => kind === 'failed' && isAccess(obligation));
  return isOver(agreement) && status !== 'renewed' && plan.length === 0 && !isStuck;
}
