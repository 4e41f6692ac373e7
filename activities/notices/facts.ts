// What a notice can say: the order's data as phrases of plain English, each made in one place.
import { Temporal } from 'temporal-polyfill';
import type { About, Contact, Instant, LocalDate } from '../../agreements/agreement.ts';
import { dayAt, daysBetween, shiftDate } from '../../agreements/calendar.ts';
import type { Price } from '../../agreements/offer.ts';
import type { Brief } from '../../workflows/ports.ts';

/** What a notice is written from. */
export type Occasion = {
  brief: Brief;
  about?: About | undefined;
  /** Days told before that fall away with this. */
  withdrawn?: About[] | undefined;
  recipients: Contact[];
  /** When that happened which it tells of; left out: now. */
  happenedAt?: Instant | undefined;
  now: Instant;
};

export type Facts = ReturnType<typeof factsOf>;

/**
 * The phrases for one notice. Days are the agency's own; the dates that come in are the first days *without*,
 * what is said is the last day *with*.
 */
export function factsOf(occasion: Occasion) {
  const { brief, about, recipients, now, happenedAt = now } = cleaned(occasion);
  const { timeZone } = brief.agency;
  const today = dayAt(now, timeZone);
  const zone = zoneName(timeZone, now);
  const lastDay = shiftDate(about?.date ?? brief.term.endsOn, '-P1D');
  const midnightAfter = (day: LocalDate) => `midnight at the end of ${longDay(day)}, ${zone}`;
  return {
    brief,
    about,
    recipients,
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
    midnightAfter,
    /** What ends, by its names. */
    ending: about?.features.length ? listed(about.features) : 'the features with an earlier end',
    dayOf: (instant: Instant) => longDay(dayAt(instant, timeZone)),
    /** The last day of access when nobody decides. */
    graceLastDay: brief.grace && shiftDate(shiftDate(brief.term.endsOn, brief.grace), '-P1D'),
  };
}

/** `1` on the last day itself. */
export function daysUntil(today: LocalDate, lastDay: LocalDate): number {
  return daysBetween(today, lastDay) + 1;
}

/** `You have 30 days left, counting today.` */
export function timeLeft(daysLeft: number): string {
  if (daysLeft > 2) return `You have ${daysLeft} days left, counting today.`;
  if (daysLeft === 2) return 'Tomorrow is the last day.';
  if (daysLeft === 1) return 'Today is the last day.';
  return daysLeft === 0 ? 'That was yesterday.' : `That was ${1 - daysLeft} days ago.`;
}

/** `Monday, November 23, 2026` */
export function longDay(day: LocalDate): string {
  return written(day, { dateStyle: 'full' });
}

/** `November 23` */
export function shortDay(day: LocalDate): string {
  return written(day, { month: 'long', day: 'numeric' });
}

function written(day: LocalDate, format: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-US', { ...format, timeZone: 'UTC' }).format(new Date(`${day}T00:00Z`));
}

/** `Eastern Time` */
function zoneName(timeZone: string, now: Instant): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longGeneric' }).formatToParts(
    new Date(now),
  );
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
}

/** `Deep Research and Advanced Voice Mode` */
export function listed(names: string[]): string {
  return new Intl.ListFormat('en-US').format(names);
}

export function capitalized(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

/** What somebody wrote as a sentence: with a capital and a full stop. */
export function sentence(text: string): string {
  return `${capitalized(text)}${/[.!?]$/.test(text) ? '' : '.'}`;
}

/** `P18M` → `18 months` */
export function spokenPeriod(period = 'P0D'): string {
  const { years, months, days } = Temporal.Duration.from(period);
  return years ? countOf(years, 'year') : months ? countOf(months, 'month') : countOf(days, 'day');
}

/** `1 day`, `2 days` */
export function countOf(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** `$1.00 per agency` */
export function spokenPrice({ amount, currency, per }: Price): string {
  const money = new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(Number(amount));
  return per ? `${money} per ${per}` : money;
}

const lineBreaks = /[\p{Cc}\p{Zl}\p{Zp}\s]+/gu;
const directionOverrides = /[\u202a-\u202e\u2066-\u2069]/g;
const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** One line, without what reorders the text around it and without what mail programs decode (RFC 2047). */
export function oneLine(text: string): string {
  return text.replace(lineBreaks, ' ').replace(directionOverrides, '').replaceAll('=?', '= ?').trim();
}

/** All texts in a value as one line each; right-to-left ones kept from reordering the English around them. */
function cleaned<T>(value: T): T {
  if (typeof value === 'string') {
    const line = oneLine(value);
    return (rightToLeft.test(line) ? `\u2068${line}\u2069` : line) as T;
  }
  if (Array.isArray(value)) return value.map(cleaned) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [cleaned(key), cleaned(inner)])) as T;
}
