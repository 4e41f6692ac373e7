// Is an obligation still relevant, as the agreement stands; and if not, why.

import { arrivedNotices, hasReached } from '../contacts/arrivals.ts';
import { haveSameSessionsAhead, lastInvitation } from '../contacts/invitations.ts';
import {
  contactWith,
  isForUntrained,
  isSameAddress,
  isUnwanted,
  recipientsLeft,
  recipientsOf,
} from '../contacts/recipients.ts';
import type { Agreement } from '../model/agreement.ts';
import { type Dates, isInTerm } from '../model/dates.ts';
import { isSentAgain, stepId, termInIds } from '../model/ids.ts';
import type { About, NoticeObligation, Obligation } from '../model/obligations.ts';
import type { Reason } from '../model/reasons.ts';
import { awaitsAcceptance, isEndedEarly, isOnRecord, isOver, isOverForGood } from '../model/status.ts';
import { type NoticeKind, noticeTraits } from '../offer/notice-kinds.ts';
import type { Instant } from '../time/instants.ts';
import { between, day, isReached } from '../time/instants.ts';
import { isSameDay } from './series.ts';

/**
 * Why an obligation is no longer relevant, as the agreement stands; nothing if it is relevant. This is known as soon as
 * an event has happened, however far ahead the obligation is.
 */
export function whyIrrelevant(agreement: Agreement, obligation: Obligation): Reason | undefined {
  const { status } = agreement;
  if (obligation.irrelevant) return obligation.irrelevant;
  if (obligation.kind === 'alert') return whyAlertIrrelevant(agreement, obligation);
  if (obligation.kind === 'withdraw') {
    if (isOver(agreement)) return { code: 'agreement-ended', phase: status };
    return awaitsAcceptance(agreement) ? undefined : { code: 'terms-accepted' };
  }
  if (obligation.kind === 'end-access') {
    return status === 'suspended' || isOver(agreement) ? undefined : { code: 'reinstated' };
  }
  if (isEndedEarly(agreement)) {
    const isItsNotice = obligation.kind === 'notice' && obligation.notice === 'terminated';
    return isItsNotice ? undefined : { code: 'agreement-ended', phase: status };
  }
  if (obligation.kind === 'notice') return whyNoticeIrrelevant(agreement, obligation);
  if (status === 'suspended' && obligation.kind === 'grant-access') return { code: 'suspended' };
  if (obligation.kind === 'end-features' && !endsFeatures(agreement, obligation))
    return { code: 'date-moved' };
  const goesOn = status === 'renewed' && isAccess(obligation);
  return isOver(agreement) && !goesOn ? { code: 'term-ended' } : undefined;
}

/**
 * Why an obligation is not relevant at the moment of carrying it out; nothing if it is relevant. It also judges what may
 * still change up to that moment: who gets it, what they have got, and whether its day has come.
 */
export function whyIrrelevantAt(
  agreement: Agreement,
  obligation: Obligation,
  now: Instant,
): Reason | undefined {
  const known = whyIrrelevant(agreement, obligation);
  if (known !== undefined) return known;
  if (obligation.kind === 'alert') {
    const { asks, about } = obligation;
    return asks && !wasAsked(agreement, asks, about) ? { code: 'nobody-asked' } : undefined;
  }
  if (obligation.kind !== 'notice' || isEndedEarly(agreement)) return undefined;
  return whyNoticeIrrelevantAt(agreement, obligation, now);
}

type AlertObligation = Extract<Obligation, { kind: 'alert' }>;

/**
 * An alert that nobody has answered is relevant until someone answers, and a shared one while its issue is open. Any
 * other alert about an event stays relevant.
 */
