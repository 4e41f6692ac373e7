// Issues with obligations: how each one opens, who is told, what tries again, and when it is resolved.

import { arrivedAccordingTo } from '../contacts/receipts.ts';
import {
  contactWith,
  isSameAddress,
  reachableContacts,
  recipientsLeft,
  recipientsOf,
  withoutReceipt,
} from '../contacts/recipients.ts';
import type { Agreement, Issue } from '../model/agreement.ts';
import type { AgreementEvent } from '../model/events.ts';
import { alertId, originalId, sentAgainId } from '../model/ids.ts';
import type { NoticeObligation, Obligation, Receipt, Settlement } from '../model/obligations.ts';
import { reasonOf } from '../model/stored.ts';
import { whyIrrelevant, whyIrrelevantAt } from '../obligations/relevance.ts';
import { timeLeft } from '../obligations/retry.ts';
import { seriesOf } from '../obligations/series.ts';
import { noticeTraits } from '../offer/notice-kinds.ts';
import type { Instant } from '../time/instants.ts';
import { between, day, hour, isReached, later } from '../time/instants.ts';

/**
 * Looked at again later. It is in sight once that has gone on for an hour, and told once it has for a day, or for as
 * long as is left up to the day that it is about.
 */
export function afterDelay(
  agreement: Agreement,
  event: Extract<AgreementEvent, { type: 'delayed' }>,
): Agreement {
  const obligation = agreement.plan.find(({ id }) => id === event.id);
  if (!obligation) return agreement;
  const { at, until: notBefore, receipts } = event;
  const triedSince = obligation.triedSince ?? at;
  const since = event.restrained ? {} : { triedSince };
  const delayed: Obligation = {
    ...obligation,
    ...since,
    notBefore,
    ...(receipts && { receipts }),
    ...(event.training && { training: event.training }),
  };
  const plan = agreement.plan.map((other) => (other === obligation ? delayed : other));
  if (event.restrained) return { ...agreement, plan };
  const age = between(triedSince, at);
  if (age < hour) return { ...agreement, plan };
  const others = agreement.issues.filter(
    ({ kind, obligation: { id } }) => kind !== 'delayed' || id !== event.id,
  );
  const issue: Issue = { kind: 'delayed', obligation: delayed, since: triedSince, text: event.reason };
  const told = withIssue({ ...agreement, plan, issues: others }, issue);
  const isForAlert = age >= Math.min(day, timeLeft(obligation, at)) && obligation.kind !== 'alert';
  return isForAlert ? withAlert(told, alertId(event.id, triedSince), at, event.reason) : told;
}

function withIssue(agreement: Agreement, issue: Issue): Agreement {
  return { ...agreement, issues: [...agreement.issues, issue] };
}

/** The operators are told, once for each id. */
export function withAlert(agreement: Agreement, id: string, dueAt: Instant, text: string): Agreement {
  return isThere(agreement, id)
    ? agreement
    : { ...agreement, plan: [{ id, kind: 'alert', dueAt, text }, ...agreement.plan] };
}

/** What went wrong with an obligation stays open as an issue. The operators get one alert about it. */
export function withIssueOf(agreement: Agreement, obligation: Obligation, settlement: Settlement): Agreement {
  const found = issueOf(settlement);
  if (!found) return agreement;
  const receipts = settlement.receipts?.filter(({ result }) => result === 'accepted') ?? [];
  const refused = settlement.receipts?.filter(isRefused).map(({ to }) => to) ?? [];
  const issue: Issue = {
    ...found,
    obligation: { ...obligation, receipts },
    since: settlement.at,
    ...(refused.length > 0 && { refused }),
  };
  const id = alertId(obligation.id, settlement.at);
  const seen = withIssue(agreement, issue);
  return obligation.kind === 'alert' ? seen : withAlert(seen, id, settlement.at, found.text);
}

function issueOf(settlement: Settlement): Pick<Issue, 'kind' | 'text'> | undefined {
  const { id, outcome, reason, receipts = [] } = settlement;
  // The events of mail that came back see to it.
  if (reasonOf(settlement)?.code === 'no-mailbox') return undefined;
  if (outcome === 'failed') return { kind: 'failed', text: `${id}: ${reason ?? 'it failed'}` };
  const all = receipts.length;
  const refused = receipts.filter(isRefused).length;
  if (refused > 0) return { kind: 'refused', text: `${id}: refused for ${refused} of ${all} recipients` };
  const uncertain = receipts.filter(({ result }) => result === 'uncertain').length;
  const text = `${id}: it is not known whether ${uncertain} of ${all} messages arrived`;
  return uncertain > 0 ? { kind: 'uncertain', text } : undefined;
}

