// The English words around the letters of a message.
import { sentence } from '../../../../../text/sentences.ts';
import type { Words } from '../words.ts';
import { formats } from './formats.ts';

const { longDay } = formats;

/** The time until which something lasts, on the day in the calendar. */
const untilMidnight = (zone: string) => `until midnight at the end of this day, ${zone}`;

export const around: Words['around'] = {
  rehearsalMark: '[Rehearsal]',
  rehearsalBanner: 'This is a rehearsal. Nothing changes for your agency.',
  about: {
    heading: 'About this notice',
    what: ({ agency, product, brief }) =>
      `This notice is about ${product} (${brief.vendor}) for ${agency} (${brief.agency.id}).`,
    zone: ({ zone, today }) =>
      `Days and times are in ${zone}, where the agency is. “Today” means ${longDay(today)}.`,
  },
  recipients: {
    heading: 'Who gets this notice',
    roles: { owner: 'owner', contracting: 'contracting', technical: 'technical', executive: 'executive' },
    operators: 'The people who run this program',
  },
  questions: {
    heading: 'Questions',
    reply: 'Reply to this message.',
    replyOrWrite: (address) => `Reply to this message, or write to ${address}.`,
    goesTo: 'Your message goes to the people who run this program.',
  },
  buttons: {
    accept: 'Read the terms and answer',
    decide: 'Say whether you renew or decline',
    trained: 'Report completed training',
    acknowledge: 'Confirm that you got this message',
    name: 'Name who takes over',
    several: 'Open your agreement page',
  },
  link: {
    works: (day) => `This link is for you only. It works through ${longDay(day)}.`,
    takeOut: 'Remove it before you forward this message.',
    doNotForward: 'Do not forward it.',
    orReply: 'You can also reply to this message.',
  },
  several: {
    subject: (subject, count) => `${subject} (and ${count} more ${count === 1 ? 'notice' : 'notices'})`,
    heading: 'In this message',
    text: (count, { agency, product }) =>
      `There are ${count} notices about ${product} for ${agency}, the most urgent first:`,
  },
  sessions: {
    heading: 'Scheduled sessions',
    text: 'This message has a calendar file for each session. Open the files of the sessions that fit your schedule. Each time is in the time zone next to it.',
  },
  takenOut: {
    heading: 'Your calendar',
    one: 'This date is no longer valid. Open the calendar file that comes with this message. It removes the date from your calendar. If the date is still there afterward, delete it.',
    several:
      'These dates are no longer valid. Open the calendar files that come with this message. They remove the dates from your calendar. If a date is still there afterward, delete it.',
  },
  calendar: {
    lastDay: (what) => `Last day: ${what}`,
    lastDayToAccept: ({ product }) => `Last day to accept the terms: ${product}`,
    deadline: (what, { product }) => `Deadline: ${what} (${product})`,
    canAccept: ({ agency, product, zone }) =>
      `${agency} can accept the terms of ${product} ${untilMidnight(zone)}.`,
    termLasts: ({ agency, product, zone }) =>
      `The ${product} term for ${agency} lasts ${untilMidnight(zone)}.`,
    hasFeatures: ({ agency, product, ending, zone }) =>
      `${agency} has ${ending} in ${product} ${untilMidnight(zone)}.`,
    dueByClause: ({ agency, product }, task, { clause, lastDay }) =>
      `${agency}, ${product}. ${sentence(task)} It comes from ${clause}. The last day to do this is ${longDay(lastDay)}.`,
    session: ({ agency, product }) => `A ${product} training for ${agency}.`,
  },
};
