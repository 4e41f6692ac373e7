// The phases of an agreement, and what a change of phase brings at once.

import { rolesIn } from '../contacts/recipients.ts';
import type { Agreement, Running } from '../model/agreement.ts';
import type { Decision } from '../model/events.ts';
import { eventNoticeId, stepId } from '../model/ids.ts';
import type { Obligation } from '../model/obligations.ts';
import { awaitsAcceptance, isOver } from '../model/status.ts';
import { isAccess } from '../obligations/relevance.ts';
import type { NoticeRule } from '../offer/schema.ts';
import type { Instant } from '../time/instants.ts';
import { isReached } from '../time/instants.ts';

/** Without access: all features are off. */
export function withoutAccess(agreement: Agreement): Agreement {
  return { ...agreement, features: agreement.features.map((feature) => ({ ...feature, on: false })) };
}

/** The agreement after access was granted at an instant, with the features that last past it. */
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

/** Without these features, by their ids. */
export function withoutFeatures(agreement: Agreement, ids: string[]): Agreement {
  const features = agreement.features.map((feature) =>
    ids.includes(feature.id) ? { ...feature, on: false } : feature,
  );
  const next = { ...agreement, features };
  return currentPhase(next) === 'promotional' ? inPhase(next, phaseByFeatures(next)) : next;
}

/** `promotional` while a feature is on that ends before the term does, else `standard`. */
export function phaseByFeatures({ features }: Agreement): 'promotional' | 'standard' {
  return features.some((feature) => feature.on && feature.ends) ? 'promotional' : 'standard';
}

/** The phase; for a suspended agreement, the phase that it will be in once it is reinstated. */
export function currentPhase(agreement: Agreement): Agreement['status'] {
  return agreement.status === 'suspended' ? agreement.resumes : agreement.status;
}

/** The agreement in another phase. A suspended agreement stays suspended, and is in the phase once it is reinstated. */
export function inPhase(agreement: Agreement, phase: 'promotional' | 'standard' | 'renewal'): Agreement {
  return agreement.status === 'suspended'
    ? { ...agreement, resumes: phase }
    : { ...agreement, status: phase };
}

/** The agreement after its term ended: renewed, declined or expired; with a time of grace, it goes on undecided. */
export function afterTermEnd(agreement: Agreement, at: Instant): Agreement {
  if (agreement.decision?.kind === 'renew') return { ...agreement, status: 'renewed' };
  if (agreement.decision?.kind === 'decline') return closed(agreement, 'declined', at);
  return agreement.offer.renewal.grace && agreement.status !== 'suspended'
    ? agreement
    : closed(agreement, 'expired', at);
}

/** The agreement at its end, with access to be taken away. */
export function closed(agreement: Agreement, status: 'expired' | 'declined', at: Instant): Agreement {
  return withStep(
    { ...agreement, status },
    { id: stepId('end-access', status), kind: 'end-access', dueAt: at },
  );
}

/** The agreement after a decision. If its term has ended by then, in a time of grace, it ends or goes on at once. */
export function afterDecision(agreement: Agreement, decision: Decision): Agreement {
  const { renewalAsked: _, ...rest } = agreement;
  const decided: Agreement = { ...rest, decision };
  if (awaitsAcceptance(agreement)) return terminated(decided, decision.at);
  const next = withNotice(decided, decision.at, decision.kind === 'renew' ? 'renewed' : 'declined');
  const isInGrace = !agreement.plan.some(({ kind }) => kind === 'end-term');
  return isInGrace ? afterTermEnd(next, decision.at) : next;
}

/** The suspended agreement; the same agreement if it is suspended or over. */
export function suspended(agreement: Agreement, at: Instant): Agreement {
  const { status } = agreement;
  if (status === 'suspended' || isOver(agreement)) return agreement;
  return { ...agreement, status: 'suspended', since: at, resumes: status as Running };
}

/** The agreement in the phase that its suspension interrupted. */
export function resumed(agreement: Agreement): Agreement {
  if (agreement.status !== 'suspended') return agreement;
  const { since: _, resumes, ...rest } = agreement;
  return { ...rest, status: resumes };
}

/** The terminated agreement. If access was never granted it is withdrawn instead, and its price is not used up. */
export function terminated(agreement: Agreement, at: Instant): Agreement {
  const status = agreement.activatedAt ? 'terminated' : 'withdrawn';
  return withAtOnce({ ...agreement, status }, at, 'terminated', 'end-access');
}

/** With what an event brings at once: access to be given or taken, and the notice of the event, if the offer has one. */
export function withAtOnce(
  agreement: Agreement,
  at: Instant,
  happened: OnEvent,
  access: 'grant-access' | 'end-access',
  isBeforeAccess = false,
): Agreement {
  return withStep(withNotice(agreement, at, happened, isBeforeAccess), {
    id: stepId(access, at),
    kind: access,
    dueAt: at,
  });
}

/** With a change of access in the plan, unless there is a relevant one of its kind already. */
function withStep(agreement: Agreement, step: Obligation): Agreement {
  if (agreement.plan.some(({ kind, irrelevant }) => kind === step.kind && !irrelevant)) return agreement;
  return { ...agreement, plan: [step, ...agreement.plan] };
}

type OnEvent = Extract<NoticeRule['when'], { on: string }>['on'];

/** With the notices that the offer has for an event. */
function withNotice(agreement: Agreement, at: Instant, happened: OnEvent, isBeforeAccess = false): Agreement {
  const rules = agreement.offer.notices.filter(({ when }) => 'on' in when && when.on === happened);
  const notices = rules.map(
    ({ kind, series, to }): Obligation => ({
      id: eventNoticeId(kind, at),
      kind: 'notice',
      notice: kind,
      series,
      to: rolesIn(to),
      dueAt: at,
      ...(isBeforeAccess && { beforeAccess: true }),
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
