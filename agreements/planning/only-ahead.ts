// Keeps the part of a new plan that is still ahead. The rest is already settled, or skipped because its time has passed.

import type { Agreement } from '../model/agreement.ts';
import type { RecordEntry } from '../model/events.ts';
import { unansweredAlertId } from '../model/ids.ts';
import type { Obligation, Settlement } from '../model/obligations.ts';
import { reasonOf, recordOfTerm, storedReason } from '../model/stored.ts';
import { seriesOf } from '../obligations/series.ts';
import { noticeTraits } from '../offer/notice-kinds.ts';
import type { Instant } from '../time/instants.ts';
import { between, isReached, latest } from '../time/instants.ts';

/**
 * Splits a new plan: obligations that are ahead, and obligations that are skipped because their time passed before they
 * were planned. Notices of the activation are never skipped, even if the agreement starts late; nor is its last question.
 * @param before the agreement so far, in the term of the plan: settled obligations are not planned again, and planned
 * ones keep their receipts
 */
export function onlyAhead(
  obligations: Obligation[],
  now: Instant,
  before: Pick<Agreement, 'plan' | 'record' | 'term'>,
): { plan: Obligation[]; settled: Settlement[] } {
  const planned = new Map(before.plan.map((obligation) => [obligation.id, obligation]));
  const open = obligations.filter(isOpenIn(before));
  const isStart = planned.size === 0 && before.term.number === 1;
  const questions = isStart ? lastQuestions(open, now) : [];
  const passed = open
    .filter((obligation) => !planned.has(obligation.id) && isPassed(obligation, now))
    .filter((obligation) => !(!isStart && isLastWarning(obligation, open, now)))
    .filter((obligation) => !questions.includes(obligation));
  return {
    plan: open
      .filter((obligation) => !passed.includes(obligation))
      .map((one) => (questions.includes(one) ? askedAtStart(one, open, now) : one))
      .map((obligation) => ({ ...withoutMark(planned.get(obligation.id)), ...obligation })),
    settled: passed.map((obligation) => skipped(obligation, now)),
  };
}

/** What is planned again is relevant again. */
function withoutMark({ irrelevant: _, ...planned }: Partial<Obligation> = {}): Partial<Obligation> {
  return planned;
}

/** Tells of an obligation whether it has not ended yet. Features may have begun to end in an earlier term. */
function isOpenIn(before: Pick<Agreement, 'record' | 'term'>): (obligation: Obligation) => boolean {
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
  if (between(obligation.dueAt, now) > 0) return true;
  const tellsOfPast = obligation.kind === 'notice' && obligation.notice === 'deadline-missed';
  return !tellsOfPast && isReached(obligation.about.endsAt, now);
}

/** Is this the last warning before its date? If the date moved so near that its time has passed, it goes out at once. */
function isLastWarning(obligation: Obligation, all: Obligation[], now: Instant): boolean {
  if (obligation.kind !== 'notice' || !obligation.about) return false;
  const { about } = obligation;
  if (isReached(about.endsAt, now)) return false;
  return !all.some(
    (other) =>
      other.kind === 'notice' &&
      seriesOf(other) === seriesOf(obligation) &&
      between(obligation.dueAt, other.dueAt) > 0 &&
      between(other.dueAt, about.endsAt) > 0,
  );
}

/** The last notices that ask for a decision, if their time has passed before the start, and the alerts about them. */
function lastQuestions(all: Obligation[], now: Instant): Obligation[] {
  const notices = all.filter(
    (one) =>
      one.kind === 'notice' &&
      noticeTraits[one.notice].needsDecision &&
      isPassed(one, now) &&
      isLastWarning(one, all, now),
  );
  const alerts = notices.map(({ id }) => unansweredAlertId(id));
  return all.filter((one) => notices.includes(one) || alerts.includes(one.id));
}

/** It goes out with the welcome once there is access; without waiting for the welcome if that comes too late. */
function askedAtStart(question: Obligation, all: Obligation[], now: Instant): Obligation {
  const { about } = { about: undefined, ...question };
  const welcome = all.find((one) => one.kind === 'notice' && one.notice === 'welcome')?.dueAt ?? now;
  const isInTime = about === undefined || !isReached(about.endsAt, welcome);
  const asked = { ...question, dueAt: isInTime ? latest(now, welcome) : now };
  return asked.kind === 'notice' ? { ...asked, afterAccess: true } : asked;
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
