// Works out what an agreement publishes of its plan and its open issues, and whether that has changed.

import type { Agreement } from '../model/agreement.ts';
import { endOf } from '../model/dates.ts';
import type { Due, Ledger, OpenIssue } from '../model/ledger.ts';
import type { Obligation } from '../model/obligations.ts';
import type { Agency } from '../model/parties.ts';
import { isOver } from '../model/status.ts';
import { isDateOf, whyUnneeded } from '../obligations/relevance.ts';
import { isWaiting } from '../obligations/waiting.ts';
import { wakeTime } from '../obligations/wake-time.ts';
import { dayInWords } from '../time/day-words.ts';
import type { Instant } from '../time/instants.ts';
import { between, earliest, isReached } from '../time/instants.ts';
import { isZoneOfPlace } from '../time/zone-names.ts';
import { isSameAhead } from './ceiling.ts';

export function ledgerOf(agreement: Agreement): Ledger {
  const { agency, offer, plan } = agreement;
  return {
    agency: agency.name,
    product: `${offer.vendor} ${offer.product}`,
    timeZone: agency.timeZone,
    due: plan
      .filter((one) => !isUnneeded(agreement, one))
      .map((one) => dueOf(one, agency))
      .toSorted((one, other) => between(other.dueAt, one.dueAt)),
    issues: issuesOf(agreement),
  };
}

/** What is published of an obligation. */
export function dueOf(obligation: Obligation, { closures = [] }: Partial<Agency> = {}): Due {
  const { id, dueAt, kind } = obligation;
  if (kind !== 'notice') return { id, dueAt, what: kind };
  const { notice, to, lead, about } = obligation;
  const { clause, safeDay } = about?.deadline ?? {};
  const counted = lead && { lead, ...(safeDay && closures.length > 0 && { safeDay }) };
  return { id, dueAt, what: notice, to, ...counted, ...(clause && { clause }) };
}

function isUnneeded(agreement: Agreement, obligation: Obligation): boolean {
  if (obligation.irrelevant) return true;
  return obligation.kind === 'notice' && whyUnneeded(agreement, obligation) !== undefined;
}

/** The open issues: with obligations, and with what the agency asked for, has not accepted, or was to do. */
export function issuesOf(agreement: Agreement): OpenIssue[] {
  const { acceptance, hold, plan, renewalAsked, contactsLeft = [] } = agreement;
  const issues = agreement.issues.map(
    ({ kind, since, text, obligation, meaning }): OpenIssue => ({
      kind,
      since,
      text,
      obligation: obligation.id,
      ...(meaning && { meaning }),
    }),
  );
  if (acceptance && 'awaitedSince' in acceptance && !isOver(agreement)) {
    issues.push({
      kind: 'acceptance',
      since: acceptance.awaitedSince,
      text: 'its terms are not accepted yet',
    });
  }
  if (hold && !(isOver(agreement) && plan.length === 0)) {
    issues.push({ kind: 'on-hold', since: hold.at, text: 'its notices are on hold' });
  }
  if (renewalAsked && !isOver(agreement)) {
    issues.push({ kind: 'renewal-asked', since: renewalAsked.at, text: 'the agency asks for renewal' });
  }
  for (const { at: since, roles } of isOver(agreement) ? [] : contactsLeft) {
    issues.push({ kind: 'contact-left', since, text: `a contact left (${roles.join(', ')})` });
  }
  return [...issues, ...missedDeadlines(agreement), ...wrongTimeZone(agreement)];
}

/** Today a start with such a time zone is refused. */
function wrongTimeZone(agreement: Agreement): OpenIssue[] {
  const { agency, record, term } = agreement;
  if (isZoneOfPlace(agency.timeZone) || isOver(agreement)) return [];
  const since = record[0]?.at ?? endOf(term).at;
  const text = `its time zone, ${agency.timeZone}, is not that of a place, so its days may begin an hour off for part of the year`;
  return [{ kind: 'time-zone', since, text }];
}

/** Deadlines of clauses in this term that have passed with nothing on record. A person has to see what follows. */
function missedDeadlines(agreement: Agreement): OpenIssue[] {
  if (isOver(agreement)) return [];
  return agreement.record.flatMap((entry): OpenIssue[] => {
    if (entry.type !== 'settled' || entry.notice?.notice !== 'deadline-missed') return [];
    const { about } = entry.notice;
    const isGone = entry.outcome === 'suppressed' || !about || !isDateOf(agreement, about);
    if (!about?.deadline || isGone || whyUnneeded(agreement, entry.notice) !== undefined) return [];
    const { id, lastDay, clause } = about.deadline;
    const text = `${id} was not put on record by ${dayInWords(lastDay)} (${clause})`;
    return [{ kind: 'deadline', since: about.endsAt, text, obligation: entry.id }];
  });
}

/**
 * Is what was published still so? An obligation that only fell due meanwhile needs no new publishing; nor do issues
 * whose text this version words differently.
 */
export function isCurrent(published: Ledger | undefined, current: Ledger, now: Instant): boolean {
  if (published === undefined || !isSameAhead(dueAfter(published, now), dueAfter(current, now))) return false;
  return JSON.stringify(comparable(published)) === JSON.stringify(comparable(current));
}

function comparable(ledger: Ledger): Ledger {
  return { ...ledger, due: [], issues: ledger.issues.map(withoutDerivedText) };
}

/** The text of an issue with an obligation is part of the state. Any other text follows from the kind. */
function withoutDerivedText(issue: OpenIssue): OpenIssue {
  return hasOwnText[issue.kind] ? issue : { ...issue, text: '' };
}

const hasOwnText: Record<OpenIssue['kind'], boolean> = {
  delayed: true,
  refused: true,
  bounced: true,
  'bounce-unread': true,
  uncertain: true,
  failed: true,
  acceptance: false,
  'on-hold': false,
  deadline: false,
  'renewal-asked': false,
  'contact-left': false,
  'time-zone': false,
  more: false,
};

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
