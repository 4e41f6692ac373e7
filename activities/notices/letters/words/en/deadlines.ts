// The English words of the letters about moved days and deadlines.
import type { Words } from '../words.ts';
import { formats } from './formats.ts';

const { longDay, shortDay } = formats;

export const deadlines: Pick<Words['letters'], 'correction' | 'deadline' | 'deadlineMissed'> = {
  correction: {
    subjectOfFeatures: ({ product, ending, lastDay }) =>
      `${product}, new date: the last day with ${ending} is ${shortDay(lastDay)}`,
    subjectOfTerm: ({ product, lastDay }) => `${product}, new date: the term ends on ${shortDay(lastDay)}`,
    featuresUntil: ({ agency, ending, lastDay, midnightAfter }) =>
      `${agency} now has ${ending} until ${midnightAfter(lastDay)}.`,
    termUntil: ({ agency, product, lastDay, midnightAfter }) =>
      `The ${product} term for ${agency} now ends at ${midnightAfter(lastDay)}.`,
    please: 'The date in earlier notices is no longer valid. Please tell your people, and use the new date.',
    changed: {
      heading: 'What changed',
      before: (day) => `Old last day: ${longDay(day)}. It is no longer valid.`,
      earlier: (day, days) => `New last day: ${longDay(day)}. That is ${days} earlier.`,
      later: (day, days) => `New last day: ${longDay(day)}. That is ${days} later.`,
    },
    steps: [
      'Forward this notice to everyone who plans around this date.',
      'Open the calendar file that comes with this message. It updates the date in your calendar.',
      'Reply if the new date is not what you expect.',
    ],
  },

  deadline: {
    subject: ({ product }, title, safeDay) => `${product}, by ${shortDay(safeDay)}: ${title}`,
    subjectToday: ({ product }, title) => `${product}, today: ${title}`,
    hasDeadline: ({ agency, product }) => `${agency} has a deadline for ${product}.`,
    lastDay: ({ lastDay }) => `The last day to do this is ${longDay(lastDay)}.`,
    byDay: (day) => `by ${longDay(day)}`,
    byToday: 'today',
    please: (byThen) => `Please do it ${byThen}, and reply when it is done.`,
    moved: {
      heading: 'What changed',
      subject: ({ product }, title, safeDay) => `${product}, new date, by ${shortDay(safeDay)}: ${title}`,
      from: (was, safeDay) =>
        `Earlier notices said ${longDay(was)}. The day is now ${longDay(safeDay)}, because the days on which federal offices are closed have changed.`,
      lastDayFrom: (was, lastDay) =>
        `Earlier notices gave ${longDay(was)} as the last day. The last day is now ${longDay(lastDay)}.`,
      fromToPast: (was, safeDay) =>
        `Earlier notices said ${longDay(was)}. The days on which federal offices are closed have changed, so the day has passed: it was ${longDay(safeDay)}.`,
    },
    whyEarlier: {
      heading: 'Why not wait until the last day',
      closed: ({ lastDay }) => `Offices are closed on the last day, ${longDay(lastDay)}.`,
      safeDayIs: ({ safeDay }) => `The last business day before it is ${longDay(safeDay)}.`,
      safeDayWas: ({ safeDay }) => `The last business day before it was ${longDay(safeDay)}.`,
    },
    whereFrom: {
      heading: 'Where the deadline comes from',
      counted: (day) => `It is counted back from the last day of the term, ${longDay(day)}.`,
    },
    ifMissed: 'If the deadline is missed',
    doIt: (byThen, { clause }) => `Do it ${byThen}, as described in ${clause}.`,
    reply: 'Reply when it is done. Say on which day, and where it is documented.',
    confirmingIsNotEnough: 'Confirming that you got this message does not record it.',
    orDecline: 'Reply if your agency declines to renew instead.',
  },

  deadlineMissed: {
    subject: ({ product, lastDay }) =>
      `${product}: a deadline passed on ${shortDay(lastDay)} with nothing on record`,
    passed: ({ agency, product, lastDay }, title) =>
      `${agency} had a deadline for ${product} (${title}). It passed on ${longDay(lastDay)}, and we have no record that it was met.`,
    byClause: ({ clause }) => clause,
    please: 'Reply at once if it was done in time. Say on which day, and where it is documented.',
    whatWasAsked: 'What was asked',
    whatFollows: 'If it was missed',
    steps: [
      'Find out whether it was done in time.',
      'If it was, reply at once. Say on which day, and where it is documented.',
      'If it was not, ask your contracting officer what is still possible.',
    ],
  },
};
