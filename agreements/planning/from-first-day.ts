// Nothing about the end of a term or of its features goes out before the term's first day.

import type { About, NoticeObligation, Obligation } from '../model/obligations.ts';
import { isSameQuestion, seriesOf } from '../obligations/series.ts';
import { noticeTraits } from '../offer/notice-kinds.ts';
import { businessDayAtOrAfter, startOfDay } from '../time/calendar.ts';
import type { Instant } from '../time/instants.ts';
import { isReached } from '../time/instants.ts';
import { inOperatorsHours } from '../time/operators-hours.ts';
import { noticeTimeOn } from './notice-time.ts';
import type { PlanInput } from './plan-input.ts';

/**
 * A plan in which what would go out before the term's first day goes out with the welcome. Of the notices of one series
 * that move there, only the latest stays; so does one alert at a time. A warning of a day before the first day is left out.
 * @param obligations soonest first
 */
export function fromFirstDay(obligations: Obligation[], input: PlanInput): Obligation[] {
  const { startsOn } = input.term;
  const begins = startOfDay(startsOn, input.agency.timeZone);
  const welcome = noticeTimeOn(businessDayAtOrAfter(startsOn, input.agency.closures), input);
  const all = obligations
    .filter((one) => !(looksAhead(one) && isReached(one.about.endsAt, begins)))
    .map((one) => (isOfEnd(one) ? notBefore(welcome, one, input) : one))
    .map((one) =>
      one.kind === 'open-renewal' && isReached(one.dueAt, begins) ? { ...one, dueAt: begins } : one,
    );
  const isMoved = (one: Obligation) => !obligations.includes(one);
  const mayGo = (one: Obligation) => one.kind === 'alert' || isMoved(one);
  const kept = all.filter(
    (one, index) => !(mayGo(one) && all.slice(index + 1).some((other) => takesPlaceOf(other, one))),
  );
  return [...kept.filter((one) => !isMoved(one)), ...kept.filter(isMoved)];
}

/** Is it a notice of a day that is to come? */
export function looksAhead(obligation: Obligation): obligation is NoticeObligation & { about: About } {
  return (
    obligation.kind === 'notice' &&
    obligation.about !== undefined &&
    noticeTraits[obligation.notice].looksAhead === true
  );
}

/** Is it about an end that is to come, or a deadline: a notice, or the alert that nobody answers it? */
function isOfEnd(obligation: Obligation): boolean {
  if (obligation.kind === 'alert') return obligation.about !== undefined;
  return looksAhead(obligation) || tellsOfMiss(obligation);
}

/** Does it tell that a deadline was missed? */
export function tellsOfMiss(
  obligation: Obligation,
): obligation is NoticeObligation & { notice: 'deadline-missed' } {
  return obligation.kind === 'notice' && obligation.notice === 'deadline-missed';
}

/** Not before the welcome. If that comes too late: not before the first day, a business day or not. */
function notBefore(welcome: Instant, obligation: Obligation, input: PlanInput): Obligation {
  if (isReached(welcome, obligation.dueAt)) return obligation;
  const end = lastOf(obligation, input);
  const isTooLate = end !== undefined && isReached(end, welcome);
  const earliest = isTooLate ? noticeTimeOn(input.term.startsOn, input) : toldAt(obligation, welcome, end);
  return isReached(earliest, obligation.dueAt) ? obligation : { ...obligation, dueAt: earliest };
}

function toldAt({ kind }: Obligation, welcome: Instant, end: Instant | undefined): Instant {
  return kind === 'alert' ? inOperatorsHours(welcome, end) : welcome;
}

/** The day before which it must go out: what it looks ahead to, or the term's end, if it has one. */
function lastOf(obligation: Obligation, { term }: PlanInput): Instant | undefined {
  if (obligation.kind === 'alert') return obligation.about?.endsAt ?? term.endsAt;
  return looksAhead(obligation) ? obligation.about.endsAt : term.endsAt;
}

/** Is it another notice of the same series, or alert about the same question, at the same time? */
function takesPlaceOf(other: Obligation, one: Obligation): boolean {
  if (other.dueAt !== one.dueAt) return false;
  if (one.kind === 'alert') return isSameQuestion(other, one);
  return looksAhead(one) && looksAhead(other) && seriesOf(one) === seriesOf(other);
}
