// The English words of the letters about the decision at the end of a term.
import { endOf } from '../../../../../agreements/model/dates.ts';
import { lastDayOfTerm } from '../../facts.ts';
import type { Words } from '../words.ts';
import { formats } from './formats.ts';

const { countdown, longDay, shortDay } = formats;

export const renewal: Pick<
  Words['letters'],
  'renewal' | 'renewalAsked' | 'graceBegan' | 'renewed' | 'declined'
> = {
  renewal: {
    subject: ({ product, daysLeft }) => `${product}: ${countdown(daysLeft, 'to decide about renewal')}`,
    subjectInGrace: ({ product, daysLeft }) => `${product}: ${countdown(daysLeft, 'of this term')}`,
    subjectTooLate: ({ product }) => `${product}: the term ended, and no decision is recorded`,
    termEnds: ({ agency, product, lastDay, midnightAfter }) =>
      `The ${product} term for ${agency} ends at ${midnightAfter(lastDay)}.`,
    termEnded: ({ agency, product, lastDay, midnightAfter }) =>
      `The ${product} term for ${agency} ended at ${midnightAfter(lastDay)}.`,
    decide: {
      link: 'Please decide by then whether to renew or decline. Answer with the link in this message, or reply.',
      reply: 'Please decide by then whether to renew or decline, and reply with your decision.',
    },
    decideNow: {
      link: 'Please decide now whether to renew or decline. Answer with the link in this message, or reply.',
      reply: 'Please decide now whether to renew or decline, and reply with your decision.',
    },
    ifNobodyDecides: 'If nobody decides',
    accessStays: (length, day) =>
      `Access continues for ${length} after the term, through ${longDay(day)}. Then it ends.`,
    accessEnds: (day) => `Access ends with the term. The last day of access is ${longDay(day)}.`,
    notAutomatic: 'The agreement does not renew automatically.',
    price: (price, day) => `This term, through ${longDay(day)}: ${price}`,
    priceAsOrdered: (day) => `This term, through ${longDay(day)}: as in your agency's own order`,
    nextPrice: (text) => `Next term: ${text}`,
    nextPriceUnknown:
      "Next term: no price is known yet. Your agency's own order sets it, and it may differ from this term's.",
    askPeople: ({ product }) => `Ask the people who use ${product} what they need it for.`,
    askOfficer: 'Ask your contracting officer what a renewal requires, and how long it takes.',
    bothAreFine: 'Decide whether to renew or decline. Either is fine.',
    answer: {
      link: 'Answer with the link in this message, or reply with the decision and the name of the person who made it.',
      reply: 'Reply with the decision and the name of the person who made it.',
    },
    today: 'What your agency has today',
    others: {
      heading: 'Other products',
      text: 'This program also has these offers, in alphabetical order. Reply to ask which of them your agency can get.',
    },
  },

  renewalAsked: {
    subject: ({ product, daysLeft }) => `${product}: ${countdown(daysLeft, 'to get the renewal recorded')}`,
    subjectTooLate: ({ product }) => `${product}: the term ended, and no renewal is recorded`,
    please:
      'Your agency asked for renewal, but the renewal is not recorded yet. Please ask the person who handles it what is missing.',
    ifNotRecorded: 'If no renewal is recorded',
    steps: [
      'Ask your contracting officer where the renewal stands, and what is still missing.',
      'Reply if you need something for it, or if your agency has decided otherwise.',
      'Count on the renewal only after a notice says that the agreement is renewed.',
    ],
  },

  graceBegan: {
    subject: ({ product }, day) => `${product}: the term ended, access continues through ${shortDay(day)}`,
    ended: ({ lastDay, midnightAfter }) => `The term ended at ${midnightAfter(lastDay)}, without a decision.`,
    endedAfterAsking: ({ lastDay, midnightAfter }) =>
      `The term ended at ${midnightAfter(lastDay)}. Your agency asked for renewal, but the renewal is not recorded yet.`,
    accessStays: (length, day) => `Access continues for another ${length}, through ${longDay(day)}.`,
    decide: {
      link: 'Please decide by then whether to renew or decline. Answer with the link in this message, or reply.',
      reply: 'Please decide by then whether to renew or decline, and reply with your decision.',
    },
    askWhatIsMissing: 'Please ask the person who handles the renewal what is missing.',
    stepsAfterAsking: [
      'Ask your contracting officer where the renewal stands, and what is still missing.',
      'Reply if your agency has decided otherwise.',
    ],
  },

  renewed: {
    subject: ({ product }) => `${product}: renewed`,
    renewed: ({ agency, product, brief }) =>
      `${agency} renewed ${product}. The next term starts on ${longDay(endOf(brief.term).on)}, right after this one.`,
    anotherTerm: (facts) =>
      `${facts.agency} has ${facts.product} for another term, from ${longDay(facts.brief.term.startsOn)}, through ${longDay(lastDayOfTerm(facts))}.`,
    please: 'You do not need to do anything. Access continues without a break.',
    nextTerm: {
      heading: 'The next term',
      starts: (day) => `Starts on ${longDay(day)}`,
      lasts: (length) => `Lasts ${length}`,
      price: (price) => `Price: ${price}`,
      priceAsOrdered: "Price: as in your agency's own order",
    },
  },

  declined: {
    subject: (facts) =>
      `${facts.product}: renewal declined, access through ${shortDay(lastDayOfTerm(facts))}`,
    declined: (facts) =>
      `${facts.agency} declined to renew ${facts.product}. Access ends with the term, at ${facts.midnightAfter(lastDayOfTerm(facts))}.`,
    please: 'Please tell your people, and ask them to save what they want to keep by then.',
    untilThen: {
      heading: 'Until then',
      nothingChanges: 'Nothing changes before the term ends.',
      ifMistake: 'Reply before that day if this decision was a mistake.',
    },
  },
};
