// The English words of the letters about features that end.
import { capitalized } from '../../../../../text/sentences.ts';
import type { Words } from '../words.ts';
import { formats } from './formats.ts';

const { countdown, longDay, shortDay, timeLeft } = formats;

const theseFeatures = (isOne: boolean) => (isOne ? 'this feature' : 'these features');

export const features: Pick<Words['letters'], 'featuresEnding' | 'featuresEnded'> = {
  featuresEnding: {
    subject: ({ product, ending, daysLeft }) => `${product}: ${countdown(daysLeft, `with ${ending}`)}`,
    until: ({ ending, lastDay, daysLeft, midnightAfter }) =>
      `Your agency has ${ending} until ${midnightAfter(lastDay)}. ${timeLeft(daysLeft)}`,
    please: (isOne) =>
      `Please tell your people now, and finish work that needs ${theseFeatures(isOne)} by then.`,
    meaning: {
      heading: 'What this means',
      text: ({ agency, ending, lastDay }) =>
        `After ${longDay(lastDay)}, nobody at ${agency} will have ${ending}.`,
    },
    steps: ({ lastDay }, isOne) => [
      `Find out who uses ${theseFeatures(isOne)}, and for what.`,
      `Ask them to finish that work by ${longDay(lastDay)}, and to save the results they want to keep.`,
      `Reply if your work depends on ${theseFeatures(isOne)}. We will tell you what options we know of.`,
    ],
  },

  featuresEnded: {
    subject: ({ product, ending, lastDay }) => `${product}: ${ending} ended on ${shortDay(lastDay)}`,
    ended: ({ ending, lastDay, midnightAfter }) =>
      `${capitalized(ending)} ended for your agency at ${midnightAfter(lastDay)}.`,
    please: 'Please tell your people. You do not need to do anything else.',
    ifNot: { heading: 'If something does not work', text: 'Reply if anything else stopped working.' },
  },
};
