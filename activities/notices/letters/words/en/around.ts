// The English words around the letters of a message.
import { capitalized, sentence } from '../../../../../text/sentences.ts';
import type { Words } from '../words.ts';
import { english } from './formats.ts';

const { longDay } = english;

/** Until when, on the day that a calendar shows. */
const untilMidnight = (zone: string) => `until midnight at the end of this day, ${zone}`;

export const around: Words['around'] = {
  rehearsalMark: '[Rehearsal]',
  rehearsalBanner: 'This is a rehearsal. Nothing changes for your agency.',
  about: {
    heading: 'About this notice',
    what: ({ agency, product, brief }) =>
      `It is about ${product} (${brief.vendor}) for ${agency} (${brief.agency.id}).`,
    zone: ({ zone, today }) =>
      `Days and times are in ${zone}, where the agency is. Today means ${longDay(today)}.`,
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
    trained: 'Report completed trainings',
    acknowledge: 'Confirm that you got this message',
    name: 'Name who takes over',
    several: 'Open the page of your agreement',
  },
  link: {
    works: (day) => `This link is yours alone and works through ${longDay(day)}.`,
    takeOut: 'Take it out before you forward this message.',
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
    heading: 'Sessions with a date',
    text: 'Each has a calendar file with this message. Open those of the sessions that fit. Times are in the time zone that stands beside them.',
  },
  takenOut: {
    heading: 'Your calendar',
    one: 'This day no longer holds. Open the calendar file that comes with this message: it takes the day out of your calendar. If it is still there then, delete it.',
    several:
      'These days no longer hold. Open the calendar files that come with this message: they take the days out of your calendar. If one is still there then, delete it.',
  },
  calendar: {
    lastDay: (what) => `Last day: ${what}`,
    lastDayToAccept: ({ product }) => `Last day to accept the terms: ${product}`,
    deadline: (what, { product }) => `Deadline: ${what} (${product})`,
    canAccept: ({ agency, product, zone }) =>
      `${agency} can accept the terms of ${product} ${untilMidnight(zone)}.`,
    termLasts: ({ agency, product, zone }) =>
      `The term of ${product} for ${agency} lasts ${untilMidnight(zone)}.`,
    hasFeatures: ({ agency, product, ending, zone }) =>
      `${agency} has ${ending} in ${product} ${untilMidnight(zone)}.`,
    dueByClause: ({ agency, product }, task, { clause, lastDay }) =>
      `${agency}, ${product}. ${sentence(task)} ${capitalized(clause)} asks for it. The last day for it is ${longDay(lastDay)}.`,
    session: ({ agency, product }) => `A training in ${product} for ${agency}.`,
  },
};
