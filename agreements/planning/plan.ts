// The plan: every obligation that an agreement's dates and its offer's rules give, with instants resolved.

import { rolesIn } from '../contacts/recipients.ts';
import type { Dates, Feature } from '../model/dates.ts';
import {
  deadlineMissedId,
  deadlineWarningId,
  plannedNoticeId,
  spread,
  stepId,
  unansweredAlertId,
} from '../model/ids.ts';
import type { About, Obligation, PlannedDeadline, Settlement } from '../model/obligations.ts';
import type { Agency } from '../model/parties.ts';
import { storedReason } from '../model/stored.ts';
import { seriesOf } from '../obligations/series.ts';
import type { NoticeKind } from '../offer/notice-kinds.ts';
import type { Deadline, NoticeRule, Offer } from '../offer/schema.ts';
import type { LocalDate } from '../time/calendar.ts';
import {
  businessDayAtOrAfter,
  businessDayAtOrBefore,
  noticeTime,
  shiftDate,
  startOfDay,
} from '../time/calendar.ts';
import type { Instant } from '../time/instants.ts';
import { between, isReached } from '../time/instants.ts';

/** What the plan is made of. `revision` counts how often the dates have moved. */
export type Planned = Dates & { id: string; offer: Offer; agency: Agency; revision: number };

const spreadMinutes = 15;

/** All obligations of the current term, soonest first. The same dates always give the same ids. */
export function plan(agreement: Planned): Obligation[] {
  const { offer, term, features, agency } = agreement;
  const midnight = (date: LocalDate) => startOfDay(date, agency.timeZone);
  const renewalOpens = shiftDate(term.endsOn, `-${offer.renewal.opens}`);
  const obligations: Obligation[] = [
    {
      id: stepId('open-renewal', term.endsOn),
      kind: 'open-renewal',
      dueAt: noticeInstant(agreement, businessDayAtOrBefore(renewalOpens)),
    },
    { id: stepId('end-term', term.endsOn), kind: 'end-term', dueAt: term.endsAt },
    ...featureEnds(features).map(
      ({ on, at, ids }): Obligation => ({
        id: stepId('end-features', on),
        kind: 'end-features',
        dueAt: at,
        features: ids,
      }),
    ),
    ...offer.notices.flatMap((rule) => noticesOf(rule, agreement)),
    ...(offer.renewal.deadlines ?? []).flatMap((deadline) => warningsOf(deadline, agreement)),
  ];
  if (offer.renewal.grace) {
    const graceEnds = shiftDate(term.endsOn, offer.renewal.grace);
    obligations.push({ id: stepId('end-grace', term.endsOn), kind: 'end-grace', dueAt: midnight(graceEnds) });
  }
  if (term.number === 1) {
    obligations.push({
      id: stepId('grant-access'),
      kind: 'grant-access',
      dueAt: midnight(term.startsOn),
    });
  }
  return soonestFirst(obligations);
}

/** Soonest first; what falls due at the same instant keeps its order. */
export function soonestFirst(obligations: Obligation[]): Obligation[] {
  return obligations.toSorted((one, other) => Date.parse(one.dueAt) - Date.parse(other.dueAt));
}

/**
 * Parts a fresh plan into what is still ahead and what is settled by now.
 * What was settled before is dropped; what was planned before keeps what its tries have brought. A moment that had
 * passed before the plan was made is skipped and recorded so, but for what belongs to the activation: that is still
 * owed, however late the agreement starts.
 */
export function onlyAhead(
  obligations: Obligation[],
  now: Instant,
  before: { planned: Obligation[]; settled: Set<string> },
): { plan: Obligation[]; settled: Settlement[] } {
  const planned = new Map(before.planned.map((obligation) => [obligation.id, obligation]));
  const open = obligations.filter((obligation) => !before.settled.has(obligation.id));
  const isReplan = before.planned.length > 0;
  const passed = open
    .filter((obligation) => !planned.has(obligation.id) && isPassed(obligation, now))
    .filter((obligation) => !(isReplan && isLastWarning(obligation, open, now)));
  return {
    plan: open
      .filter((obligation) => !passed.includes(obligation))
      .map((obligation) => ({ ...planned.get(obligation.id), ...obligation })),
    settled: passed.map((obligation) => ({
      at: now,
      id: obligation.id,
      outcome: 'skipped',
      ...storedReason({ code: 'planned-too-late' }),
      ...(obligation.kind === 'notice' && { notice: obligation }),
    })),
  };
}