/** What has come back at once is seen to as what comes back later. */
function isRefused({ result, noMailbox }: Receipt): boolean {
  return result === 'refused' && !noMailbox;
}

/**
 * What failed is due again, what came back goes to the same address again, and nothing waits for its next try. What was
 * refused, or may have come, is not sent again by this, and stays in sight.
 */
export function retried(agreement: Agreement, at: Instant): Agreement {
  const { unreachable: _, ...rest } = agreement;
  const items = agreement.issues;
  const failed = items.flatMap(({ kind, obligation }) => (kind === 'failed' ? [obligation] : []));
  const cameBack = items.flatMap(({ kind, obligation }) => (kind === 'bounced' ? [obligation] : []));
  const isOpen = ({ kind }: Issue) => kind !== 'failed' && kind !== 'bounced';
  const reachable = { ...rest, issues: items.filter(isOpen) };
  const plan = [...failed, ...toThoseMissed(cameBack, reachable, at), ...agreement.plan].map(tryAnew);
  return { ...reachable, plan };
}

/**
 * What was tried and is given up as its day has come, or a later one takes its place: the operators are told if somebody
 * has got no notice of that day, nor will.
 */
export function withMissed(agreement: Agreement, obligation: Obligation, settlement: Settlement): Agreement {
  const { at, outcome, reason } = settlement;
  if (obligation.kind !== 'notice' || !obligation.about || !wasTried(obligation, agreement)) return agreement;
  const isPast = outcome === 'suppressed' && isReached(obligation.about.endsAt, at);
  const isGivenUp = looksAhead(obligation) && (isPast || outcome === 'superseded');
  const count = isGivenUp
    ? withoutReceipt(recipientsLeft(obligation, agreement), laterOnes(obligation, agreement)).length
    : 0;
  const text = `${obligation.id}: given up (${reason}), and ${count} of its recipients got no notice of that day`;
  return count > 0 ? withAlert(agreement, alertId(obligation.id, at), at, text) : agreement;
}

function looksAhead({ notice }: NoticeObligation): boolean {
  return noticeTraits[notice].looksAhead === true;
}

function wasTried({ id }: Obligation, { record }: Agreement): boolean {
  return record.some((entry) => entry.type === 'delayed' && entry.id === id && !entry.restrained);
}

/** Whom later notices of its series have come to, or will. */
function laterOnes(obligation: NoticeObligation, agreement: Agreement): { to: string }[] {
  const { plan, record } = agreement;
  const isLater = (other: Obligation | undefined): other is NoticeObligation =>
    other?.kind === 'notice' &&
    seriesOf(other) === seriesOf(obligation) &&
    between(obligation.dueAt, other.dueAt) > 0 &&
    looksAhead(other);
  const isThere = arrivedAccordingTo(record);
  const told = record.flatMap((entry) =>
    entry.type === 'settled' && isLater(entry.notice) ? (entry.receipts ?? []).filter(isThere) : [],
  );
  const ahead = plan.filter(isLater).flatMap((one) => recipientsOf(one, agreement));
  return [...told, ...ahead.map(({ email }) => ({ to: email }))];
}

/** Due anew, in a series of its own: it stands for no other, and no other for it. */
export function sentAgain<One extends Obligation>(obligation: One, at: Instant, agreement: Agreement): One {
  const id = freeId((instant) => sentAgainId(obligation.id, instant), at, agreement);
  const series = obligation.kind === 'notice' && { series: id };
  return { ...tryAnew(obligation), id, dueAt: at, ...series } as One;
}

/** An id of an instant, or of the first one after it whose id is free: two obligations may come of one instant. */
function freeId(idAt: (at: Instant) => string, at: Instant, agreement: Agreement): string {
  const id = idAt(at);
  return isThere(agreement, id) ? freeId(idAt, later(at, 1), agreement) : id;
}

function isThere({ plan, record }: Agreement, id: string): boolean {
  return [...plan, ...record.filter((entry) => entry.type === 'settled')].some((one) => one.id === id);
}

/** Each of these once more, to whom it has not come yet; nothing of what is not true any more, or has come to all. */
function toThoseMissed(obligations: Obligation[], agreement: Agreement, at: Instant): Obligation[] {
  const firsts = new Map(obligations.map((obligation) => [originalId(obligation.id), obligation]));
  return [...firsts.values()].flatMap((obligation): Obligation[] => {
    if (obligation.kind !== 'notice') return [sentAgain(obligation, at, agreement)];
    const { receipts: _, ...notice } = obligation;
    const again: NoticeObligation = { ...sentAgain(notice, at, agreement), missed: true };
    const isMoot = whyIrrelevantAt(agreement, again, at) !== undefined;
    return isMoot || recipientsLeft(again, agreement).length === 0 ? [] : [again];
  });
}

