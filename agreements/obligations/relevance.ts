// Does an obligation still hold, as the agreement is now; and if it does not, why.

import { hasReached, haveSameAhead, lastInvitation, noticesReached } from '../contacts/notices-sent.ts';
import {
  contactWith,
  isForUntrained,
  isSameAddress,
  nobodyWants,
  recipientsOf,
  toReach,
} from '../contacts/recipients.ts';
import type { Agreement } from '../model/agreement.ts';
import type { Dates } from '../model/dates.ts';
import { isSentAgain, stepId } from '../model/ids.ts';
import type { About, NoticeObligation, Obligation } from '../model/obligations.ts';
import { type NoticeKind, noticeTraits } from '../offer/notice-kinds.ts';
import type { Instant } from '../time/instants.ts';
import { between, day, isReached } from '../time/instants.ts';

/**
 * Why an obligation is no longer relevant, as the agreement stands; nothing if it is relevant. This is known as soon as
 * an event has happened, however far ahead the obligation is.
 */
export function whyIrrelevant(agreement: Agreement, obligation: Obligation): string | undefined {
  const { status } = agreement;
  if (obligation.kind === 'alert') return whyAlertIrrelevant(agreement, obligation);
  if (obligation.kind === 'withdraw') {
    if (isOver(agreement)) return `the agreement was ${status}`;
    return awaitsAcceptance(agreement) ? undefined : accepted;
  }
  if (obligation.kind === 'end-access') {
    return status === 'suspended' || isOver(agreement) ? undefined : 'the agreement was reinstated';
  }
  if (wasCutShort(agreement)) {
    const isItsNotice = obligation.kind === 'notice' && obligation.notice === 'terminated';
    return isItsNotice ? undefined : `the agreement was ${status}`;
  }
  if (obligation.kind === 'notice') return whyNoticeIrrelevant(agreement, obligation);
  if (status === 'suspended' && obligation.kind === 'grant-access') return 'the agreement is suspended';
  if (obligation.kind === 'end-features' && !endsFeatures(agreement, obligation)) return moved;
  const goesOn = status === 'renewed' && isAccess(obligation);
  return isOver(agreement) && !goesOn ? 'the term has ended' : undefined;
}

/**
 * Why an obligation is not relevant at the moment of carrying it out; nothing if it is relevant. It also judges what may
 * still change up to that moment: who gets it, what they have got, and whether its day has come.
 */
export function whyIrrelevantAt(
  agreement: Agreement,
  obligation: Obligation,
  now: Instant,
): string | undefined {
  const known = whyIrrelevant(agreement, obligation);
  if (known !== undefined) return known;
  if (obligation.kind === 'alert') {
    const { asks, about } = obligation;
    return asks && !wasAsked(agreement, asks, about) ? 'nobody has been asked yet' : undefined;
  }
  if (obligation.kind !== 'notice' || wasCutShort(agreement)) return undefined;
  return whyNoticeIrrelevantAt(agreement, obligation, now);
}

const accepted = 'the terms were accepted';

type AlertObligation = Extract<Obligation, { kind: 'alert' }>;

/** That nobody has answered is true until somebody has. What went wrong stays so. */
function whyAlertIrrelevant(agreement: Agreement, { asks, about }: AlertObligation): string | undefined {
  if (!asks) return undefined;
  if (isOver(agreement)) return `the agreement is over (${agreement.status})`;
  if (asks === 'terms' && !awaitsAcceptance(agreement)) return accepted;
  if (about && !isCurrent(agreement, about)) return moved;
  const { decision } = agreement;
  return asks === 'renewal' && decision ? `it was decided to ${decision.kind}` : undefined;
}

/** Has nobody been asked yet what an alert says is unanswered, while a notice that asks it waits or is on its way? */
export function awaitsItsNotice(agreement: Agreement, { asks, about }: AlertObligation): boolean {
  if (!asks || wasAsked(agreement, asks, about)) return false;
  return agreement.plan.some((one) => one.kind === 'notice' && asksFor(one, asks, about));
}

