// Looks at what is due, at the moment of doing it: what still holds is done, the rest ends with its reason.

import { isInvitation, noticesReached } from '../contacts/notices-sent.ts';
import type { Agreement } from '../model/agreement.ts';
import { originalId } from '../model/ids.ts';
import type { NoticeObligation, Obligation, Settlement } from '../model/obligations.ts';
import { noticeTraits } from '../offer/notice-kinds.ts';
import type { Instant } from '../time/instants.ts';
import { between, day, earliest, hour, isReached, later } from '../time/instants.ts';
import { awaitsItsNotice, isAboutTerms, isAccess, isOver, isPaused, whyIrrelevantAt } from './relevance.ts';

/** What an undelivered mail or an unanswering directory is given before it is put to people: RFC 5321, 4.5.4.1. */
const patience = 5 * day;

/** Obligations to carry out now, together; and those that ended without being carried out. */
export type Review = { due: Obligation[]; settled: Settlement[] };

/** Obligations that are being carried out, by id. */
export type InHand = ReadonlyMap<string, Obligation>;

/**
 * Parts what has fallen due into what is to be done and what is overtaken or no longer true.
 * Steps of our own come alone: the rest is looked at again once they are done.
 */
export function review(agreement: Agreement, now: Instant, inHand: InHand): Review {
  const result: Review = { due: [], settled: [] };
  let accessIsBusy = [...inHand.values()].some(isAccess);
  for (const obligation of agreement.plan) {
    if (inHand.has(obligation.id) || !isReached(wakeTime(obligation), now)) continue;
    if (isHeld(agreement, obligation) || followsOne(obligation, inHand, result.due)) continue;
    const moot = whyIrrelevantAt(agreement, obligation, now);
    const overtaking = moot === undefined ? overtakenBy(agreement, obligation, now) : undefined;
    if (moot !== undefined) {
      result.settled.push(givenUp(obligation, now, 'suppressed', moot));
    } else if (overtaking !== undefined) {
      result.settled.push(givenUp(obligation, now, 'superseded', overtaking));
    } else if (!(isAccess(obligation) && accessIsBusy)) {
      result.due.push(obligation);
      accessIsBusy ||= isAccess(obligation);
    }
  }
  const ours = result.due.filter(isOurs);
  return ours.length > 0 ? { ...result, due: ours } : result;
}

/** The end of an obligation that is not carried out (any more), with the proof of what earlier tries have brought. */
export function givenUp(
  { id, receipts }: Obligation,
  at: Instant,
  outcome: 'suppressed' | 'superseded',
  reason: string,
): Settlement {
  return { at, id, outcome, reason, ...(receipts && { receipts }) };
}

/**
 * The next instant at which something is to be looked at that is not in hand.
 * @param now what is held and was due by then is not waited for: what it waits for wakes it.
 */
export function nextWakeTime(agreement: Agreement, inHand: InHand, now: Instant): Instant | undefined {
  const accessIsBusy = [...inHand.values()].some(isAccess);
  const ahead = agreement.plan
    .filter((obligation) => !inHand.has(obligation.id))
    .filter((obligation) => !(isHeld(agreement, obligation) && isReached(wakeTime(obligation), now)))
    .filter((obligation) => !(isAccess(obligation) && accessIsBusy) && !followsOne(obligation, inHand));
  return earliest(ahead.map(wakeTime));
}

/**
 * Is one of the notices being sent that it is to follow? Invitations go one after the other: what the one before has
 * put into calendars has to be known; and so do one for those missed and what else is sent of it.
 */
function followsOne(obligation: Obligation, inHand: InHand, due: Obligation[] = []): boolean {
  if (obligation.kind !== 'notice') return false;
  const { id, after = [], missed } = obligation;
  const sending = [...inHand.values()];
  if (isInvitation(obligation) && sending.some(isInvitation)) return true;
  const others = [...sending, ...due].filter((one) => originalId(one.id) === originalId(id));
  if (others.some((one) => missed || (one.kind === 'notice' && one.missed))) return true;
  return after.some((one) => inHand.has(one));
}

/** When an obligation is to be looked at: when it falls due, or is to be tried again. */
export function wakeTime({ dueAt, notBefore }: Obligation): Instant {
  return notBefore !== undefined && isReached(dueAt, notBefore) ? notBefore : dueAt;
}

/**
 * When to try again what could not be done for the time being; nothing when it has been tried for long enough. Of the
 * time up to the day that it is about, a quarter at most passes between two tries.
 */
