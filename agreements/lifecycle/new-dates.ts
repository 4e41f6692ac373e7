// New dates and rules: accepted terms, amendments, and the next term.
import { wasToldOfRenewal } from '../contacts/days-told.ts';
import type { Agreement } from '../model/agreement.ts';
import type { AgreementEvent, Replan } from '../model/events.ts';
import { awaitsAcceptance } from '../model/status.ts';
import { currentPhase, inPhase, phaseByFeatures, suspended } from './phases.ts';

/** The terms are accepted: what had waited for that is planned. */
export function afterAcceptance(
  agreement: Agreement,
  { at, by, reference, replan }: Extract<AgreementEvent, { type: 'accepted' }>,
): Agreement {
  const acceptance = { acceptedAt: at, by, ...(reference !== undefined && { reference }) };
  return { ...agreement, acceptance, ...replan?.dates, plan: replan?.plan ?? agreement.plan };
}

/** The agreement with new dates and rules. Its renewal window may be ahead again by them, or open already. */
export function withNewDates(agreement: Agreement, replan?: Replan): Agreement {
  if (!replan) return agreement;
  const { dates, plan, offer = agreement.offer, acceptance } = replan;
  const amended: Agreement = { ...agreement, ...dates, offer, plan, ...(acceptance && { acceptance }) };
  const revision = agreement.revision + (haveSameTerms(agreement, amended) ? 0 : 1);
  const { renewalAsked, ...rest } = amended;
  const isOfThisEnd = renewalAsked && amended.term.endsOn === agreement.term.endsOn;
  const next: Agreement = { ...rest, revision, ...(isOfThisEnd && { renewalAsked }) };
  if (awaitsAcceptance(agreement)) return next;
  // A term without an end has no renewal window.
  const isAhead = next.term.endsOn === undefined || plan.some(({ kind }) => kind === 'open-renewal');
  if (isAhead !== (currentPhase(next) === 'renewal')) return next;
  return inPhase(next, isAhead ? phaseByFeatures(next) : 'renewal');
}

/** Are only the training's sessions amended? Then questions about the terms may still be answered. */
function haveSameTerms(one: Agreement, other: Agreement): boolean {
  const [before, after] = [one, other].map(({ term, features, offer: { training: _, ...offer } }) =>
    JSON.stringify([term, features, offer]),
  );
  return before === after;
}

/** The agreement as its next term begins. It stays suspended if it was. */
export function afterTermBegan(agreement: Agreement, replan: Replan): Agreement {
  const { decision: _, renewalAsked: __, ...rest } = agreement;
  const agency = { ...agreement.agency, ...(replan.closures && { closures: replan.closures }) };
  const { 'term-end': _end, ...daysTold } = agreement.told ?? {};
  const told = {
    ...daysTold,
    ...(wasToldOfRenewal(agreement) && { 'term-end': replan.dates.term.endsOn }),
  };
  const dated = withNewDates({ ...rest, agency, told, determinations: [], status: 'standard' }, replan);
  const running: Agreement = { ...dated, status: phaseByFeatures(dated), revision: 0 };
  const suspendedSince = agreement.status === 'renewed' ? agreement.since : undefined;
  return suspendedSince === undefined ? running : suspended(running, suspendedSince);
}
