// The facts that a letter can state. Facts that need words are in the reader's language.

import type { CalendarSession } from '../../../agreements/delivery/calendar-sessions.ts';
import type { Brief } from '../../../agreements/delivery/order-types.ts';
import { endOf, type Feature } from '../../../agreements/model/dates.ts';
import { offerOf } from '../../../agreements/model/ids.ts';
import type { About, PlannedDeadline } from '../../../agreements/model/obligations.ts';
import type { Contact } from '../../../agreements/model/parties.ts';
import type { LocalDate } from '../../../agreements/time/calendar.ts';
import { dayAt, daysBetween, shiftDate } from '../../../agreements/time/calendar.ts';
import { dayBefore } from '../../../agreements/time/day-words.ts';
import type { Instant } from '../../../agreements/time/instants.ts';
import { ownValue } from '../../../agreements/validation/own-value.ts';
import { withOneLineTexts } from '../../../text/sentences.ts';
import type { Formats } from './words/formats.ts';

/** An offer by its names. */
export type OfferName = { id: string; vendor: string; product: string };

/** Everything that a notice is written from. */
export type NoticeInput = {
  brief: Brief;
  about?: About | undefined;
  /** Days in earlier notices that this notice withdraws. */
  withdrawn?: About[] | undefined;
  /** The training sessions ahead, the next one first. */
  sessions?: CalendarSession[] | undefined;
  /** The recipients were told about other sessions before. */
  sessionsChanged?: true | undefined;
  /** Sessions in earlier notices that this notice withdraws. */
  withdrawnSessions?: CalendarSession[] | undefined;
  recipients: Contact[];
  /** Other contacts who have this notice or will get it. */
  others?: Contact[] | undefined;
  operatorsToo?: true | undefined;
  /** Where questions go, besides a reply. */
  askAt?: string | undefined;
  /** All offers of the catalog. */
  offers?: OfferName[] | undefined;
  /** Does the message have an answer link? Left out: contacts can answer by reply only. */
  byLink?: boolean;
  /** When the event behind the notice happened. Left out: now. */
  happenedAt?: Instant | undefined;
  now: Instant;
};

export type Facts = ReturnType<typeof factsOf>;

/**
 * The facts for one letter. Days are in the agency's time zone. The dates in the input are first days *without* something;
 * letters name the last day *with* it.
 */
export function factsOf(
  input: NoticeInput,
  { language, longDay, listed, zoneName, midnightAfter, someFeatures, startOf }: Formats,
) {
  const {
    brief,
    about,
    recipients,
    now,
    happenedAt = now,
    byLink = false,
    ...rest
  } = withOneLineTexts(input);
  const { sessions = [], withdrawnSessions = [], sessionsChanged = false } = rest;
  const { others = [], operatorsToo = false, askAt, offers = [] } = rest;
  const [next] = sessions;
  const said = (text: string) => (language === 'es' ? (ownValue(brief.spanish ?? {}, text) ?? text) : text);
  const { timeZone } = brief.agency;
  const today = dayAt(now, timeZone);
  const zone = zoneName(timeZone, now);
  const { endsOn } = brief.term;
  const lastDay = dayBefore(about?.date ?? endsOn ?? shiftDate(today, 'P1D'));
  const { decision } = brief;
  return {
    brief,
    about,
    allRecipients: [...recipients, ...others],
    operatorsToo,
    askAt,
    answerBy: byLink ? ('link' as const) : ('reply' as const),
    /** A text of the offer in the reader's language. Unchanged if it has no translation. */
    said,
    /** The other offers, in alphabetical order. */
    alternatives: offers
      .filter(({ id }) => id !== offerOf(brief.agreement))
      .map(nameOf)
      .toSorted((one, other) => one.localeCompare(other, 'en')),
    /** An offer's name, by its id. */
    offerNamed: (id: string) => offers.filter((offer) => offer.id === id).map(nameOf)[0] ?? id,
    today,
    happenedOn: dayAt(happenedAt, timeZone),
    zone,
    agency: brief.agency.name,
    product: brief.product,
    /** The last day of what the notice is about. By default, the last day of the term, or today if it has no end. */
    lastDay,
    /** Undefined if the term has no end. */
    termLastDay: endsOn && dayBefore(endsOn),
    /** Days left, counting today and the last day: 1 on the last day, 0 or less after the last day. */
    daysLeft: daysUntil(today, lastDay),
    midnightAfter: (day: LocalDate) => midnightAfter(day, zone),
    /** The names of the features that end. */
    ending: about?.features.length ? listed(about.features.map(said)) : someFeatures,
    dayOf: (instant: Instant) => longDay(dayAt(instant, timeZone)),
    /** The decision to renew. Undefined before that decision. */
    renewal: decision?.kind === 'renew' ? decision : undefined,
    sessions,
    sessionsChanged,
    withdrawnSessions,
    /** The start of the next session, in the session's own time zone. */
    nextSession: next && startOf(next),
    /** The last day of access if nobody decides. */
    graceLastDay: brief.grace && endsOn && dayBefore(shiftDate(endsOn, brief.grace)),
  };
}

/** The days left, counting today and the last day: 1 on the last day. */
export function daysUntil(today: LocalDate, lastDay: LocalDate): number {
  return daysBetween(today, lastDay) + 1;
}

/** The days left until `dayToAct`, counting today and that day. */
export function daysToAct(facts: Facts): number {
  return daysUntil(facts.today, dayToAct(facts));
}

/** The last day to do what the notice asks. For a deadline, this is its safe day. */
export function dayToAct({ about, lastDay }: Facts): LocalDate {
  return about?.deadline?.safeDay ?? lastDay;
}

/** The last day of a term that ends. @throws {TypeError} if it has no end */
export function lastDayOfTerm({ brief }: Facts): LocalDate {
  return dayBefore(endOf(brief.term).on);
}

/** The deadline of a notice about a deadline. @throws {TypeError} if the notice has no deadline */
export function deadlineOf({ about }: Facts): PlannedDeadline {
  if (!about?.deadline) throw new TypeError('This notice needs a deadline and has none.');
  return about.deadline;
}

/** The features that stay when others end. */
export function staying({ brief, about }: Facts): Feature[] {
  return brief.features.filter(({ name }) => !about?.features.includes(name));
}

/** The features that end first, before the term ends: their names, and their last day. Undefined if no feature ends early. */
export function endingFirst({
  brief: { features },
}: Facts): { names: string[]; lastDay: LocalDate } | undefined {
  const [first] = features.flatMap(({ ends }) => (ends ? [ends.on] : [])).toSorted();
  if (first === undefined) return undefined;
  const names = features.filter(({ ends }) => ends?.on === first).map(({ name }) => name);
  return { names, lastDay: dayBefore(first) };
}

/** The offer's training and other help. The community is left out, because it has its own letter. */
export function helpOf({ brief: { support, community } }: Facts): string[] {
  return support.filter((text) => !community.includes(text));
}

function nameOf({ vendor, product }: OfferName): string {
  return `${product} (${vendor})`;
}
