// The English words of the letters about training and the community.
import type { Words } from '../words.ts';

export const training: Pick<
  Words['letters'],
  'training' | 'trainingChanged' | 'trainingReminder' | 'community'
> = {
  training: {
    subject: ({ product }) => `${product}: training and help for your people`,
    comesWithIt: ({ agency, product }) => `Training and other help come with ${product} for ${agency}.`,
    nextSession: (start) => `The next session starts on ${start}.`,
    please: 'Please choose who should take part, and forward this notice to them.',
    steps: ({ product }) => [
      `Choose people who use ${product} now, or will use it.`,
      'Forward this notice to them.',
      'Reply if you want to know how to sign up.',
    ],
  },

  trainingChanged: {
    subject: ({ product }) => `${product}: the training sessions have changed`,
    changed: ({ agency, product }) => `The ${product} training sessions for ${agency} have changed.`,
    nextSession: (start) => `The next one starts on ${start}.`,
    noneAhead: 'No session is planned for now.',
    please: 'The list in earlier notices is out of date. Please tell the people who plan to take part.',
    steps: [
      'Forward this notice to the people who plan to take part.',
      'Open the calendar files that come with this message. They update your calendar.',
      'Reply if you want to know how to sign up.',
    ],
  },

  trainingReminder: {
    subject: ({ product }) => `${product}: training is still open to you`,
    notOnRecord: ({ agency, product }) =>
      `We have no record that you completed a ${product} training at ${agency}.`,
    please: 'Please complete a training, or tell us if you already have. This is the only reminder.',
    steps: [
      'Choose the training that fits your work.',
      'Report completed training, for yourself and for colleagues.',
      'Reply if you want to know how to sign up.',
    ],
  },

  community: {
    subject: ({ product }) => `${product}: meet other government users`,
    learn: ({ product }) => `Your people can learn from others in government who use ${product}.`,
    please: 'Please forward this notice to people who may want to join. Joining is optional.',
    steps: ['Forward this notice to your people.', 'Reply if you want to know how to join.'],
  },
};