/** Has a notice that asks for this come to anybody? */
function wasAsked({ record }: Agreement, asks: NoticeKind, about?: About): boolean {
  return noticesReached(record).some((one) => asksFor(one, asks, about));
}

/** Does a notice ask for this, about that day? */
export function asksFor(notice: NoticeObligation, asks: NoticeKind, about?: About): boolean {
  const isOfSame = about?.event === 'acceptance' || notice.about?.date === about?.date;
  return notice.notice === asks && isOfSame;
}

function whyNoticeIrrelevant(agreement: Agreement, obligation: NoticeObligation): string | undefined {
  const { status, decision } = agreement;
  const { notice, about, only } = obligation;
  if (hasEnded(agreement) && notice !== 'access-ended' && notice !== 'declined') return 'the term has ended';
  if (notice === 'terms' && !awaitsAcceptance(agreement)) return accepted;
  if (about && !isCurrent(agreement, about)) return moved;
  if (only && !only.some((one) => contactWith(one, agreement)))
    return 'it was for somebody who is no contact any more';
  const isAboutTerm = about && about.event !== 'acceptance';
  if (status === 'suspended' && (isAboutTerm || notice === 'reinstated')) return 'the agreement is suspended';
  if (status !== 'suspended' && notice === 'suspended') return 'the agreement is not suspended any more';
  if (status === 'renewed' && notice === 'access-ended') return 'the agreement was renewed';
  if (decision && notice === 'renewal') return `it was decided to ${decision.kind}`;
  if (decision?.kind === 'renew' && notice === 'declined') return 'it was decided to renew';
  if (decision?.kind === 'decline' && notice === 'renewed') return 'it was decided to decline';
  return undefined;
}

function whyNoticeIrrelevantAt(
  agreement: Agreement,
  obligation: NoticeObligation,
  now: Instant,
): string | undefined {
  const { about, after } = obligation;
  const { looksAhead, speaksOfLoss } = noticeTraits[obligation.notice];
  const unneeded = whyUnneeded(agreement, obligation);
  if (unneeded !== undefined) return unneeded;
  if (!agreement.activatedAt && speaksOfLoss) return 'access was never given';
  if (after && !hasTold(agreement, after)) return 'nobody was told of the day that moved';
  if (isKnown(agreement, obligation, now)) return 'those who were invited know of it already';
  const hasHappened = about && isReached(about.endsAt, now);
  return looksAhead && hasHappened ? 'what it gives notice of has happened' : undefined;
}

function hasTold({ record }: Agreement, ids: string[]): boolean {
  return record.some(
    (entry) => entry.type === 'settled' && ids.includes(entry.id) && hasReached(entry.receipts),
  );
}

/**
 * Why a notice would not be sent as things stand. It is looked at when it falls due, and not before: a decision may
 * be another by then.
 */
export function whyUnneeded(agreement: Agreement, obligation: NoticeObligation): string | undefined {
  const { decision } = agreement;
  const { notice, about, missed } = obligation;
  if (nobodyWants(obligation, agreement)) return 'all who get it want only what needs a decision';
  if (notice === 'training-reminder' && !lastInvitation(agreement)) return 'nobody was invited to a training';
  if (isForUntrained(obligation) && isTrained(agreement, obligation))
    return 'all who get it have completed a training';
  if (notice === 'access-ended' && decision?.kind === 'renew') return 'the agreement was renewed';
  if (notice === 'renewal' && agreement.renewalAsked && !isNear(obligation))
    return 'the agency has asked for renewal';
  if (missed && recipientsOf(obligation, agreement).length > 0 && toReach(obligation, agreement).length === 0)
    return 'all who get it have got it';
  if (!about?.deadline) return undefined;
  if (decision?.kind === 'decline') return 'it was decided to decline';
  return isOnRecord(agreement, about.deadline.id) ? 'it is on record that it was done' : undefined;
}

