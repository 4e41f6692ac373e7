// What is published of an agreement, so that lists across all of them ask nobody. Nothing personal in it.
import type { Agreement } from '../model/agreement.ts';
import type { Obligation } from '../model/obligations.ts';
import { isOver, whyUnneeded } from '../obligations/relevance.ts';
import { isWaiting } from '../obligations/waiting.ts';
import { wakeTime } from '../obligations/wake-time.ts';
import type { NoticeKind } from '../offer/notice-kinds.ts';
import type { Role } from '../offer/roles.ts';
import type { Instant } from '../time/instants.ts';
import { between, earliest, isReached } from '../time/instants.ts';

/** Published with each agreement; agency, offer, phase and dates are search attributes of their own. */
export type Ledger = {
  agency: string;
  product: string;
  timeZone: string;
  /** Everything that will happen, soonest first. Of what lies behind, some may have happened. */
  due: Due[];
  needs: Need[];
};

/** Something that will happen: what, when, to whom, and from which rule. */
export type Due = {
  id: string;
  dueAt: Instant;
  what: Exclude<Obligation['kind'], 'notice'> | NoticeKind;
  to?: Role[];
  /** So long before the day that its id names. */
  lead?: string;
  clause?: string;
};

/** Something that a person has to look at, since when. */
export type Need = {
  kind:
    | 'delayed'
    | 'refused'
    | 'bounced'
    | 'uncertain'
    | 'failed'
    | 'acceptance'
    | 'on-hold'
    | 'deadline'
    | 'renewal-asked'
    | 'contact-left';
  since: Instant;
  text: string;
  obligation?: string;
};

export function ledgerOf(agreement: Agreement): Ledger {
  const { agency, offer, plan } = agreement;
  return {
    agency: agency.name,
    product: `${offer.vendor} ${offer.product}`,
    timeZone: agency.timeZone,
    due: plan
      .filter((one) => !isUnneeded(agreement, one))
      .map(dueOf)
      .toSorted((one, other) => between(other.dueAt, one.dueAt)),
    needs: needsOf(agreement),
  };
}

/** What is published of an obligation. */
export function dueOf(obligation: Obligation): Due {
  const { id, dueAt, kind } = obligation;
  if (kind !== 'notice') return { id, dueAt, what: kind };
  const { notice, to, lead, about } = obligation;
  const clause = about?.deadline?.clause;
  return { id, dueAt, what: notice, to, ...(lead && { lead }), ...(clause && { clause }) };
}

function isUnneeded(agreement: Agreement, obligation: Obligation): boolean {
  return obligation.kind === 'notice' && whyUnneeded(agreement, obligation) !== undefined;
}

/** What needs a person: trouble with an obligation, an agency's own wish, terms to be accepted, notices on hold. */
export function needsOf(agreement: Agreement): Need[] {
  const { attention, acceptance, hold, plan, renewalAsked, contactsLeft = [] } = agreement;
  const needs = attention.map(
    ({ kind, since, text, obligation }): Need => ({ kind, since, text, obligation: obligation.id }),
  );
  if (acceptance && 'awaitedSince' in acceptance && !isOver(agreement)) {
    needs.push({
      kind: 'acceptance',
      since: acceptance.awaitedSince,
      text: 'its terms are not accepted yet',
    });
  }
  if (hold && !(isOver(agreement) && plan.length === 0)) {
    needs.push({ kind: 'on-hold', since: hold.at, text: 'its notices are on hold' });
  }
  if (renewalAsked && !isOver(agreement)) {
    needs.push({ kind: 'renewal-asked', since: renewalAsked.at, text: 'the agency asks for renewal' });
  }
  for (const { at: since, roles } of isOver(agreement) ? [] : contactsLeft) {
    needs.push({ kind: 'contact-left', since, text: `a contact left (${roles.join(', ')})` });
  }
  return [...needs, ...missedDeadlines(agreement)];
}

/** A clause's deadline of this term that has passed with nothing on record: what it leads to is for a person to see. */
function missedDeadlines(agreement: Agreement): Need[] {
  const { record, term } = agreement;
  if (isOver(agreement)) return [];
  return record.flatMap((entry): Need[] => {
    if (entry.type !== 'settled' || entry.notice?.notice !== 'deadline-missed') return [];
    const { about } = entry.notice;
    const isGone = entry.outcome === 'suppressed' || about?.deadline?.termEndsOn !== term.endsOn;
    if (!about?.deadline || isGone || whyUnneeded(agreement, entry.notice) !== undefined) return [];
    const { id, lastDay, clause } = about.deadline;
    const text = `${id} was not put on record by ${lastDay} (${clause})`;
    return [{ kind: 'deadline', since: about.endsAt, text, obligation: entry.id }];
  });
}

/** Is what was published still so? What only passed by as it was due needs no new publishing. */
export function isCurrent(published: Ledger | undefined, current: Ledger, now: Instant): boolean {
  return published !== undefined && JSON.stringify(ahead(published)) === JSON.stringify(ahead(current));

  function ahead(ledger: Ledger): Ledger {
    return { ...ledger, due: dueAfter(ledger, now) };
  }
}

/** What of a ledger lies ahead of an instant: that is always right, however long ago it was published. */
export function dueAfter({ due }: Ledger, now: Instant): Due[] {
  return due.filter(({ dueAt }) => !isReached(dueAt, now));
}

/** When the next obligation that waits for its time alone falls due, or fell due without having been settled. */
export function nextDueAt(agreement: Agreement): Instant | undefined {
  const waiting = agreement.plan.filter((obligation) => !isWaiting(agreement, obligation));
  // What our own restraint holds back is not overdue; what was tried in vain is.
  return earliest(waiting.map((one) => (one.triedSince ? one.dueAt : wakeTime(one))));
}
