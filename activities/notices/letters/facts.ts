// What a letter can say: what is known of a notice, put into a language where it needs words.

import type { CalendarSession } from '../../../agreements/delivery/calendar-sessions.ts';
import type { Brief } from '../../../agreements/delivery/order-types.ts';
import type { Feature } from '../../../agreements/model/dates.ts';
import { offerOf } from '../../../agreements/model/ids.ts';
import type { About, PlannedDeadline } from '../../../agreements/model/obligations.ts';
import type { Contact } from '../../../agreements/model/parties.ts';
import type { LocalDate } from '../../../agreements/time/calendar.ts';
import { dayAt, daysBetween, shiftDate } from '../../../agreements/time/calendar.ts';
import type { Instant } from '../../../agreements/time/instants.ts';
import { withOneLineTexts } from '../../../text/sentences.ts';
import type { Formats } from './words/formats.ts';

/** An offer by its names. */
export type OfferName = { id: string; vendor: string; product: string };

/** What a notice is written from. */
export type NoticeInput = {
  brief: Brief;
  about?: About | undefined;
  /** Days in earlier notices that this one withdraws. */
  withdrawn?: About[] | undefined;
  /** The training sessions ahead, the next one first. */
  sessions?: CalendarSession[] | undefined;
  /** It goes to those who were told of other sessions. */
  sessionsChanged?: true | undefined;
  /** Sessions in earlier notices that this one withdraws. */
  withdrawnSessions?: CalendarSession[] | undefined;
  recipients: Contact[];
  /** Who else has it or will have it. */
  others?: Contact[] | undefined;
  operatorsToo?: true | undefined;
  /** Where questions go, besides a reply. */
  askAt?: string | undefined;
  /** All offers of the catalog. */
  offers?: OfferName[] | undefined;
  /** Does the message have a link to answer by? Left out: by reply only. */
  byLink?: boolean;
  /** When the event that it is about happened; left out: now. */
  happenedAt?: Instant | undefined;
  now: Instant;
};

export type Facts = ReturnType<typeof factsOf>;

/**
 * The facts for one letter. Days are the agency's own. The dates that come in are the first days *without*; what a
 * letter names is the last day *with*.
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
  const said = (text: string) => (language === 'es' ? (brief.spanish?.[text] ?? text) : text);
  const { timeZone } = brief.agency;
  const today = dayAt(now, timeZone);
  const zone = zoneName(timeZone, now);
  const lastDay = shiftDate(about?.date ?? brief.term.endsOn, '-P1D');
  const { decision } = brief;
  return {
    brief,
    about,
    allRecipients: [...recipients, ...others],
    operatorsToo,
    askAt,
    answerBy: byLink ? ('link' as const) : ('reply' as const),
    /** A text of the offer in the reader's language; as it stands there if there is no translation. */
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
    /** The last day of what the notice is about: of the term, if it is about nothing else. */
    lastDay,
    termLastDay: shiftDate(brief.term.endsOn, '-P1D'),
    /** Days left, with today and the last day counted: 1 on the last day, 0 or less after it. */
    daysLeft: daysUntil(today, lastDay),
    midnightAfter: (day: LocalDate) => midnightAfter(day, zone),
    /** The names of what ends. */
    ending: about?.features.length ? listed(about.features.map(said)) : someFeatures,
    dayOf: (instant: Instant) => longDay(dayAt(instant, timeZone)),
    /** Known once it was decided to renew. */
    renewal: decision?.kind === 'renew' ? decision : undefined,
    sessions,
    sessionsChanged,
    withdrawnSessions,
    /** When the next session starts, where it takes place. */
    nextSession: next && startOf(next),
    /** The last day of access if nobody decides. */
    graceLastDay: brief.grace && shiftDate(shiftDate(brief.term.endsOn, brief.grace), '-P1D'),
  };
}

/** `1` on the last day itself. */
export function daysUntil(today: LocalDate, lastDay: LocalDate): number {
  return daysBetween(today, lastDay) + 1;
}

/** Until the day by which to do what is asked. For a deadline that is a business day. */
export function daysToAct(facts: Facts): number {
  return daysUntil(facts.today, dayToAct(facts));
}

/** The day by which to do what is asked. For a deadline that is a business day. */
export function dayToAct({ about, lastDay }: Facts): LocalDate {
  return about?.deadline?.safeDay ?? lastDay;
}

/** What a notice of a deadline is about. */
export function deadlineOf({ about }: Facts): PlannedDeadline {
  if (!about?.deadline) throw new TypeError('This notice of a deadline has no deadline.');
  return about.deadline;
}

/** What stays when something ends. */
export function staying({ brief, about }: Facts): Feature[] {
  return brief.features.filter(({ name }) => !about?.features.includes(name));
}

/** What ends first, before the term does: its names, and the last day with it. */
export function endingFirst({
  brief: { features },
}: Facts): { names: string[]; lastDay: LocalDate } | undefined {
  const [first] = features.flatMap(({ ends }) => (ends ? [ends.on] : [])).toSorted();
  if (first === undefined) return undefined;
  const names = features.filter(({ ends }) => ends?.on === first).map(({ name }) => name);
  return { names, lastDay: shiftDate(first, '-P1D') };
}

/** The training and other help that the offer has, without its community: that has a letter of its own. */
export function helpOf({ brief: { support, community } }: Facts): string[] {
  return support.filter((text) => !community.includes(text));
}

function nameOf({ vendor, product }: OfferName): string {
  return `${product} (${vendor})`;
}
