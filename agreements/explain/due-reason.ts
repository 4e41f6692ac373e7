// Why an obligation is due when it is, in words: which day it is counted from, and what shifts it from there.

import type { Agreement } from '../model/agreement.ts';
import { endOf } from '../model/dates.ts';
import { isFromActivation, sentAgainAt } from '../model/ids.ts';
import type { About, NoticeObligation, Obligation } from '../model/obligations.ts';
import type { Agency } from '../model/parties.ts';
import { meaningOfBounce } from '../model/stored.ts';
import { noticeTraits } from '../offer/notice-kinds.ts';
import type { LocalDate } from '../time/calendar.ts';
import { dayAt, isBusinessDay, nineOClock, shiftDate } from '../time/calendar.ts';
import { closureOn } from '../time/closures.ts';
import { closureInWords, dayBefore, dayInWords } from '../time/day-words.ts';
import type { Instant } from '../time/instants.ts';
import { between, inWords } from '../time/instants.ts';

/** A clause, without a period: `30 days before the features end on Sat, Oct 31, 2026 …`. */
export function whyThen(agreement: Agreement, obligation: Obligation): string {
  const { term, offer, agency } = agreement;
  const midnight = `0:00 local time (${agency.timeZone})`;
  const atEndOf = (first: LocalDate) => `${endOfDayBefore(first)}, local time (${agency.timeZone})`;
  switch (obligation.kind) {
    case 'grant-access':
      return isFromActivation(obligation.id)
        ? `access starts on the first day of the term, ${dayInWords(term.startsOn)}, at ${midnight}`
        : 'a command gives access at once';
    case 'end-access':
      return 'access is taken away at once when an agreement ends or is suspended';
    case 'end-features':
      return `the features end ${atEndOf(dayAt(obligation.dueAt, agency.timeZone))}`;
    case 'open-renewal': {
      const { on } = endOf(term);
      const nominal = shiftDate(on, `-${offer.renewal.opens}`);
      const from = `the renewal window opens ${inWords(offer.renewal.opens)} before the term ends ${endOfDayBefore(on)}, on ${dayInWords(nominal)}`;
      return `${from}${shifted(nominal, obligation, agency)}`;
    }
    case 'end-term':
      return `the term ends ${atEndOf(endOf(term).on)}`;
    case 'end-grace':
      return `access stays for ${inWords(offer.renewal.grace ?? 'P0D')} after a term that ends undecided, until ${midnight}`;
    case 'withdraw':
      return `terms that nobody accepts are withdrawn ${inWords(offer.acceptance?.withdrawAfter ?? 'P0D')} after they were offered, at ${midnight}; days on hold or suspended don't count`;
    case 'alert':
      return obligation.about
        ? 'the operators get an alert if nobody has answered that notice; it goes out in their office hours'
        : 'the operators get an alert at once';
    case 'notice':
      return whyNoticeThen(agreement, obligation);
    default:
      return obligation satisfies never;
  }
}

function whyNoticeThen(agreement: Agreement, notice: NoticeObligation): string {
  const { term, agency } = agreement;
  const { id, kind: _, lead, wait, about, notice: kind, training } = notice;
  const again = sentAgainAt(id);
  if (again !== undefined) return whyAgain(agreement, again, about);
  if (about?.was !== undefined && !about.deadline) {
    return `the agency was told ${dayInWords(dayBefore(about.was))}, and the last day moved to ${dayInWords(dayBefore(about.date))}, so a correction goes out at once`;
  }
  if (training?.changed)
    return 'the sessions that the agency was told about changed, so this goes out at once';
  if (kind === 'link') return 'a contact asked for a fresh link, so it goes out at once';
  if (kind === 'contact-wanted') return 'a contact left, so the others are asked at once';
  if (kind === 'terms')
    return wait
      ? `${inWords(wait)} after the terms were offered, on a business day at 9:00; days on hold or suspended don't count`
      : 'the terms are offered when the agreement starts, or when a hold or a suspension before that ends';
  if (noticeTraits[kind].tellsOfEvent) return `it goes out at once when an agreement is ${kind}`;
  if (!about && term.number > 1) return 'it goes out on the first day of the first term';
  if (!about) {
    const nominal = wait ? shiftDate(term.startsOn, wait) : term.startsOn;
    if (wait)
      return `${inWords(wait)} after the first day of the term, on ${dayInWords(nominal)}${shifted(nominal, notice, agency)}`;
    return `it goes out on the first day of the term, ${dayInWords(nominal)}${shifted(nominal, notice, agency)}`;
  }
  const from = about.deadline?.safeDay ?? about.date;
  const nominal = lead ? shiftDate(from, `-${lead}`) : about.date;
  return `${countedFrom(notice, agency)}${lead ? `, on ${dayInWords(nominal)}` : ''}${shifted(nominal, notice, agency)}`;
}