export function tryAgainAt(obligation: Obligation, now: Instant): Instant | undefined {
  const age = between(obligation.triedSince ?? now, now);
  const isMessage = obligation.kind === 'notice' || obligation.kind === 'alert';
  if (isMessage && age >= patience) return undefined;
  return later(now, Math.max(Math.min(age / 2, 4 * hour, timeLeft(obligation, now) / 4), hour / 60));
}

/** How long it is to the day that a message is about; without end where it is about none, or that has come. */
export function timeLeft(obligation: Obligation, now: Instant): number {
  const { about } = { about: undefined, ...obligation };
  const left = about ? between(now, about.endsAt) : 0;
  return left > 0 ? left : Number.POSITIVE_INFINITY;
}

/** Over for good. Access that could not be taken away keeps it open, for somebody to mend that and try again. */
export function isClosed(agreement: Agreement): boolean {
  const { status, plan, attention } = agreement;
  const isStuck = attention.some(({ kind, obligation }) => kind === 'failed' && isAccess(obligation));
  return isOver(agreement) && status !== 'renewed' && plan.length === 0 && !isStuck;
}

/**
 * Does it wait for something else than its time? The welcome and the invitations speak of access, so they wait while
 * there is none; the answer to a decision and a correction wait while it is suspended; a hold makes all notices wait but
 * what somebody asked for, and a suspension what is about terms to be accepted; what was never offered is not withdrawn,
 * and what nobody was asked yet not unanswered.
 */
export function isHeld(agreement: Agreement, obligation: Obligation): boolean {
  const { status, activatedAt, hold } = agreement;
  if (isAboutTerms(obligation) && isPaused(agreement)) return true;
  if (obligation.kind === 'withdraw') return !wereOffered(agreement);
  if (obligation.kind === 'alert') return awaitsItsNotice(agreement, obligation);
  if (obligation.kind !== 'notice') return false;
  if (hold) return obligation.notice !== 'link';
  if (obligation.notice === 'reinstated') return awaitsAccess(agreement);
  const { waitsFor } = noticeTraits[obligation.notice];
  if (status === 'suspended') return waitsFor !== undefined;
  return waitsFor === 'access' && !activatedAt;
}

/** Have the terms come to anybody, if the offer has a notice of them? */
function wereOffered({ offer, record }: Agreement): boolean {
  const isNotified = offer.notices.some(({ kind }) => kind === 'terms');
  return !isNotified || noticesReached(record).some(({ notice }) => notice === 'terms');
}

function awaitsAccess({ plan, attention }: Agreement): boolean {
  const failed = attention.filter(({ kind }) => kind === 'failed').map(({ obligation }) => obligation);
  return [...plan, ...failed].some(({ kind }) => kind === 'grant-access');
}

/** A step that changes nothing outside. */
export function isOurs({ kind }: Obligation): boolean {
  return kind === 'open-renewal' || kind === 'end-term' || kind === 'end-grace' || kind === 'withdraw';
}

/** Which later notice of the same series and date has been sent or is due as well. */
function overtakenBy(agreement: Agreement, obligation: Obligation, now: Instant): string | undefined {
  if (obligation.kind === 'alert') return laterAlert(agreement, obligation, now);
  if (obligation.kind !== 'notice') return undefined;
  const series = seriesOf(obligation);
  const reached = agreement.reached[series];
  if (reached !== undefined && between(obligation.dueAt, reached) > 0) {
    return 'a later notice of its series has been sent';
  }
  const { plan } = agreement;
  const later = plan.find(
    (other, index) =>
      other.kind === 'notice' &&
      seriesOf(other) === series &&
      (between(obligation.dueAt, other.dueAt) || index - plan.indexOf(obligation)) > 0 &&
      isReached(other.dueAt, now) &&
      whyIrrelevantAt(agreement, other, now) === undefined,
  );
  return later && `overtaken by ${later.id}`;
}

/** That nobody has answered is said once, however often it should have been by now. */
function laterAlert(
  { plan }: Agreement,
  { asks, about, dueAt }: Extract<Obligation, { kind: 'alert' }>,
  now: Instant,
): string | undefined {
  const later = plan.find(
    (other) =>
      other.kind === 'alert' &&
      asks !== undefined &&
      other.asks === asks &&
      other.about?.date === about?.date &&
      between(dueAt, other.dueAt) > 0 &&
      isReached(other.dueAt, now),
  );
  return later && `overtaken by ${later.id}`;
}

/** A series of notices about one date. */
export function seriesOf({ series, about }: NoticeObligation): string {
  return about ? `${series}:${about.date}` : series;
}
