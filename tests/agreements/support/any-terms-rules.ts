// What must hold in any life of several terms. Each rule gives the flaws that it finds, as texts.

import { wasToldOfRenewal } from '../../../agreements/contacts/days-told.ts';
import type { Agreement } from '../../../agreements/model/agreement.ts';
import { endOf } from '../../../agreements/model/dates.ts';
import type { RecordEntry } from '../../../agreements/model/events.ts';
import { isSentAgain, isUnansweredAlert, kindIn, originalId, slotOf } from '../../../agreements/model/ids.ts';
import { awaitsAcceptance, isOver } from '../../../agreements/model/status.ts';
import { reasonOf } from '../../../agreements/model/stored.ts';
import { noticeTimeOn } from '../../../agreements/planning/notice-time.ts';
import { plan } from '../../../agreements/planning/plan.ts';
import { nextTermDates } from '../../../agreements/planning/term-dates.ts';
import {
  businessDayAtOrBefore,
  type LocalDate,
  shiftDate,
  startOfDay,
} from '../../../agreements/time/calendar.ts';
import { type Instant, isReached } from '../../../agreements/time/instants.ts';
import { doubleOutcomes } from '../../support/outcomes.ts';
import type { Lived, Moment } from './any-terms.ts';
import type { Sent } from './simulator.ts';

const operators = 'operators@onegov.example';
const arrived = ({ result }: Sent) => result !== 'refused';

/** Every term's end was told to somebody before it came, and a question asked, or the operators know why not. */
function unannouncedEnds({ moments, sent, agreement }: Lived): string[] {
  return agreement.record.flatMap((entry, index) => {
    if (!isEndOfTerm(entry)) return [];
    const past = agreement.record.slice(0, index);
    const began = past.findLast(({ type }) => type === 'term-began')?.at;
    // A pause in a time of grace moves an end that has come already.
    if (past.some((one) => isEndOfTerm(one) && (began === undefined || one.at >= began))) return [];
    const its = moments.filter(
      (one) =>
        one.now <= entry.at &&
        (began === undefined || one.now >= began) &&
        one.agreement.status !== 'renewed',
    );
    const last = its.findLast((one) => one.agreement.plan.some(({ id }) => id === entry.id))?.agreement;
    if (!last) return [`${entry.id}: ended without being planned`];
    const { term } = last;
    const end = endOf(term);
    const inTerm = sent.filter(({ at }) => at < end.at && (began === undefined || at >= began));
    const told = sent
      .filter(({ at }) => at < end.at)
      .filter(arrived)
      .some((one) => endsToldBy(one).includes(`${term.number} ${term.endsOn}`));
    const asked =
      last.decision !== undefined ||
      inTerm
        .filter(arrived)
        .some(({ obligation }) => obligation.kind === 'notice' && obligation.notice === 'renewal');
    if (told && asked) return [];
    const isKnown =
      isUnwanted(last, agreement.record) ||
      its.some((one) => one.agreement.hold) ||
      its.some((one) => one.agreement.status === 'suspended') ||
      its.some((one) => one.agreement.issues.length > 0) ||
      sent.some(({ to, at }) => to === operators && (began === undefined || at >= began));
    return isKnown
      ? []
      : [`term ${term.number} of ${term.startsOn} to ${term.endsOn}: told ${told}, asked ${asked}`];
  });
}

function isEndOfTerm(entry: RecordEntry): entry is Extract<RecordEntry, { type: 'settled' }> {
  return entry.type === 'settled' && kindIn(entry.id) === 'end-term' && entry.outcome === 'carried-out';
}

/** The operators renewed it, and its contacts asked for decisions only. */
function isUnwanted({ decision }: Agreement, record: RecordEntry[]): boolean {
  return record.some(
    (entry) =>
      decision?.kind === 'renew' &&
      entry.type === 'settled' &&
      entry.id === `renewed:${decision.at}` &&
      reasonOf(entry)?.code === 'unwanted',
  );
}

/**
 * The ends of terms that a message tells, each with the number of its term. Who knows that the agreement is renewed, and
 * for how long, learns the end of the next term with the end of this one.
 */
function endsToldBy({ obligation, from }: Sent): string[] {
  if (obligation.kind !== 'notice') return [];
  const { term, decision, agency } = from;
  const { notice, about } = obligation;
  if (about && about.event !== 'term-end') return [];
  const tellers = ['welcome', 'reinstated', 'renewed', 'declined'];
  if (!about && !tellers.includes(notice)) return [];
  if (!about && term.endsOn === undefined) return [];
  const isTold = notice === 'renewed' || (notice === 'correction' && wasToldOfRenewal(from));
  const next =
    isTold &&
    decision?.kind === 'renew' &&
    nextTermDates(from, decision.length, decision.price, agency.timeZone).term;
  return [`${term.number} ${about?.date ?? term.endsOn}`, ...(next ? [`${next.number} ${next.endsOn}`] : [])];
}

