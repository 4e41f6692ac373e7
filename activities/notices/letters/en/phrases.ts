// The small phrases of the English edition.

import type { Price } from '../../../../agreements/offer/schema.ts';
import { dayAt } from '../../../../agreements/time/calendar.ts';
import { formatsIn } from '../../../../text/formats.ts';
import type { Phrases } from '../edition.ts';

const { money, zoneName, clockTime, ...formats } = formatsIn('en-US');
export const { countOf, listed, longDay, shortDay, spokenPeriod } = formats;

export const phrases: Phrases = {
  language: 'en',
  longDay,
  listed,
  zoneName,
  midnightAfter: (day, zone) => `midnight at the end of ${longDay(day)}, ${zone}`,
  someFeatures: 'the features with an earlier end',
  startOf: ({ startsAt, timeZone }) =>
    `${longDay(dayAt(startsAt, timeZone))}, ${clockTime(startsAt, timeZone)} ${zoneName(timeZone, startsAt)}`,
  lengthOf: ({ minutes }) => countOf(minutes, 'minute'),
};

/** `You have 30 days left, counting today.` */
export function timeLeft(daysLeft: number): string {
  if (daysLeft > 2) return `You have ${daysLeft} days left, counting today.`;
  if (daysLeft === 2) return 'Tomorrow is the last day.';
  if (daysLeft === 1) return 'Today is the last day.';
  return daysLeft === 0 ? 'That was yesterday.' : `That was ${1 - daysLeft} days ago.`;
}

export function countdown(daysLeft: number, what: string): string {
  if (daysLeft > 2) return `${daysLeft} days left ${what}`;
  return `${daysLeft === 2 ? 'tomorrow' : 'today'} is the last day ${what}`;
}

/** `$1.00 per agency` */
export function spokenPrice({ amount, currency, per }: Price): string {
  const price = money(amount, currency);
  return per ? `${price} per ${per}` : price;
}
