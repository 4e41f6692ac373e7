// How what happened changes an agreement. Pure: the same events always give the same state.

import { daysToldBy, wasToldOfRenewal } from '../contacts/days-told.ts';
import { hasReached } from '../contacts/receipts.ts';
import type { Agreement, Issue } from '../model/agreement.ts';
import type { AgreementEvent, Decision, RecordEntry, Replan } from '../model/events.ts';
import { alertId, isSentAgain, originalId, stepId } from '../model/ids.ts';
import type { NoticeObligation, Obligation, Settlement } from '../model/obligations.ts';
import type { Contact } from '../model/parties.ts';
import { givenUp, recorded, settledEntry } from '../model/record.ts';
import { awaitsAcceptance, isOver, whyIrrelevant } from '../obligations/relevance.ts';
import { seriesOf } from '../obligations/series.ts';
import type { Role } from '../offer/roles.ts';
import type { LocalDate } from '../time/calendar.ts';
import type { Instant } from '../time/instants.ts';
import { isReached } from '../time/instants.ts';
import { afterAnswer } from './agency-answers.ts';
import {
  afterDelay,
  bounced,
  mended,
  retried,
  tryAnew,
  withAlert,
  withIssueOf,
  withMissed,
  withoutPastIssues,
  withoutPastRefusals,
} from './delivery-issues.ts';
import {
  afterGrant,
  afterTermEnd,
  closed,
  currentPhase,
  inPhase,
  phaseByFeatures,
  resumed,
  suspended,
  switched,
  terminated,
  withAtOnce,
  withNotice,
  withoutAccess,
} from './phases.ts';
import { withInvitations } from './training-invitations.ts';

/** The agreement after an event, with the event in its record and everything that became moot settled. */
export function evolve(agreement: Agreement, event: AgreementEvent): Agreement {
  const { replan, ...noted } = { replan: undefined, ...event };
  const settlements = [...(event.type === 'settled' ? [event] : []), ...(replan?.settled ?? [])];
  const entries = [
    ...(event.type === 'settled' ? [] : [noted as RecordEntry]),
    ...settlements.map((settlement) => settledEntry(agreement, settlement)),
  ];
  const next = recorded(apply(agreement, event), entries);
  return withoutPastIssues(settleMoot(withInvitations(next, event), event.at));
}

/** The agreement after several events in order. */
export function evolveAll(agreement: Agreement, events: AgreementEvent[]): Agreement {
  return events.reduce(evolve, agreement);
}

function apply(agreement: Agreement, event: AgreementEvent): Agreement {
  switch (event.type) {
    case 'agreed':
    case 'acknowledged':
      return agreement;
    case 'accepted':
      return toldIfByLink(accepted(agreement, event), event, 'The agency has accepted the terms.');
    case 'determined':
      return { ...agreement, determinations: [...agreement.determinations, event.determination] };
    case 'settled':
      return afterSettlement(agreement, event);
    case 'delayed':
      return afterDelay(agreement, event);
    case 'decided':
      return toldIfByLink(
        afterDecision(agreement, event.decision),
        event,
        awaitsAcceptance(agreement)
          ? 'The agency does not want what was offered, so it is withdrawn.'
          : `The agency has decided to ${event.decision.kind}.`,
      );
    case 'suspended':
      if (awaitsAcceptance(agreement)) return suspended(agreement, event.at);
      return withAtOnce(suspended(agreement, event.at), event.at, 'suspended', 'end-access');
    case 'reinstated':
      if (awaitsAcceptance(agreement)) return withDates(resumed(agreement), event.replan);
      return withAtOnce(withDates(resumed(agreement), event.replan), event.at, 'reinstated', 'grant-access');
    case 'amended':
      return withDates(agreement, event.replan);
    case 'extended': {
      const extensions = [...(agreement.extensions ?? []), event.length];
      return { ...withDates(agreement, event.replan), extensions };
    }
    case 'contacts-changed':
      return toldIfByLink(
        withContacts(agreement, event.contacts, event.at),
        event,
        'The agency has changed its contacts.',
      );
    case 'cancellation-asked':
      return withAlert(agreement, alertId('cancellation', event.at), event.at, cancellationText);
    case 'terminated':
      return terminated(agreement, event.at);
    case 'retried':
      return retried(agreement, event.at);
    case 'resent':
      return { ...agreement, plan: [event.again, ...agreement.plan] };
    case 'bounced':
      return bounced(agreement, event);
    case 'held': {
      const { at, by, reason, ofOffer } = event;
      const why = reason === undefined ? {} : { reason };
      return { ...agreement, hold: { at, by, ...why, ...(ofOffer && { ofOffer }) } };
    }
    case 'released': {
      const { hold: _, ...rest } = agreement;
      const { plan, ...next } = withDates(rest, event.replan);
      return { ...next, plan: plan.map((one) => (one.kind === 'notice' ? tryAnew(one) : one)) };
    }
    case 'renewal-asked':
    case 'contact-left':
    case 'pace-chosen':
    case 'link-asked':
    case 'trained':
      return afterAnswer(agreement, event);
    case 'term-began':
      return begun(agreement, event.replan);
    default:
      return event satisfies never;
  }
}

