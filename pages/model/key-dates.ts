// The key dates of an agreement's term, for its page and its calendar. Pure.
import type { Agreement } from '../../agreements/model/agreement.ts';
import type { PlannedDeadline } from '../../agreements/model/obligations.ts';
import { awaitsAcceptance, isOnRecord, isOver, isPaused } from '../../agreements/model/status.ts';
import { dayAt, type LocalDate } from '../../agreements/time/calendar.ts';
import { dayBefore } from '../../agreements/time/day-words.ts';

/** An important date. For an end, it is the last day before the end. `id` stays the same when the date moves. */
export type KeyDate = {
  id: string;
  day: LocalDate;
  what: 'accept-by' | 'starts' | 'features-end' | 'renewal-opens' | 'deadline' | 'term-ends' | 'grace-ends';
  /** The names of the features that end. */
  features?: string[];
  deadline?: PlannedDeadline;
};

/** The key dates of the term that are known, in order. */
export function keyDates(agreement: Agreement): KeyDate[] {
  const isAwaiting = awaitsAcceptance(agreement);
  if (isOver(agreement) || (isAwaiting && isPaused(agreement))) return [];
  const days = isAwaiting
    ? planned(agreement, 'withdraw', 'accept-by', -1)
    : [
        { id: 'starts', what: 'starts' as const, day: agreement.term.startsOn },
        ...featureEnds(agreement),
        ...planned(agreement, 'open-renewal', 'renewal-opens', 0),
        ...deadlines(agreement),
        ...termEnd(agreement),
        ...planned(agreement, 'end-grace', 'grace-ends', -1),
      ];
  return days
    .map((one) => ({ ...one, id: `${one.id}-${agreement.term.number}` }))
    .toSorted((one, other) => one.day.localeCompare(other.day));
}

function termEnd({ term: { endsOn } }: Agreement): KeyDate[] {
  return endsOn === undefined ? [] : [{ id: 'term-ends', what: 'term-ends', day: dayBefore(endsOn) }];
}

/** The day on which a planned obligation is due, or the day before. */
function planned(
  { plan, agency }: Agreement,
  kind: 'withdraw' | 'open-renewal' | 'end-grace',
  what: KeyDate['what'],
  shift: 0 | -1,
): KeyDate[] {
  return plan
    .filter((obligation) => obligation.kind === kind)
    .map(({ dueAt }) => dayAt(dueAt, agency.timeZone))
    .map((day) => ({ id: what, what, day: shift ? dayBefore(day) : day }));
}

/** One date for all features that end on the same day. */
function featureEnds({ features }: Agreement): KeyDate[] {
  const ending = features.flatMap(({ id, name, ends }) => (ends ? [{ id, name, on: ends.on }] : []));
  return [...new Set(ending.map(({ on }) => on))].map((on) => {
    const these = ending.filter((one) => one.on === on);
    const id = `features-end-${these.map((one) => one.id).join('+')}`;
    return { id, what: 'features-end', day: dayBefore(on), features: these.map(({ name }) => name) };
  });
}

/** The safe day of each open deadline. */
function deadlines(agreement: Agreement): KeyDate[] {
  const all = agreement.plan.flatMap((one) =>
    one.kind === 'notice' && one.about?.deadline ? [one.about.deadline] : [],
  );
  const open = [...new Map(all.map((one) => [one.id, one])).values()];
  return open
    .filter(({ id }) => !isOnRecord(agreement, id))
    .map((deadline) => ({
      id: `deadline-${deadline.id}`,
      what: 'deadline',
      day: deadline.safeDay,
      deadline,
    }));
}