/** Does a notice that sessions have changed tell nothing new to anybody? Sent again, it was asked for. */
function isKnown(agreement: Agreement, obligation: NoticeObligation, now: Instant): boolean {
  const { id, training } = obligation;
  const last = lastInvitation(agreement, id);
  if (!training?.changed || isSentAgain(id) || !last) return false;
  const reached = (email: string) => last.reached.some((one) => isSameAddress(one, email));
  return (
    haveSameAhead(last.notice.training?.sessions, training.sessions, now) &&
    recipientsOf(obligation, agreement).every(({ email }) => reached(email))
  );
}

/** Near the end somebody who wants it renewed has to see to it that it is. */
function isNear({ dueAt, about }: NoticeObligation): boolean {
  return about !== undefined && between(dueAt, about.endsAt) <= 18 * day;
}

function isTrained(agreement: Agreement, obligation: NoticeObligation): boolean {
  const { training: _, ...addressed } = obligation;
  const invited = recipientsOf({ ...addressed, notice: 'training' }, agreement);
  return invited.length > 0 && recipientsOf(obligation, agreement).length === 0;
}

/** Is a determination on record in this term? */
export function isOnRecord({ determinations }: Agreement, id: string): boolean {
  return determinations.some((one) => one.id === id);
}

/** Are the terms still to be accepted? */
export function awaitsAcceptance({ acceptance }: Agreement): boolean {
  return acceptance !== undefined && 'awaitedSince' in acceptance;
}

/** Why what belonged to a date is no longer true once the agreement has another one. */
export const moved = 'its date was moved';

/** Why a notice is not sent that the agreement's notices or rules, as amended, have no more. */
export const dropped = 'its notices or rules were amended';

/** Is a day that a notice is about one of these dates? */
export function isDateOf(
  { term, features }: Pick<Dates, 'term' | 'features'>,
  { event, date, deadline }: About,
): boolean {
  if (event === 'acceptance') return true;
  if (deadline) return deadline.termEndsOn === term.endsOn;
  return event === 'term-end' ? date === term.endsOn : features.some(({ ends }) => ends?.on === date);
}

/** Terms are to be accepted by the day on which they are withdrawn. */
function isCurrent(agreement: Agreement, about: About): boolean {
  if (about.event !== 'acceptance') return isDateOf(agreement, about);
  return agreement.plan.some(({ id }) => id === stepId('withdraw', about.date));
}

/** What the terms' days are counted for: that they are asked, that nobody has answered, and that they are withdrawn. */
export function isAboutTerms(obligation: Obligation): boolean {
  const { kind } = obligation;
  if (kind === 'notice') return obligation.notice === 'terms';
  return kind === 'withdraw' || (kind === 'alert' && obligation.asks === 'terms');
}

/** Does nothing go on that the agency is to answer, by a hold or a suspension? */
export function isPaused({ status, hold }: Agreement): boolean {
  return hold !== undefined || status === 'suspended';
}

function endsFeatures({ features }: Agreement, step: Extract<Obligation, { kind: 'end-features' }>): boolean {
  return features.some(({ id, ends }) => step.features.includes(id) && ends?.at === step.dueAt);
}

/** Did it end before its term, or before it began? */
function wasCutShort({ status }: Agreement): boolean {
  return status === 'terminated' || status === 'withdrawn';
}

/** Over for good: no next term takes on what is owed. */
function hasEnded(agreement: Agreement): boolean {
  return isOver(agreement) && agreement.status !== 'renewed';
}

/** Is it over, but for what is still to be carried out? */
export function isOver({ status }: Agreement): boolean {
  return ['renewed', 'expired', 'declined', 'terminated', 'withdrawn'].includes(status);
}

/** A change in the directory. They are made one after the other, in the order of the plan. */
export function isAccess({ kind }: Obligation): boolean {
  return kind === 'grant-access' || kind === 'end-features' || kind === 'end-access';
}