/** The terms are accepted: what had waited for that is planned. */
function accepted(
  agreement: Agreement,
  { at, by, reference, replan }: Extract<AgreementEvent, { type: 'accepted' }>,
): Agreement {
  const acceptance = { acceptedAt: at, by, ...(reference !== undefined && { reference }) };
  return { ...agreement, acceptance, ...replan?.dates, plan: replan?.plan ?? agreement.plan };
}

/** Operators hear of what somebody did by a link: only they can undo it. */
function toldIfByLink(
  agreement: Agreement,
  { at, answers, type }: Extract<AgreementEvent, { type: 'accepted' | 'decided' | 'contacts-changed' }>,
  what: string,
): Agreement {
  if (answers === undefined) return agreement;
  const text = `${what} It was done by the link of a notice; see that it is right.`;
  return withAlert(agreement, alertId(type, at), at, text);
}

function withContacts(agreement: Agreement, contacts: Contact[], at: Instant): Agreement {
  const { contactsLeft = [], ...rest } = agreement;
  const isVacant = (role: Role) => !contacts.some(({ roles }) => roles.includes(role));
  const vacant = contactsLeft.filter(({ roles }) => roles.some(isVacant));
  const changed = { ...rest, contacts, ...(vacant.length > 0 && { contactsLeft: vacant }) };
  return withoutPastRefusals(withAccessFor(changed, at), at);
}

/**
 * New contacts get access where there is any, or is being granted to those before them. Those who left keep theirs:
 * only a person knows who else needs it.
 */
function withAccessFor(agreement: Agreement, at: Instant): Agreement {
  const { status, activatedAt, plan } = agreement;
  const isBegun = plan.some(({ kind, dueAt }) => kind === 'grant-access' && isReached(dueAt, at));
  if (status === 'suspended' || !(activatedAt || isBegun)) return agreement;
  return {
    ...agreement,
    plan: [{ id: stepId('grant-access', at), kind: 'grant-access', dueAt: at }, ...plan],
  };
}

const cancellationText =
  'Somebody asked Temporal to cancel this workflow. It goes on: to end the agreement, decide to terminate it.';

// --- obligations that ended

function afterSettlement(agreement: Agreement, settlement: Settlement): Agreement {
  const obligation = agreement.plan.find(({ id }) => id === settlement.id);
  if (!obligation) return agreement;
  const settled: Agreement = {
    ...agreement,
    plan: agreement.plan.filter((other) => other !== obligation),
    issues: agreement.issues.filter((item) => !settles(obligation, settlement, item)),
    ...(obligation.kind === 'notice' &&
      hasReached(settlement.receipts) && { told: told(agreement, obligation) }),
  };
  const carriedOut =
    settlement.outcome === 'carried-out' ? afterCarryingOut(settled, obligation, settlement.at) : settled;
  return withMissed(withIssueOf(carriedOut, obligation, settlement), obligation, settlement);
}

function told(agreement: Agreement, notice: NoticeObligation): Record<string, LocalDate> {
  return { ...agreement.told, ...daysToldBy(agreement, notice) };
}

/** A notice sent again to all settles what was wrong with it before, but for an address that mail comes back from. */
function settles(sent: Obligation, { outcome }: Settlement, { kind, obligation }: Issue): boolean {
  if (kind === 'bounced') return false;
  if (obligation.id === sent.id) return true;
  const isAgain = sent.kind === 'notice' && isSentAgain(sent.id) && !sent.missed;
  const isCarriedOut = outcome === 'carried-out';
  return isAgain && isCarriedOut && originalId(obligation.id) === originalId(sent.id);
}