/** @param at when it was decided to send it again */
function whyAgain({ record }: Agreement, at: Instant, about?: About): string {
  const entries = record.filter((entry) => entry.at === at);
  const types = entries.map(({ type }) => type);
  if (entries.some((entry) => entry.type === 'bounced' && meaningOfBounce(entry) === 'our-mail-refused'))
    return 'a mail server refused our mail, so it is sent again after a while';
  if (types.includes('bounced')) return 'mail bounced from a contact, so it goes to the next contact at once';
  if (types.includes('contacts-changed')) return 'a new contact took the place of one who did not get it';
  if (types.includes('retried')) return 'someone ran "retry", so it is tried again at once';
  if (about?.was !== undefined && !types.includes('resent'))
    return about.wasLastDay === undefined
      ? 'the days on which federal offices are closed moved the last safe day, so it is told again at once'
      : `the deadline moved from ${dayInWords(about.wasLastDay)}, so it is told again at once`;
  return 'someone ran "resend", so it is sent again at once';
}

function countedFrom({ about, lead }: NoticeObligation, agency: Agency): string {
  const before = lead ? `${inWords(lead)} before` : 'when';
  if (!about) return '';
  const { deadline, date } = about;
  if (!deadline) {
    const what = about.event === 'term-end' ? 'the term ends' : 'the features end';
    return `${before} ${what} ${endOfDayBefore(date)}`;
  }
  const { safeDay, lastDay, clause } = deadline;
  const text = deadline.text.charAt(0).toLowerCase() + deadline.text.slice(1);
  const last =
    safeDay === lastDay
      ? dayInWords(lastDay)
      : `${dayInWords(safeDay)} (the last, ${dayInWords(lastDay)}, is ${dayOff(lastDay, agency)})`;
  return lead
    ? `${before} the last safe day to ${text} (${clause}), ${last}`
    : `on the day after the last day to ${text} (${clause}), ${dayInWords(lastDay)}`;
}

/** How the day was shifted to a business day, and the minutes past nine. */
function shifted(nominal: LocalDate, { dueAt }: Obligation, agency: Agency): string {
  const { timeZone, closures } = agency;
  const actual = dayAt(dueAt, timeZone);
  const minutes = between(nineOClock(actual, timeZone, 0), dueAt) / 60_000;
  const side = actual < nominal ? 'before' : 'after';
  const moved =
    actual === nominal
      ? ''
      : `; that is ${dayOff(nominal, agency)}, so it is due on the business day ${side}, ${dayInWords(actual)}`;
  const spread = minutes > 0 ? `, plus ${minutes} minute${minutes === 1 ? '' : 's'} to spread the mail` : '';
  const closure = closureOn(actual, closures);
  const closed = closure ? `; federal offices may be closed then: ${closureInWords(closure)}` : '';
  return `${moved}; at 9:00 local time (${timeZone})${spread}${closed}`;
}

/** Ends are at 0:00 of the first day without; people are shown the day before. */
function endOfDayBefore(first: LocalDate): string {
  return `at the end of ${dayInWords(dayBefore(first))}`;
}

function dayOff(date: LocalDate, { closures }: Agency): string {
  const weekday = new Date(date).getUTCDay();
  if (weekday === 6) return 'a Saturday';
  if (weekday === 0) return 'a Sunday';
  if (!isBusinessDay(date)) return 'a federal holiday';
  const closure = closureOn(date, closures);
  return closure
    ? `a day on which federal offices are closed, ${closureInWords(closure)}`
    : 'not a business day';
}
