// What a notice can say: the order's data, and the phrases that an edition makes of it, each made in one place.

import type { CalendarSession } from '../../../agreements/delivery/calendar-sessions.ts';
import type { Brief } from '../../../agreements/delivery/order-types.ts';
import type { Feature } from '../../../agreements/model/dates.ts';
import { offerOf } from '../../../agreements/model/ids.ts';
import type { About, PlannedDeadline } from '../../../agreements/model/obligations.ts';
import type { Contact } from '../../../agreements/model/parties.ts';
import type { LocalDate } from '../../../agreements/time/calendar.ts';
import { dayAt, daysBetween, shiftDate } from '../../../agreements/time/calendar.ts';
import type { Instant } from '../../../agreements/time/instants.ts';
import type { Phrases } from './edition.ts';

/** An offer by its names. */
export type OfferName = { id: string; vendor: string; product: string };

/** What a notice is written from. */
export type Occasion = {
  brief: Brief;
  about?: About | undefined;
  /** Days told before that fall away with this. */
  withdrawn?: About[] | undefined;
  /** The sessions of the training that lie ahead, the next one first. */
  sessions?: CalendarSession[] | undefined;
  /** It goes to those who were told of other sessions. */
  sessionsChanged?: true | undefined;
  /** Sessions told before that fall away with this. */
  withdrawnSessions?: CalendarSession[] | undefined;
  recipients: Contact[];
  /** Who else has it or will have it. */
  others?: Contact[] | undefined;
  operatorsToo?: true | undefined;
  /** Where questions go, beside a reply. */
  askAt?: string | undefined;
  /** The offers that there are. */
  offers?: OfferName[] | undefined;
  /** Can it be answered by a link? Left out: by reply only. */
  byLink?: boolean;
  /** When that happened which it tells of; left out: now. */
  happenedAt?: Instant | undefined;
  now: Instant;
};

export type Facts = ReturnType<typeof factsOf>;

/**
 * The phrases for one notice. Days are the agency's own; the dates that come in are the first days *without*,
 * what is said is the last day *with*.
 */
export function factsOf(
  occasion: Occasion,
  { language, longDay, listed, zoneName, midnightAfter, someFeatures, startOf }: Phrases,
) {
  const { brief, about, recipients, now, happenedAt = now, byLink = false, ...rest } = cleaned(occasion);
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
    whoGot: [...recipients, ...others],
    operatorsToo,
    askAt,
    byLink,
    /** A text of the offer in the reader's language; as it stands there if there is none. */
    said,
    /** Other offers, in the order of the alphabet. */
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
    /** Days left, today and the last day counted: 1 on the last day, 0 or less after it. */
    daysLeft: daysUntil(today, lastDay),
    midnightAfter: (day: LocalDate) => midnightAfter(day, zone),
    /** What ends, by its names. */
    ending: about?.features.length ? listed(about.features.map(said)) : someFeatures,
    dayOf: (instant: Instant) => longDay(dayAt(instant, timeZone)),
    /** Told when it was decided to renew. */
    renewal: decision?.kind === 'renew' ? decision : undefined,
    sessions,
    sessionsChanged,
    withdrawnSessions,
    /** When the next session starts, where it takes place. */
    nextSession: next && startOf(next),
    /** The last day of access when nobody decides. */
    graceLastDay: brief.grace && shiftDate(shiftDate(brief.term.endsOn, brief.grace), '-P1D'),
  };
}

/** `1` on the last day itself. */
export function daysUntil(today: LocalDate, lastDay: LocalDate): number {
  return daysBetween(today, lastDay) + 1;
}

/** What a notice of a deadline is about. */
export function deadlineOf({ about }: Facts): PlannedDeadline {
  if (!about?.deadline) throw new TypeError('A notice of a deadline says which one.');
  return about.deadline;
}

function nameOf({ vendor, product }: OfferName): string {
  return `${product} (${vendor})`;
}

/** What stays when something ends. */
export function staying({ brief, about }: Facts): Feature[] {
  return brief.features.filter(({ name }) => !about?.features.includes(name));
}

/** What ends first, before the term does: its names, and the last day with it; nothing if nothing does. */
export function endingFirst({
  brief: { features },
}: Facts): { names: string[]; lastDay: LocalDate } | undefined {
  const [first] = features.flatMap(({ ends }) => (ends ? [ends.on] : [])).toSorted();
  if (first === undefined) return undefined;
  const names = features.filter(({ ends }) => ends?.on === first).map(({ name }) => name);
  return { names, lastDay: shiftDate(first, '-P1D') };
}

/** What the offer has of training and other help: its community is told of by itself. */
export function helpOf({ brief: { support, community } }: Facts): string[] {
  return support.filter((text) => !community.includes(text));
}

export function capitalized(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

/** What somebody wrote as a sentence: with a capital and a full stop. */
export function sentence(text: string): string {
  return `${capitalized(text)}${/[.!?]$/.test(text) ? '' : '.'}`;
}

const lineBreaks = /[\p{Cc}\p{Zl}\p{Zp}\s]+/gu;
const directionOverrides = /[\u202a-\u202e\u2066-\u2069]/g;
const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** One line, without what reorders the text around it and without what mail programs decode (RFC 2047). */
export function oneLine(text: string): string {
  return text.replace(lineBreaks, ' ').replace(directionOverrides, '').replaceAll('=?', '= ?').trim();
}

/** All texts in a value as one line each; right-to-left ones kept from reordering what stands around them. */
function cleaned<T>(value: T): T {
  if (typeof value === 'string') {
    const line = oneLine(value);
    return (rightToLeft.test(line) ? `\u2068${line}\u2069` : line) as T;
  }
  if (Array.isArray(value)) return value.map(cleaned) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [cleaned(key), cleaned(inner)])) as T;
}