function afterCarryingOut(agreement: Agreement, obligation: Obligation, at: Instant): Agreement {
  switch (obligation.kind) {
    case 'grant-access':
      return afterGrant(mended(agreement, ['grant-access', 'end-access']), at);
    case 'end-features':
      return switched(agreement, (id) => (obligation.features.includes(id) ? false : undefined));
    case 'end-access':
      return withoutAccess(mended(agreement, ['grant-access', 'end-features', 'end-access']));
    case 'open-renewal':
      return inPhase(agreement, 'renewal');
    case 'end-term':
      return afterTermEnd(agreement, at);
    case 'withdraw':
      return terminated(agreement, at);
    case 'end-grace':
      return isOver(agreement) ? agreement : closed(agreement, 'expired', at);
    case 'notice': {
      const series = seriesOf(obligation);
      return { ...agreement, reached: { ...agreement.reached, [series]: obligation.dueAt } };
    }
    case 'alert':
      return agreement;
    default:
      return obligation satisfies never;
  }
}

// --- acts

function afterDecision(agreement: Agreement, decision: Decision): Agreement {
  const { renewalAsked: _, ...rest } = agreement;
  const decided: Agreement = { ...rest, decision };
  if (awaitsAcceptance(agreement)) return terminated(decided, decision.at);
  const told = withNotice(decided, decision.at, decision.kind === 'renew' ? 'renewed' : 'declined');
  const isInGrace = !agreement.plan.some(({ kind }) => kind === 'end-term');
  return isInGrace ? afterTermEnd(told, decision.at) : told;
}

function begun(agreement: Agreement, replan: Replan): Agreement {
  const { decision: _, renewalAsked: __, ...rest } = agreement;
  const { 'term-end': _end, ...told } = agreement.told ?? {};
  const known = { ...told, ...(wasToldOfRenewal(agreement) && { 'term-end': replan.dates.term.endsOn }) };
  const dated = withDates({ ...rest, told: known, determinations: [], status: 'standard' }, replan);
  const running: Agreement = { ...dated, status: phaseByFeatures(dated), revision: 0 };
  const wasSuspended = agreement.status === 'renewed' ? agreement.since : undefined;
  return wasSuspended === undefined ? running : suspended(running, wasSuspended);
}

/** With dates moved, a renewal window that had opened may be ahead again, and the other way round. */
function withDates(agreement: Agreement, replan?: Replan): Agreement {
  if (!replan) return agreement;
  const { dates, plan, offer = agreement.offer, acceptance } = replan;
  const amended: Agreement = { ...agreement, ...dates, offer, plan, ...(acceptance && { acceptance }) };
  const revision = agreement.revision + (haveSameTerms(agreement, amended) ? 0 : 1);
  const { renewalAsked, ...rest } = amended;
  const isOfThisEnd = renewalAsked && amended.term.endsOn === agreement.term.endsOn;
  const next: Agreement = { ...rest, revision, ...(isOfThisEnd && { renewalAsked }) };
  if (awaitsAcceptance(agreement)) return next;
  const isAhead = plan.some(({ kind }) => kind === 'open-renewal');
  if (isAhead !== (currentPhase(next) === 'renewal')) return next;
  return inPhase(next, isAhead ? phaseByFeatures(next) : 'renewal');
}

/** Is nothing amended but the training's sessions? What was asked about the terms may still be answered then. */
function haveSameTerms(one: Agreement, other: Agreement): boolean {
  const [before, after] = [one, other].map(({ term, features, offer: { training: _, ...offer } }) =>
    JSON.stringify([term, features, offer]),
  );
  return before === after;
}

/** Settles at once what a decision or an end has made untrue, so that nobody waits for it. */
function settleMoot(agreement: Agreement, at: Instant): Agreement {
  if (agreement.status === 'suspended') return agreement;
  const moot = new Map<Obligation, Settlement>();
  for (const obligation of agreement.plan) {
    const reason = whyIrrelevant(agreement, obligation);
    if (reason !== undefined) moot.set(obligation, givenUp(obligation, at, 'suppressed', reason));
  }
  const plan = agreement.plan.filter((obligation) => !moot.has(obligation));
  const settled = [...moot.values()].map((settlement) => settledEntry(agreement, settlement));
  const told = [...moot].reduce((next: Agreement, one) => withMissed(next, ...one), { ...agreement, plan });
  return recorded(told, settled);
}