function whyAlertIrrelevant(
  agreement: Agreement,
  { asks, about, shared }: AlertObligation,
): Reason | undefined {
  if (shared) return isOurMailRefused(agreement) ? undefined : { code: 'issue-resolved' };
  if (!asks) return undefined;
  if (isOver(agreement)) return { code: 'agreement-over', phase: agreement.status };
  if (asks === 'terms' && !awaitsAcceptance(agreement)) return { code: 'terms-accepted' };
  if (about && !isCurrent(agreement, about)) return { code: 'date-moved' };
  const { decision } = agreement;
  return asks === 'renewal' && decision ? { code: 'decided', decision: decision.kind } : undefined;
}

function isOurMailRefused({ issues }: Agreement): boolean {
  return issues.some(({ meaning }) => meaning === 'our-mail-refused');
}

/** Is an alert that nobody has answered too early, because the notice that asks has reached nobody and is still planned? */
export function awaitsItsNotice(agreement: Agreement, { asks, about }: AlertObligation): boolean {
  if (!asks || wasAsked(agreement, asks, about)) return false;
  return agreement.plan.some((one) => one.kind === 'notice' && asksFor(one, asks, about));
}

/** Did a notice that asks for this arrive? */
function wasAsked({ record }: Agreement, asks: NoticeKind, about?: About): boolean {
  return arrivedNotices(record).some((one) => asksFor(one, asks, about));
}

/** Does a notice ask for this, about that day? */
export function asksFor(notice: NoticeObligation, asks: NoticeKind, about?: About): boolean {
  const isOfSame = about?.event === 'acceptance' || isSameDay(notice.about, about);
  return notice.notice === asks && isOfSame;
}

function whyNoticeIrrelevant(agreement: Agreement, obligation: NoticeObligation): Reason | undefined {
  const { status, decision } = agreement;
  const { notice, about, only } = obligation;
  if (isOverForGood(agreement) && notice !== 'access-ended' && notice !== 'declined')
    return { code: 'term-ended' };
  if (notice === 'terms' && !awaitsAcceptance(agreement)) return { code: 'terms-accepted' };
  if (about && !isCurrent(agreement, about)) return { code: 'date-moved' };
  if (only && !only.some((one) => contactWith(one, agreement))) return { code: 'contact-gone' };
  const isAboutTerm = about && about.event !== 'acceptance';
  if (status === 'suspended' && (isAboutTerm || notice === 'reinstated')) return { code: 'suspended' };
  if (status !== 'suspended' && notice === 'suspended') return { code: 'not-suspended' };
  if (status === 'renewed' && notice === 'access-ended') return { code: 'renewed' };
  if (decision && notice === 'renewal') return { code: 'decided', decision: decision.kind };
  if (decision?.kind === 'renew' && notice === 'declined') return { code: 'decided', decision: 'renew' };
  if (decision?.kind === 'decline' && notice === 'renewed') return { code: 'decided', decision: 'decline' };
  return undefined;
}

function whyNoticeIrrelevantAt(
  agreement: Agreement,
  obligation: NoticeObligation,
  now: Instant,
): Reason | undefined {
  const { about, after } = obligation;
  const { looksAhead, speaksOfLoss } = noticeTraits[obligation.notice];
  const unneeded = whyUnneeded(agreement, obligation);
  if (unneeded !== undefined) return unneeded;
  if (!agreement.activatedAt && speaksOfLoss) return { code: 'never-had-access' };
  if (after && !hasTold(agreement, after)) return { code: 'nobody-told' };
  if (isKnown(agreement, obligation, now)) return { code: 'already-known' };
  const hasHappened = about && isReached(about.endsAt, now);
  return looksAhead && hasHappened ? { code: 'day-has-come' } : undefined;
}

/** Did one of these notices reach anyone? */
function hasTold({ record }: Agreement, ids: string[]): boolean {
  return record.some(
    (entry) => entry.type === 'settled' && ids.includes(entry.id) && hasReached(entry.receipts),
  );
}

/**
 * Why nobody needs a notice, as things stand; nothing if someone does. This is judged once the notice is due, because it
 * may change until then.
 */
