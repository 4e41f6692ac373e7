// The English words of each kind of notice. Only what the agreement and its offer state: no price, term or clause of our own.
import type { Letters } from '../edition.ts';
import { capitalized, daysUntil, endingFirst, helpOf } from '../facts.ts';
import { correction, deadline, deadlineMissed } from './dates.ts';
import {
  contactWanted,
  freshLink,
  terms,
  trainingChanged,
  trainingReminder,
  withdrawn,
} from './onboarding.ts';
import { countdown, listed, longDay, shortDay, spokenPeriod, spokenPrice, timeLeft } from './phrases.ts';
import { accessEnded, graceBegan, renewal, renewalAsked } from './renewal.ts';
import { accountsAreOff, given, theDecision, whatStays, whatYouHave, why } from './sections.ts';

export const letters: Letters = {
  welcome: (facts) => {
    const { agency, product, brief, termLastDay } = facts;
    const { price } = brief.term;
    const first = endingFirst(facts);
    const sooner = first
      ? ` ${capitalized(listed(first.names))}: only through ${longDay(first.lastDay)}.`
      : '';
    return {
      subject: `${product}: welcome, and the dates to know`,
      lead: [
        `${agency} has ${product} from ${longDay(brief.term.startsOn)}, through ${longDay(termLastDay)}.${sooner}`,
        first
          ? 'Please tell your people which features stay for the whole term and which ones end sooner.'
          : 'Please tell your people that they can start, and until when.',
      ],
      sections: [
        whatYouHave(facts),
        {
          heading: 'What to do',
          steps: [
            `Forward this notice to the people who will use ${product}.`,
            'Note the dates above, and plan for them.',
            'Look at the names below. Reply if somebody else should get these notices.',
          ],
        },
        ...given('What it costs', price ? [`In this term: ${spokenPrice(price)}`] : []),
        ...given(`What ${brief.vendor} promises`, brief.assurances),
        ...given('Help that comes with it', brief.support),
      ],
    };
  },

  training: (facts) => {
    const { agency, product, nextSession } = facts;
    return {
      subject: `${product}: training and help for your people`,
      lead: [
        `Training and other help come with ${product} for ${agency}.${nextSession ? ` The next session starts on ${nextSession}.` : ''}`,
        'Please choose who should take part, and forward this notice to them.',
      ],
      sections: [
        ...given('What is offered', helpOf(facts)),
        {
          heading: 'What to do',
          steps: [
            `Choose the people who use ${product}, or will.`,
            'Forward this notice to them.',
            'Reply if you want to know how to sign up.',
          ],
        },
      ],
    };
  },

  community: ({ product, brief }) => ({
    subject: `${product}: meet other government users`,
    lead: [
      `Your people can learn from others in government who use ${product}.`,
      'Please forward this notice to those who would like to join. Joining is up to them.',
    ],
    sections: [
      ...given('What is offered', brief.community),
      {
        heading: 'What to do',
        steps: ['Forward this notice to your people.', 'Reply if you want to know how to join.'],
      },
    ],
  }),

  'features-ending': (facts) => {
    const { product, agency, ending, lastDay, daysLeft, midnightAfter } = facts;
    return {
      subject: `${product}: ${countdown(daysLeft, `with ${ending}`)}`,
      lead: [
        `Your agency has ${ending} until ${midnightAfter(lastDay)}. ${timeLeft(daysLeft)}`,
        'Please tell your people now, and finish work that needs these features by then.',
      ],
      sections: [
        {
          heading: 'What this means',
          paragraphs: [`After ${longDay(lastDay)}, nobody at ${agency} has ${ending} any more.`],
        },
        whatStays(facts),
        {
          heading: 'What to do',
          steps: [
            'Find out who uses these features, and for what.',
            `Ask them to finish that work by ${longDay(lastDay)}, and to save the results they want to keep.`,
            'Reply if your work depends on these features. We will tell you what choices we know of.',
          ],
        },
      ],
    };
  },

  'features-ended': (facts) => ({
    subject: `${facts.product}: ${facts.ending} ended on ${shortDay(facts.lastDay)}`,
    lead: [
      `${capitalized(facts.ending)} ended for your agency at ${facts.midnightAfter(facts.lastDay)}.`,
      'Please tell your people. Nothing else is needed.',
    ],
    sections: [
      whatStays(facts),
      {
        heading: 'If something does not work',
        paragraphs: ['Reply if your people miss more than that.'],
      },
    ],
  }),

  renewed: (facts) => {
    const { product, agency, brief, renewal } = facts;
    const { term } = brief;
    return {
      subject: `${product}: renewed`,
      lead: [
        `${agency} renewed ${product}. The next term starts on ${longDay(term.endsOn)}, right after this one.`,
        'You do not need to do anything. Access goes on without a break.',
      ],
      sections: [
        {
          heading: 'The next term',
          list: [
            `Starts on ${longDay(term.endsOn)}`,
            `Lasts ${spokenPeriod(renewal?.length)}`,
            `Price: ${renewal?.price ? spokenPrice(renewal.price) : "as in your agency's own order"}`,
          ],
        },
        ...theDecision(facts),
      ],
    };
  },

  'term-began': ({ product, agency, brief, termLastDay }) => ({
    subject: `${product}: renewed`,
    lead: [
      `${agency} has ${product} for another term, from ${longDay(brief.term.startsOn)}, through ${longDay(termLastDay)}.`,
      'You do not need to do anything. Access goes on without a break.',
    ],
    sections: [],
  }),

  declined: (facts) => ({
    subject: `${facts.product}: renewal declined, access through ${shortDay(facts.termLastDay)}`,
    lead: [
      `${facts.agency} declined to renew ${facts.product}. Access ends with the term, at ${facts.midnightAfter(facts.termLastDay)}.`,
      'Please tell your people, and ask them to save what they want to keep by then.',
    ],
    sections: [
      ...theDecision(facts),
      {
        heading: 'Until then',
        paragraphs: [
          `Nothing changes before the term ends. ${timeLeft(daysUntil(facts.today, facts.termLastDay))}`,
          'Reply before that day if this decision was a mistake.',
        ],
      },
    ],
  }),

  suspended: (facts) => ({
    subject: `${facts.product}: suspended`,
    lead: [
      `${facts.product} is suspended for ${facts.agency} as of ${longDay(facts.happenedOn)}. Your people cannot use it for now.`,
      'Please tell your people. We will write when it is back.',
    ],
    sections: [
      ...why(facts.brief.reason),
      {
        heading: 'What goes on',
        paragraphs: [
          `The dates stay as they are, unless a notice says otherwise. The last day of the term is ${longDay(facts.termLastDay)}.`,
        ],
      },
      accountsAreOff(),
    ],
  }),

  reinstated: (facts) => ({
    subject: `${facts.product}: available again`,
    lead: [
      `${facts.agency} can use ${facts.product} again as of ${longDay(facts.today)}.`,
      'Please tell your people, and look at the dates below: they may have moved.',
    ],
    sections: [
      whatYouHave(facts),
      {
        heading: 'The term',
        paragraphs: [`It ends at ${facts.midnightAfter(facts.termLastDay)}.`],
      },
      ...why(facts.brief.reason),
    ],
  }),

  terminated: (facts) => ({
    subject: `${facts.product}: the agreement was terminated`,
    lead: [
      `The agreement on ${facts.product} for ${facts.agency} was terminated on ${longDay(facts.happenedOn)}. Access ends with it.`,
      `Please tell your people that they can no longer use ${facts.product}. Nothing else is needed.`,
    ],
    sections: [...why(facts.brief.reason), accountsAreOff()],
  }),

  renewal,
  'renewal-asked': renewalAsked,
  'access-ended': accessEnded,
  'grace-began': graceBegan,
  correction,
  deadline,
  'deadline-missed': deadlineMissed,
  terms,
  withdrawn,
  'training-changed': trainingChanged,
  'training-reminder': trainingReminder,
  'contact-wanted': contactWanted,
  link: freshLink,
};