/** The renewal window is open from its instant on, and not before the first day, in each term. */
function closedWindows({ moments }: Lived): string[] {
  const openings = new Map<string, Instant>();
  return moments.flatMap(({ agreement, now }) => {
    const { status, term } = agreement;
    if (status === 'suspended' || isOver(agreement) || awaitsAcceptance(agreement)) return [];
    if (term.endsOn === undefined) return [];
    // Closures may change before it opens, or after.
    const first = openings.get(term.endsOn) ?? opensAt(agreement, term.endsOn);
    openings.set(term.endsOn, first);
    const opens = [first, opensAt(agreement, term.endsOn)];
    const hasBegun = isReached(startOfDay(term.startsOn, agreement.agency.timeZone), now);
    const mayBeOpen = hasBegun && opens.some((one) => isReached(one, now));
    const mustBeOpen = hasBegun && opens.every((one) => isReached(one, now));
    return (status === 'renewal' ? mayBeOpen : !mustBeOpen)
      ? []
      : [`${now}: ${status} in term ${term.number}, which ends on ${term.endsOn}; the window opens ${opens}`];
  });
}

function opensAt(agreement: Agreement, endsOn: LocalDate): Instant {
  const nominal = shiftDate(endsOn, `-${agreement.offer.renewal.opens}`);
  return noticeTimeOn(businessDayAtOrBefore(nominal, agreement.agency.closures), agreement);
}

/** Nobody gets the same notice about the same day of a term twice. */
function doubleNotices({ sent }: Lived): string[] {
  const keys = sent
    .filter(({ result }) => result === 'accepted')
    .flatMap(({ obligation, to, from }) => {
      if (isSentAgain(obligation.id)) return [];
      const day =
        obligation.kind === 'notice' && obligation.about && obligation.notice !== 'correction'
          ? [`${slotOf(obligation.id)} ${obligation.about.date} in term ${from.term.number} to ${to}`]
          : [];
      return [`${obligation.id} to ${to}`, ...day];
    });
  return keys.filter((key, index) => keys.indexOf(key) !== index);
}

/** No notice names a day that is not the agreement's, or that has passed. */
function wrongDays({ sent }: Lived): string[] {
  return sent.flatMap(({ obligation, at, from }) => {
    if (obligation.kind !== 'notice' || !obligation.about) return [];
    const { about, notice, id } = obligation;
    const looksAhead = ['features-ending', 'renewal', 'deadline', 'correction', 'terms'].includes(notice);
    const isPast = looksAhead && isReached(about.endsAt, at);
    const days = {
      'term-end': from.term.endsOn === undefined ? [] : [from.term.endsOn],
      'features-end': from.features.flatMap(({ ends }) => ends?.on ?? []),
      acceptance: [about.date],
      deadline: [about.deadline?.termEndsOn === from.term.endsOn ? about.date : ''],
    }[about.event];
    const isOtherTerm = about.term !== undefined && about.term !== from.term.number;
    return isPast || isOtherTerm || !days.includes(about.date)
      ? [`${id} at ${at}: ${about.date} of ${days}, term ${from.term.number}`]
      : [];
  });
}

/** Every obligation has exactly one outcome. */
function wrongOutcomes({ agreement, planned }: Lived): string[] {
  const ended = new Set(agreement.record.flatMap((entry) => (entry.type === 'settled' ? [entry.id] : [])));
  const isAhead = new Set(agreement.plan.map(({ id }) => id));
  const lost = [...planned.keys()].filter((id) => !ended.has(id) && !isAhead.has(id));
  return [...doubleOutcomes(agreement.record), ...lost.map((id) => `${id}: no outcome`)];
}

/** Nothing that still lies ahead in a term is missing in its plan, unless it ended for a reason that holds. */
function missingObligations({ moments }: Lived): string[] {
  return moments.flatMap(({ agreement, now }, index) => {
    const before = moments[index - 1]?.agreement;
    const isSame =
      before?.term === agreement.term &&
      before.features === agreement.features &&
      before.offer === agreement.offer;
    if (isOver(agreement) || awaitsAcceptance(agreement) || isSame) return [];
    const planned = new Set(agreement.plan.map(({ id }) => id));
    return plan(agreement).flatMap(({ id, dueAt }) => {
      if (isReached(dueAt, now) || planned.has(id) || hasLaterAlert(id, agreement)) return [];
      const end = agreement.record.findLast((entry) => entry.type === 'settled' && entry.id === id);
      const why = end?.type === 'settled' ? (reasonOf(end)?.code ?? end.outcome) : 'lost';
      // Features that had ended before the start were never there.
      const isPast = kindIn(id) === 'features-ended' && why === 'planned-too-late';
      return isPast || ['decided', 'error'].includes(why) ? [] : [`${now}: ${id} is missing: ${why}`];
    });
  });
}

