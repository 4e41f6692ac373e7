// The English words of the letters about contacts.
import type { Words } from '../words.ts';

export const contacts: Pick<Words['letters'], 'contactWanted' | 'link'> = {
  contactWanted: {
    subject: ({ product }) => `${product}: who takes over?`,
    left: ({ agency, product }) =>
      `A contact of ${agency} for ${product} says that this is no longer their job. They get no more notices.`,
    please: 'Please name who takes over.',
    steps: [
      'Find out who will handle this agreement from now on.',
      'Give us their name, email address and role. It may be you.',
      'Check below who still gets the notices. Reply if someone else should get them.',
    ],
  },

  link: {
    subject: ({ product }) => `${product}: your new link`,
    newLink: ({ agency, product }) =>
      `Here is the new link that you asked for. It opens the page of ${agency} for ${product}.`,
    please: 'Please use it instead of the old one. Reply if you did not ask for it.',
  },
};
