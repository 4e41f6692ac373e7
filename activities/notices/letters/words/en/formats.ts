// How English writes days, times, lists and amounts.
import { dayAt } from '../../../../../agreements/time/calendar.ts';
import { formatsIn, isFree } from '../../../../../text/formats.ts';
import type { Formats } from '../formats.ts';

const { money, clockTime, ...common } = formatsIn('en-US');
const { countOf, longDay, zoneName } = common;

export const formats: Formats = {
  ...common,
  language: 'en',
  spokenPrice: ({ amount, currency, per }) =>
    isFree(amount) ? 'free of charge' : `${money(amount, currency)}${per ? ` per ${per}` : ''}`,
  midnightAfter: (day, zone) => `midnight at the end of ${longDay(day)}, ${zone}`,
  timeLeft: (daysLeft) => {
    if (daysLeft > 2) return `You have ${daysLeft} days left, counting today.`;
    if (daysLeft === 2) return 'Tomorrow is the last day.';
    if (daysLeft === 1) return 'Today is the last day.';
    return daysLeft === 0 ? 'That was yesterday.' : `That was ${countOf(1 - daysLeft, 'day')} ago.`;
  },
  countdown: (daysLeft, what) => {
    if (daysLeft > 2) return `${daysLeft} days left ${what}`;
    return `${daysLeft === 2 ? 'tomorrow' : 'today'} is the last day ${what}`;
  },
  someFeatures: 'the features that end earlier',
  startOf: ({ startsAt, timeZone }) =>
    `${longDay(dayAt(startsAt, timeZone))}, ${clockTime(startsAt, timeZone)} ${zoneName(timeZone, startsAt)}`,
};