export function whyUnneeded(agreement: Agreement, obligation: NoticeObligation): Reason | undefined {
  const { decision } = agreement;
  const { notice, about, missed } = obligation;
  if (isUnwanted(obligation, agreement)) return { code: 'unwanted' };
  if (notice === 'training-reminder' && !lastInvitation(agreement)) return { code: 'nobody-invited' };
  if (isForUntrained(obligation) && isTrained(agreement, obligation)) return { code: 'all-trained' };
  if (notice === 'access-ended' && decision?.kind === 'renew') return { code: 'renewed' };
  if (notice === 'renewal' && agreement.renewalAsked && !isNear(obligation)) return { code: 'renewal-asked' };
  if (
    missed &&
    recipientsOf(obligation, agreement).length > 0 &&
    recipientsLeft(obligation, agreement).length === 0
  )
    return { code: 'all-reached' };
  if (!about?.deadline) return undefined;
  if (decision?.kind === 'decline') return { code: 'decided', decision: 'decline' };
  return isOnRecord(agreement, about.deadline.id) ? { code: 'on-record' } : undefined;
}

/** Does a notice of changed sessions tell nobody anything new? If someone asked for it to be sent again, it goes anyway. */
function isKnown(agreement: Agreement, obligation: NoticeObligation, now: Instant): boolean {
  const { id, training } = obligation;
  const last = lastInvitation(agreement, id);
  if (!training?.changed || isSentAgain(id) || !last) return false;
  const reached = (email: string) => last.reached.some((one) => isSameAddress(one, email));
  return (
    haveSameSessionsAhead(last.notice.training?.sessions, training.sessions, now) &&
    recipientsOf(obligation, agreement).every(({ email }) => reached(email))
  );
}

/** Is the end of the term so near that even an agency that has asked for renewal is reminded? */
function isNear({ dueAt, about }: NoticeObligation): boolean {
  return about !== undefined && between(dueAt, about.endsAt) <= 18 * day;
}

/** Have all who were invited, and would get it, completed a training? */
function isTrained(agreement: Agreement, obligation: NoticeObligation): boolean {
  const { training: _, ...addressed } = obligation;
  const invited = recipientsOf({ ...addressed, notice: 'training' }, agreement);
  return invited.length > 0 && recipientsOf(obligation, agreement).length === 0;
}

/** Is the day that a notice is about one of these dates? A day of an earlier term is none of this one's. */
export function isDateOf(
  { term, features }: Pick<Dates, 'term' | 'features'>,
  { event, date, term: number, deadline }: About,
): boolean {
  if (event === 'acceptance') return true;
  if (event === 'features-end') return features.some(({ ends }) => ends?.on === date);
  if (number !== termInIds(term)) return false;
  return deadline && deadline.termEndsOn === undefined
    ? isInTerm(date, term)
    : (deadline?.termEndsOn ?? date) === term.endsOn;
}

/** Is the day that an obligation is about still a date of the agreement? Terms are accepted before they are withdrawn. */
function isCurrent(agreement: Agreement, about: About): boolean {
  if (about.event !== 'acceptance') return isDateOf(agreement, about);
  return agreement.plan.some(({ id }) => id === stepId('withdraw', about.date));
}

/** Is it about terms to be accepted: a notice of them, an alert that nobody has answered, or their withdrawal? */
export function isAboutTerms(obligation: Obligation): boolean {
  const { kind } = obligation;
  if (kind === 'notice') return obligation.notice === 'terms';
  return kind === 'withdraw' || (kind === 'alert' && obligation.asks === 'terms');
}

function endsFeatures({ features }: Agreement, step: Extract<Obligation, { kind: 'end-features' }>): boolean {
  return features.some(({ id, ends }) => step.features.includes(id) && ends?.at === step.dueAt);
}

/** Is it a change in the directory? Such changes are made one at a time, in the order of the plan. */
export function isAccess({ kind }: Obligation): boolean {
  return kind === 'grant-access' || kind === 'end-features' || kind === 'end-access';
}