/** A date that was moved near is warned of at once, when no notice of its series is left to come before it. */
function isLastWarning(obligation: Obligation, all: Obligation[], now: Instant): boolean {
  if (obligation.kind !== 'notice' || !obligation.about || isReached(obligation.about.endsAt, now))
    return false;
  const { about } = obligation;
  const laterOnes = all.filter(
    (other) =>
      other.kind === 'notice' &&
      seriesOf(other) === seriesOf(obligation) &&
      between(obligation.dueAt, other.dueAt) > 0 &&
      between(other.dueAt, about.endsAt) > 0,
  );
  return laterOnes.length === 0;
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

type FeatureEnd = { on: LocalDate; at: Instant; ids: string[]; names: string[] };

/** The days on which features end, each with the features that end on it. */
function featureEnds(features: Feature[]): FeatureEnd[] {
  const ends = new Map<LocalDate, FeatureEnd>();
  for (const { id, name, ends: end } of features) {
    if (!end) continue;
    const day = ends.get(end.on) ?? { ...end, ids: [], names: [] };
    ends.set(end.on, { ...day, ids: [...day.ids, id], names: [...day.names, name] });
  }
  return [...ends.values()];
}

/** What a rule of the offer plans in a term: a notice for each of its moments. */
function noticesOf(rule: NoticeRule, agreement: Planned): Obligation[] {
  const { when } = rule;
  const { term } = agreement;
  const isFirst = term.number === 1;
  if ('on' in when) return [];
  if ('before' in when) {
    return datesOf(when.before, agreement).flatMap((about) =>
      when.leads.flatMap((lead) => {
        const day = businessDayAtOrBefore(shiftDate(about.date, `-${lead}`));
        return noticeOn(day, rule, agreement, { about, lead });
      }),
    );
  }
  if ('after' in when) {
    const waits = isFirst && when.after === 'activation' ? when.waits : [];
    return waits.flatMap((wait) => {
      const day = businessDayAtOrAfter(shiftDate(term.startsOn, wait));
      return noticeOn(day, rule, agreement, { wait });
    });
  }
  if (when.at === 'activation')
    return isFirst ? noticeOn(businessDayAtOrAfter(term.startsOn), rule, agreement, {}) : [];
  if (when.at === 'offered') return [];
  return datesOf(when.at, agreement).flatMap((about) =>
    noticeOn(businessDayAtOrAfter(about.date), rule, agreement, { about }),
  );
}

/**
 * Terms to be accepted: they are offered, remembered of, and withdrawn when nobody has accepted them by a day. All is
 * counted from the business day on which they are offered. A pause moves that day (`offered.ts`).
 */
export function termsToAccept(agreement: Planned, offeredOn: LocalDate, now: Instant): Obligation[] {
  const { notices, acceptance } = agreement.offer;
  const { timeZone } = agreement.agency;
  const until = acceptance && shiftDate(offeredOn, acceptance.withdrawAfter);
  const endsAt = until && startOfDay(until, timeZone);
  const about: About | undefined =
    until && endsAt ? { event: 'acceptance', date: until, endsAt, features: [], sequence: 0 } : undefined;
  const of = about ? { about } : { on: offeredOn };
  const planned = [
    ...notices.flatMap((rule) => {
      const { when } = rule;
      if ('at' in when && when.at === 'offered') return noticeOn(offeredOn, rule, agreement, of);
      if (!('after' in when) || when.after !== 'offered') return [];
      return when.waits.flatMap((wait) => {
        const day = businessDayAtOrAfter(shiftDate(offeredOn, wait));
        return noticeOn(day, rule, agreement, { ...of, wait });
      });
    }),
    ...(until && endsAt ? [{ id: stepId('withdraw', until), kind: 'withdraw' as const, dueAt: endsAt }] : []),
  ];
  return soonestFirst(planned.map((one) => (isReached(one.dueAt, now) ? { ...one, dueAt: now } : one)));
}

type Moment = { about?: About; on?: LocalDate; lead?: string; wait?: string };

/** The notice of a rule, and beside it that nobody has answered, if operators are to hear of it. */
function noticeOn(
  day: LocalDate,
  { kind, series, to }: NoticeRule,
  agreement: Planned,
  { about, on = about?.date, lead, wait }: Moment,
): Obligation[] {
  const id = plannedNoticeId(kind, lead ?? wait, on);
  const dueAt = noticeInstant(agreement, day);
  const dated = { dueAt, ...(about && { about }) };
  const text = unanswered(kind, about);
  return [
    {
      ...dated,
      id,
      kind: 'notice',
      notice: kind,
      series,
      to: rolesIn(to),
      ...(lead && { lead }),
      ...(wait && { wait }),
    },
    ...(to.includes('operators')
      ? [{ ...dated, id: unansweredAlertId(id), kind: 'alert' as const, asks: kind, text }]
      : []),
  ];
}

function unanswered(kind: NoticeKind, about?: About): string {
  const by = about ? ` by ${shiftDate(about.date, '-P1D')}` : '';
  return kind === 'terms'
    ? `The agency was reminded of the terms and has not accepted them; they are to be accepted${by}.`
    : `The agency was asked about renewal, and no decision is recorded; it has to be made${by}.`;
}

/** The warnings of a deadline that a clause sets, counted from its last safe day, and the notice that it was missed. */
function warningsOf(deadline: Deadline, agreement: Planned): Obligation[] {
  const { id, to, warn } = deadline;
  const about = deadlineOf(deadline, agreement);
  const notice = { kind: 'notice' as const, series: `deadline-${id}`, to, about };
  return [
    ...warn.map((lead): Obligation => {
      const day = businessDayAtOrBefore(shiftDate(about.deadline.safeDay, `-${lead}`));
      const dueAt = noticeInstant(agreement, day);
      return { ...notice, id: deadlineWarningId(id, lead, about.date), notice: 'deadline', dueAt, lead };
    }),
    {
      ...notice,
      id: deadlineMissedId(id, about.date),
      notice: 'deadline-missed',
      dueAt: noticeInstant(agreement, businessDayAtOrAfter(about.date)),
    },
  ];
}

/** "At least 60 days before the term ends": counted from the term's last day, to be on the safe side. */
function deadlineOf(
  { id, title, text, before, ifMissed, clause }: Deadline,
  { term, agency, revision }: Planned,
): About & { deadline: PlannedDeadline } {
  const lastDay = shiftDate(shiftDate(term.endsOn, '-P1D'), `-${before}`);
  const date = shiftDate(lastDay, 'P1D');
  const safeDay = businessDayAtOrBefore(lastDay);
  return {
    event: 'deadline',
    date,
    endsAt: startOfDay(date, agency.timeZone),
    features: [],
    sequence: revision,
    deadline: { id, title, text, ifMissed, clause, termEndsOn: term.endsOn, lastDay, safeDay },
  };
}

type DatedEvent = 'features-end' | 'term-end';

/** The days that notices of an event are about: one for the term's end, one for each day on which features end. */
export function datesOf(
  event: DatedEvent,
  { term, features, revision: sequence }: Pick<Planned, 'term' | 'features' | 'revision'>,
): About[] {
  if (event === 'term-end') {
    return [{ event, date: term.endsOn, endsAt: term.endsAt, features: [], sequence }];
  }
  return featureEnds(features).map(({ on, at, names }) => ({
    event,
    date: on,
    endsAt: at,
    features: names,
    sequence,
  }));
}

function noticeInstant({ id, agency }: Planned, day: LocalDate): Instant {
  return noticeTime(day, agency.timeZone, spread(id, spreadMinutes));
}
