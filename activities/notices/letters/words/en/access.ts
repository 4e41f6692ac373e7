// The English words of the letters about access that stops or comes back.
import type { Words } from '../words.ts';
import { formats } from './formats.ts';

const { longDay } = formats;

export const access: Pick<Words['letters'], 'accessEnded' | 'suspended' | 'reinstated' | 'terminated'> = {
  accessEnded: {
    subject: ({ product }) => `${product}: access has ended`,
    hadUntil: ({ agency, product, lastDay, midnightAfter }) =>
      `Your agency, ${agency}, had access to ${product} until ${midnightAfter(lastDay)}.`,
    hadUntilToday: ({ agency, product, today }) =>
      `Your agency, ${agency}, had access to ${product} until ${longDay(today)}.`,
    please: ({ product }) =>
      `Please tell your people that they can no longer use ${product}. You do not need to do anything else.`,
    causes: {
      expired: 'The term ended without a decision to renew.',
      unrenewed: 'The term ended. Your agency had asked for renewal, but no renewal was recorded.',
      declined: 'Your agency declined to renew, and the term ended.',
      terminated: 'The agreement was terminated.',
      withdrawn: 'The agreement was withdrawn.',
    },
  },

  suspended: {
    subject: ({ product }) => `${product}: suspended`,
    suspended: ({ agency, product, happenedOn }) =>
      `${product} is suspended for ${agency} as of ${longDay(happenedOn)}. Your people cannot use it for now.`,
    please: 'Please tell your people. We will write again when it is available.',
    whatGoesOn: {
      heading: 'What stays the same',
      text: ({ termLastDay }) =>
        `The dates do not change unless a notice says so. ${termLastDay ? `The last day of the term is ${longDay(termLastDay)}` : 'The term has no end date'}.`,
    },
  },

  reinstated: {
    subject: ({ product }) => `${product}: available again`,
    canUse: ({ agency, product, today }) => `${agency} can use ${product} again as of ${longDay(today)}.`,
    subjectBeforeStart: ({ product }) => `${product}: no longer suspended`,
    canUseFrom: ({ agency, product, brief }) =>
      `${product} is no longer suspended for ${agency}. Access begins on ${longDay(brief.term.startsOn)}.`,
    please: 'Please tell your people, and check the dates below. They may have changed.',
    term: {
      heading: 'The term',
      text: ({ termLastDay, midnightAfter }) =>
        termLastDay ? `It ends at ${midnightAfter(termLastDay)}.` : 'It has no end date.',
    },
  },

  terminated: {
    subject: ({ product }) => `${product}: the agreement was terminated`,
    terminated: ({ agency, product, happenedOn }) =>
      `The ${product} agreement for ${agency} was terminated on ${longDay(happenedOn)}. Access ends with it.`,
    please: ({ product }) =>
      `Please tell your people that they can no longer use ${product}. You do not need to do anything else.`,
  },
};
