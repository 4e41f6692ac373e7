// The English words of sections that several letters share.
import type { Words } from '../words.ts';
import { formats } from './formats.ts';

const { longDay } = formats;

export const sections: Words['sections'] = {
  englishOnly: undefined,
  whatToDo: 'What to do',
  whatYouHave: 'What you have, and for how long',
  whatStays: 'What stays',
  throughDay: (feature, day) => `${feature}: through ${longDay(day)}`,
  wholeTerm: (feature, day) =>
    `${feature}: ${day ? `the whole term, through ${longDay(day)}` : 'no end date'}`,
  allElseStays: ({ termLastDay: day }) =>
    `Everything else stays the same${day ? ` through ${longDay(day)}` : ''}.`,
  whatItCosts: 'What it costs',
  promises: (vendor) => `What ${vendor} promises`,
  help: 'Training and help',
  whatIsOffered: 'What is offered',
  aboutRenewing: 'About renewal',
  why: 'Why',
  reasonGiven: (reason) => `Reason given: ${reason}`,
  decision: {
    heading: 'The decision',
    recorded: (day, by) => `Recorded on ${day}, by ${by}.`,
    goesOnWith: (offer) => `Your agency continues with another offer: ${offer}.`,
  },
  accounts: {
    heading: 'What happens to the accounts',
    text: [
      'The accounts created for this agreement are deactivated, not deleted. Accounts that another agreement still needs stay active.',
      'Reply to this message if you need something from them.',
    ],
  },
};
