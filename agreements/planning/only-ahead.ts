// Keeps the part of a new plan that is still ahead. The rest is already settled, or skipped because its time has passed.

import { arrivedNotices } from '../contacts/arrivals.ts';
import type { Agreement } from '../model/agreement.ts';
import type { RecordEntry } from '../model/events.ts';
import { termInIds, unansweredAlertId } from '../model/ids.ts';
import type { Obligation, Settlement } from '../model/obligations.ts';
import { reasonOf, recordOfTerm, storedReason } from '../model/stored.ts';
import { isLaterAlert, seriesOf } from '../obligations/series.ts';
import type { Instant } from '../time/instants.ts';
import { between, isReached, latest } from '../time/instants.ts';
import { looksAhead, tellsOfMiss } from './from-first-day.ts';
import { alertsOfMissedDeadlines } from './missed-deadlines.ts';
import { soonestFirst } from './plan.ts';
import { withTimeToAnswer } from './time-to-answer.ts';

/**
 * The agreement so far, in the term of the plan. Settled obligations are not planned again, and planned ones keep their
 * receipts.
 */
export type Before = Pick<
  Agreement,
  'id' | 'agency' | 'plan' | 'record' | 'term' | 'determinations' | 'decision'
>;

/**
 * Splits a new plan: obligations that are ahead, and obligations that are skipped because their time passed before they
 * were planned. Notices of the activation are never skipped, even if the agreement starts late. What nobody would learn
 * without them goes out at once: that a deadline was missed, the last warning of a day, the question about renewal.
 */
export function onlyAhead(
  obligations: Obligation[],
  now: Instant,
  before: Before,
): { plan: Obligation[]; settled: Settlement[] } {
  const planned = new Map(before.plan.map((obligation) => [obligation.id, obligation]));
  const open = obligations.filter(isOpenIn(before));
  const passed = open.filter((one) => !planned.has(one.id) && isPassed(one, now));
  const isAsked = wasAsked(before);
  const notices = passed.filter((one) => goesAtOnce(one, open, isAsked, now));
  const atOnce = [...notices, ...passed.filter((one) => isAlertOf(one, notices, open))];
  const isStart = before.record.length === 0;
  const at = (one: Obligation) => (isStart ? toldAtStart(one, open, now) : { ...one, dueAt: now });
  const isSkipped = (one: Obligation) => passed.includes(one) && !atOnce.includes(one);
  const ahead = open
    .filter((one) => !isSkipped(one))
    .map((one) => (atOnce.includes(one) ? at(one) : one))
    .map((one) => ({ ...withoutMark(planned.get(one.id)), ...one }));
  return {
    plan: soonestFirst([
      ...(isAsked ? ahead : withTimeToAnswer(ahead, before, now)),
      ...alertsOfMissedDeadlines(ahead, before, now),
    ]),
    settled: open.filter(isSkipped).map((one) => skipped(one, now)),
  };
}

/** What is planned again is relevant again. */
function withoutMark({ irrelevant: _, ...planned }: Partial<Obligation> = {}): Partial<Obligation> {
  return planned;
}

/** Tells of an obligation whether it has not ended yet. Features may have begun to end in an earlier term. */
function isOpenIn(before: Before): (obligation: Obligation) => boolean {
  const ended = endedIds(before.record);
  const endedInTerm = endedIds(recordOfTerm(before));
  return (one) => !(isAboutFeatures(one) ? ended : endedInTerm).has(one.id);
}

function endedIds(record: RecordEntry[]): Set<string> {
  return new Set(
    record.flatMap((entry) => (entry.type === 'settled' && !isForOtherPlan(entry) ? [entry.id] : [])),
  );
}

function isAboutFeatures(obligation: Obligation): boolean {
  const { kind, about } = { about: undefined, ...obligation };
  return kind === 'end-features' || about?.event === 'features-end';
}

/** Did the obligation end because dates or rules changed? If they change back, it is planned again. */
function isForOtherPlan(settlement: Settlement): boolean {
  const code = reasonOf(settlement)?.code;
  return code === 'date-moved' || code === 'rules-amended';
}

function isPassed(obligation: Obligation, now: Instant): boolean {
  if (obligation.kind === 'end-features') return isReached(obligation.dueAt, now);
  if (obligation.kind !== 'notice' && obligation.kind !== 'alert') return false;
  if (obligation.kind === 'notice' && obligation.wait) return between(obligation.dueAt, now) > 0;
  if (!obligation.about) return false;
  return (
    between(obligation.dueAt, now) > 0 ||
    (!tellsOfMiss(obligation) && isReached(obligation.about.endsAt, now))
  );
}

/** Does a notice whose time has passed go out at once? Of a series, only the latest does. */
function goesAtOnce(obligation: Obligation, all: Obligation[], isAsked: boolean, now: Instant): boolean {
  if (tellsOfMiss(obligation)) return true;
  if (!looksAhead(obligation) || isReached(obligation.about.endsAt, now)) return false;
  const { about, dueAt } = obligation;
  const later = all.filter(
    (other) =>
      other.kind === 'notice' &&
      seriesOf(other) === seriesOf(obligation) &&
      between(dueAt, other.dueAt) > 0 &&
      between(other.dueAt, about.endsAt) > 0,
  );
  if (later.some((other) => isReached(other.dueAt, now))) return false;
  return later.length === 0 || (obligation.notice === 'renewal' && !isAsked);
}

/** Was the agency asked about renewal in this term? */
function wasAsked(before: Before): boolean {
  const number = termInIds(before.term);
  return arrivedNotices(recordOfTerm(before)).some(
    ({ notice, about }) => notice === 'renewal' && about?.term === number,
  );
}

/** Is it the alert that nobody has answered one of these notices, and does none come later? */
function isAlertOf(obligation: Obligation, notices: Obligation[], all: Obligation[]): boolean {
  if (obligation.kind !== 'alert' || !notices.some(({ id }) => unansweredAlertId(id) === obligation.id))
    return false;
  return !all.some((other) => isLaterAlert(other, obligation));
}

/** It goes out with the welcome once there is access; without waiting for the welcome if that comes too late. */
function toldAtStart(obligation: Obligation, all: Obligation[], now: Instant): Obligation {
  const welcome = all.find((one) => one.kind === 'notice' && one.notice === 'welcome')?.dueAt ?? now;
  const { about } = { about: undefined, ...obligation };
  const isTooLate = about && !tellsOfMiss(obligation) && isReached(about.endsAt, welcome);
  const told = { ...obligation, dueAt: isTooLate ? now : latest(now, welcome) };
  return told.kind === 'notice' ? { ...told, afterAccess: true } : told;
}

function skipped(obligation: Obligation, now: Instant): Settlement {
  return {
    at: now,
    id: obligation.id,
    outcome: 'skipped',
    ...storedReason({ code: 'planned-too-late' }),
    ...(obligation.kind === 'notice' && { notice: obligation }),
  };
}
