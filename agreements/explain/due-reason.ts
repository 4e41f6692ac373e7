// Why an obligation falls due when it does, in words: from which day it is counted, and what moved it from there.

import type { Agreement } from '../model/agreement.ts';
import { isFromActivation, sentAgainAt } from '../model/ids.ts';
import type { NoticeObligation, Obligation } from '../model/obligations.ts';
import type { Agency } from '../model/parties.ts';
import { noticeTraits } from '../offer/notice-kinds.ts';
import type { LocalDate } from '../time/calendar.ts';
import { dayAt, isBusinessDay, nineOClock, shiftDate } from '../time/calendar.ts';
import { dayInWords } from '../time/date-words.ts';
import type { Instant } from '../time/instants.ts';
import { between, inWords } from '../time/instants.ts';

/** A sentence without its end: `30 days before the features end on Sat, Oct 31, 2026 …`. */
export function whyThen(agreement: Agreement, obligation: Obligation): string {
  const { term, offer, agency } = agreement;
  const midnight = `0:00 where the agency is (${agency.timeZone})`;
  switch (obligation.kind) {
    case 'grant-access':
      return isFromActivation(obligation.id)
        ? `access is given on the first day of the term, ${dayInWords(term.startsOn)}, at ${midnight}`
        : 'access is given at once by what somebody decided';
    case 'end-access':
      return 'access is taken at once with what ended or paused it';
    case 'end-features':
      return `the features end on ${dayInWords(dayAt(obligation.dueAt, agency.timeZone))}, at ${midnight}`;
    case 'open-renewal': {
      const nominal = shiftDate(term.endsOn, `-${offer.renewal.opens}`);
      const from = `the window opens ${inWords(offer.renewal.opens)} before the term ends on ${dayInWords(term.endsOn)}, on ${dayInWords(nominal)}`;
      return `${from}${shifted(nominal, obligation, agency)}`;
    }
    case 'end-term':
      return `the term ends on ${dayInWords(term.endsOn)}, at ${midnight}`;
    case 'end-grace':
      return `access stays for ${inWords(offer.renewal.grace ?? 'P0D')} after a term that ends undecided, until ${midnight}`;
    case 'withdraw':
      return `terms that nobody accepts are withdrawn ${inWords(offer.acceptance?.withdrawAfter ?? 'P0D')} after they were offered, days of a pause not counted, at ${midnight}`;
    case 'alert':
      return obligation.about
        ? 'operators are told when nobody has answered that notice'
        : 'operators are told at once';
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
  if (again !== undefined) return whyAgain(agreement, again);
  if (about?.was !== undefined) {
    return `the day that the agency had been told, ${dayInWords(about.was)}, moved to ${dayInWords(about.date)}; that is said at once`;
  }
  if (training?.changed) return 'the sessions that the agency had been told of changed; that is said at once';
  if (kind === 'link') return 'somebody asked for a fresh link, at once';
  if (kind === 'contact-wanted') return 'a contact left; the others are asked at once';
  if (kind === 'terms')
    return wait
      ? `${inWords(wait)} after the terms were offered, days of a pause not counted, on a business day at 9:00`
      : 'the terms are offered as the agreement starts, or once a pause before that is over';
  if (noticeTraits[kind].tellsOfEvent) return `it goes at once when an agreement is ${kind}`;
  if (!about && term.number > 1) return 'it goes on the first day of the first term';
  if (!about) {
    const nominal = wait ? shiftDate(term.startsOn, wait) : term.startsOn;
    if (wait)
      return `${inWords(wait)} after the first day of the term, on ${dayInWords(nominal)}${shifted(nominal, notice, agency)}`;
    return `it goes on the first day of the term, ${dayInWords(nominal)}${shifted(nominal, notice, agency)}`;
  }
  const from = about.deadline?.safeDay ?? about.date;
  const nominal = lead ? shiftDate(from, `-${lead}`) : about.date;
  return `${countedFrom(notice)}${lead ? `, on ${dayInWords(nominal)}` : ''}${shifted(nominal, notice, agency)}`;
}

/** @param at when it was decided to send it again */
function whyAgain({ record }: Agreement, at: Instant): string {
  const types = record.filter((entry) => entry.at === at).map(({ type }) => type);
  if (types.includes('bounced')) return 'mail came back from a contact, so it goes to the next one, at once';
  if (types.includes('contacts-changed')) return 'somebody took the place of a contact who had not got it';
  if (types.includes('retried')) return 'it is tried again at once, as somebody asked';
  return 'somebody asked for it to be sent again, at once';
}

function countedFrom({ about, lead }: NoticeObligation): string {
  const before = lead ? `${inWords(lead)} before` : 'when';
  if (!about) return '';
  const { deadline, date } = about;
  if (!deadline) {
    const what = about.event === 'term-end' ? 'the term ends' : 'the features end';
    return `${before} ${what} on ${dayInWords(date)}`;
  }
  const { safeDay, lastDay, clause } = deadline;
  const text = deadline.text.charAt(0).toLowerCase() + deadline.text.slice(1);
  const last =
    safeDay === lastDay
      ? dayInWords(lastDay)
      : `${dayInWords(safeDay)} (the last, ${dayInWords(lastDay)}, is ${dayOff(lastDay)})`;
  return lead
    ? `${before} the last safe day to ${text} (${clause}), ${last}`
    : `on the day after the last day to ${text} (${clause}), ${dayInWords(lastDay)}`;
}

/** That the day was none for business, and the minutes past nine. */
function shifted(nominal: LocalDate, { dueAt }: Obligation, { timeZone }: Agency): string {
  const actual = dayAt(dueAt, timeZone);
  const minutes = between(nineOClock(actual, timeZone, 0), dueAt) / 60_000;
  const side = actual < nominal ? 'before' : 'after';
  const moved =
    actual === nominal
      ? ''
      : `; that is ${dayOff(nominal)}, so it is the business day ${side}, ${dayInWords(actual)}`;
  const spread =
    minutes > 0 ? ` and ${minutes} minute${minutes === 1 ? '' : 's'}, so that not all go at once` : '';
  return `${moved}; at 9:00 where the agency is (${timeZone})${spread}`;
}

function dayOff(date: LocalDate): string {
  const weekday = new Date(date).getUTCDay();
  if (weekday === 6) return 'a Saturday';
  if (weekday === 0) return 'a Sunday';
  return isBusinessDay(date) ? 'another day' : 'a federal holiday';
}