/** Nothing waits for its next try, and the time that it may be tried for begins anew. */
export function tryAnew({ notBefore: _, triedSince: __, ...obligation }: Obligation): Obligation {
  return obligation as Obligation;
}

/** What is not in the plan any more is not waited for, and what is not true any more needs not have arrived. */
export function withoutPastIssues(agreement: Agreement): Agreement {
  const planned = new Set(agreement.plan.map(({ id }) => id));
  const isCurrent = ({ kind, obligation }: Issue) => {
    if (kind === 'delayed') return planned.has(obligation.id);
    return kind === 'failed' || kind === 'bounced' || whyIrrelevant(agreement, obligation) === undefined;
  };
  return { ...agreement, issues: agreement.issues.filter(isCurrent) };
}

/**
 * Mail came back from an address: what came back goes to whoever is next. Of somebody who was replaced since, it goes to
 * who is there now.
 */
export function bounced(agreement: Agreement, event: Bounced): Agreement {
  const { at, address, notices, passing } = event;
  const known = contactWith(address, agreement) ? withBounce(agreement, event) : agreement;
  const missed = passing ? notices.map((one) => ({ ...one, but: [...(one.but ?? []), address] })) : notices;
  const again = toThoseMissed(missed, { ...known, record: [...known.record, event] }, at);
  return { ...known, plan: [...again, ...known.plan] };
}

type Bounced = Extract<AgreementEvent, { type: 'bounced' }>;

/**
 * All that follows goes to whoever is next as well, until somebody has named another address, unless the trouble may
 * pass. The operators are told once of each address.
 */
function withBounce(agreement: Agreement, { at, address, notices, passing }: Bounced): Agreement {
  const { unreachable = [], issues } = agreement;
  const isIt = (one: string) => isSameAddress(one, address);
  const isKnown = issues.some(({ kind, refused = [] }) => kind === 'bounced' && refused.some(isIt));
  const isMarked = passing || unreachable.some(isIt);
  const isLast = reachableContacts(agreement, [address]).length === 0;
  const text = `it came back from a contact's address${isLast ? ', and mail reaches no other one' : ''}`;
  const items = notices.map(
    (obligation): Issue => ({
      kind: 'bounced',
      obligation,
      since: at,
      text: `${obligation.id}: ${text}`,
      refused: [address],
    }),
  );
  const seen: Agreement = {
    ...agreement,
    issues: [...issues, ...items],
    ...(!isMarked && { unreachable: [...unreachable, address.toLowerCase()] }),
  };
  return isKnown
    ? seen
    : withAlert(
        seen,
        freeId((instant) => alertId('bounced', instant), at, agreement),
        at,
        bouncedText(isLast),
      );
}

function bouncedText(isLast: boolean): string {
  const what = isLast
    ? "Mail comes back from a contact's address, and there is no other: nobody of the agency can be reached by mail."
    : "Mail comes back from a contact's address, so it goes to the next contact.";
  return `${what} Name another one: "name-contact" with "--instead".`;
}

/**
 * A refusal or a bounce is settled once none of those addresses is a contact's any more: what they did not get goes to
 * those who are contacts now and have not got it.
 */
export function withoutPastRefusals(agreement: Agreement, at: Instant): Agreement {
  const isContact = (address: string) => contactWith(address, agreement) !== undefined;
  const isOpen = ({ kind, refused = [] }: Issue) =>
    (kind !== 'refused' && kind !== 'bounced') || refused.some(isContact);
  const { unreachable = [], ...rest } = agreement;
  const unreached = unreachable.filter(isContact);
  const next: Agreement = {
    ...rest,
    issues: agreement.issues.filter(isOpen),
    ...(unreached.length > 0 && { unreachable: unreached }),
  };
  const settled = agreement.issues.filter((item) => !isOpen(item)).map(({ obligation }) => obligation);
  return { ...next, plan: [...toThoseMissed(settled, next, at), ...agreement.plan] };
}

/** Without issues of access changes that make no difference any more. */
export function mended(agreement: Agreement, kinds: Obligation['kind'][]): Agreement {
  const isOpen = ({ obligation }: Issue) => !kinds.includes(obligation.kind);
  return { ...agreement, issues: agreement.issues.filter(isOpen) };
}
