// The English words of the letters before the term begins and on its first day.
import type { Words } from '../words.ts';
import { formats } from './formats.ts';

const { longDay, shortDay, timeLeft } = formats;

export const onboarding: Pick<Words['letters'], 'terms' | 'withdrawn' | 'welcome'> = {
  terms: {
    subject: ({ product, lastDay }) => `${product}: accept the terms by ${shortDay(lastDay)}`,
    subjectWithoutDay: ({ product }) => `${product}: terms to accept`,
    canAcceptUntil: ({ agency, product, lastDay, daysLeft, midnightAfter }) =>
      `${agency} can have ${product}. Your agency can accept the terms until ${midnightAfter(lastDay)}. ${timeLeft(daysLeft)}`,
    canAccept: ({ agency, product }) => `${agency} can have ${product}. Your agency can accept the terms.`,
    please:
      'Please read the terms. Then accept them and choose the day the term starts, or name a contact who can accept them.',
    offered: {
      heading: 'What your agency would get',
      forFirst: (feature, days) => `${feature}: for the first ${days}`,
      wholeTerm: (feature) => `${feature}: the whole term`,
      termLasts: (length) => `The term lasts ${length} from the day it starts`,
      termRunsThrough: (day) => `The term runs through ${longDay(day)}, no matter when it starts`,
      termHasNoEnd: 'The term has no end date',
      price: (price) => `Price for this term: ${price}`,
      priceAsOrdered: "Price for this term: as in your agency's own order",
    },
    findOut: 'Find out who can accept the terms for your agency, and ask them.',
    chooseDay: 'Choose the day the term starts.',
    accept: {
      link: 'Accept with the link in this message, or reply that your agency accepts. Say from which day, and where the acceptance is documented.',
      reply: 'Reply that your agency accepts. Say from which day, and where the acceptance is documented.',
    },
    orDecline: 'If your agency declines, tell us the same way. We will then send no more reminders.',
    ifNobodyAccepts: {
      heading: 'If nobody accepts',
      text: ({ lastDay }) =>
        `The agreement is withdrawn after ${longDay(lastDay)}. Your agency can ask for it again, because access will not have started by then.`,
    },
  },

  withdrawn: {
    subject: ({ product }) => `${product}: the agreement was withdrawn`,
    happened: ({ agency, product, happenedOn }) =>
      `The ${product} agreement for ${agency} was withdrawn on ${longDay(happenedOn)}, before access began.`,
    please: 'You do not need to do anything. Reply if your agency still wants it.',
    nobodyAccepted: 'Nobody accepted the terms in time.',
  },

  welcome: {
    subject: ({ product }) => `${product}: welcome, and the dates to know`,
    term: ({ agency, product, brief, termLastDay }) =>
      `${agency} has ${product} from ${longDay(brief.term.startsOn)}, ${termLastDay ? `through ${longDay(termLastDay)}` : 'with no end date'}.`,
    endsSooner: (features, day) => `The last day with ${features} is ${longDay(day)}.`,
    tellWhatEndsSooner:
      'Please tell your people which features last for the whole term and which end sooner.',
    tellThatItStarts: ({ termLastDay }) =>
      `Please tell your people that they can start${termLastDay ? ', and when the term ends' : ''}.`,
    steps: ({ product }) => [
      `Forward this notice to the people who will use ${product}.`,
      'Note the dates above, and plan for them.',
      'Check the names below. Reply if someone else should get these notices.',
    ],
    price: (price) => `This term: ${price}`,
    priceAsOrdered: "This term: as in your agency's own order",
  },
};