/** Before anyone is asked, an alert that would leave no time to answer is left out, if a later one follows. */
function hasLaterAlert(id: string, { plan: ahead }: Agreement): boolean {
  const question = id.replace(/-P\d+[YMD]:/, ':');
  return isUnansweredAlert(id) && ahead.some((one) => one.id.replace(/-P\d+[YMD]:/, ':') === question);
}

/** Once all is at rest, what contacts were told last is so: each moved day has its correction. */
function uncorrectedDays({ moments, sent }: Lived): string[] {
  const tellers = sent.filter(arrived).map((one) => ({ ...one, ends: endsToldBy(one) }));
  return moments.flatMap((moment) => {
    const { agreement, now } = moment;
    if (!isAtRest(moment)) return [];
    const before = tellers.filter(({ at }) => isReached(at, now));
    const ends = before
      .flatMap((one) => one.ends)
      .filter((one) => one.startsWith(`${agreement.term.number} `));
    const told = ends.at(-1);
    const is = `${agreement.term.number} ${agreement.term.endsOn}`;
    const features = agreement.features.flatMap(({ name, ends: end }) => {
      if (!end || isReached(end.at, now)) return [];
      const last = before.flatMap((one) => featureEndsToldBy(one, name)).at(-1);
      return last === undefined || last === end.on ? [] : [`${now}: ${name} told ${last}, is ${end.on}`];
    });
    return [...(told === undefined || told === is ? [] : [`${now}: told ${told}, is ${is}`]), ...features];
  });
}

/** Once all is at rest, each deadline ahead was told last with the days that it has. */
function untoldDeadlines({ moments, sent }: Lived): string[] {
  return moments.flatMap((moment) => {
    const { agreement, now } = moment;
    if (!isAtRest(moment) || agreement.decision?.kind === 'decline') return [];
    return agreement.plan.flatMap((one) => {
      if (one.kind !== 'notice' || one.notice !== 'deadline-missed' || !one.about?.deadline) return [];
      const { deadline, term, endsAt } = one.about;
      if (isReached(endsAt, now) || agreement.determinations.some(({ id }) => id === deadline.id)) return [];
      const told = sent
        .filter(({ at, result }) => isReached(at, now) && result === 'accepted')
        .flatMap(({ obligation }) => (obligation.kind === 'notice' ? [obligation] : []))
        .findLast(
          ({ notice, about }) =>
            notice === 'deadline' && about?.term === term && about?.deadline?.id === deadline.id,
        )?.about?.deadline;
      const isTold = told?.safeDay === deadline.safeDay && told?.lastDay === deadline.lastDay;
      return !told || isTold ? [] : [`${now}: ${deadline.id} told ${told.safeDay}, is ${deadline.safeDay}`];
    });
  });
}

function featureEndsToldBy({ obligation, from }: Sent, name: string): string[] {
  if (obligation.kind !== 'notice') return [];
  const { notice, about } = obligation;
  if (about) return about.event === 'features-end' && about.features.includes(name) ? [about.date] : [];
  if (!['welcome', 'reinstated'].includes(notice)) return [];
  return from.features.filter((one) => one.name === name).flatMap(({ ends }) => ends?.on ?? []);
}

function isAtRest({ agreement, now, inProgress }: Moment): boolean {
  const { status, plan: ahead, issues, hold } = agreement;
  if (status === 'suspended' || isOver(agreement) || hold) return false;
  return inProgress.length === 0 && issues.length === 0 && !ahead.some(({ dueAt }) => isReached(dueAt, now));
}

/** What is sent again goes to contacts whom it has not reached, unless someone asked for it. */
function sentAgainInVain({ sent }: Lived): string[] {
  return sent.flatMap(({ obligation, to, at, from }, index) => {
    if (obligation.kind !== 'notice' || (isSentAgain(obligation.id) && !obligation.missed)) return [];
    const reached = sent
      .slice(0, index)
      .filter((one) => one.to === to && one.result === 'accepted' && one.at !== at)
      .filter((one) => originalId(one.obligation.id) === originalId(obligation.id));
    const cameBack = from.record.filter((entry) => entry.type === 'bounced' && entry.address === to);
    return reached.length > cameBack.length ? [`${obligation.id} to ${to} at ${at}`] : [];
  });
}

/** Each rule by the title of its test. */
export const rules: Record<string, (lived: Lived) => string[]> = {
  'tells somebody each end of a term before it comes, or the operators know why not': unannouncedEnds,
  'opens the renewal window on its day in each term': closedWindows,
  'sends nobody a notice of the same day of a term twice': doubleNotices,
  'names no wrong day': wrongDays,
  'ends every obligation exactly once': wrongOutcomes,
  'plans all that lies ahead': missingObligations,
  'corrects each day that contacts were told and that has moved': uncorrectedDays,
  'tells again each deadline that was told and has moved': untoldDeadlines,
  'sends a missed notice only to contacts who do not have it': sentAgainInVain,
};
