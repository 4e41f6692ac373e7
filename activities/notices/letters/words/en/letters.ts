// The English words of the letters.
import { capitalized } from '../../../../../text/sentences.ts';
import type { Words } from '../words.ts';
import { english } from './formats.ts';

const { countdown, longDay, shortDay, timeLeft } = english;

const theseFeatures = (isOne: boolean) => (isOne ? 'this feature' : 'these features');

export const sections: Words['sections'] = {
  englishOnly: undefined,
  whatToDo: 'What to do',
  whatYouHave: 'What you have, and for how long',
  whatStays: 'What stays',
  throughDay: (feature, day) => `${feature}: through ${longDay(day)}`,
  wholeTerm: (feature, day) => `${feature}: the whole term, through ${longDay(day)}`,
  allElseStays: ({ termLastDay }) => `Everything else stays the same through ${longDay(termLastDay)}.`,
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

export const letters: Words['letters'] = {
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
      price: (price) => `Price for this term: ${price}`,
    },
    findOut: 'Find out who can accept the terms for your agency, and ask them.',
    chooseDay: 'Choose the day the term starts.',
    accept: {
      link: 'Accept with the link in this message, or reply that your agency accepts. Say from which day, and where the acceptance is documented.',
      reply: 'Reply that your agency accepts. Say from which day, and where the acceptance is documented.',
    },
    orDecline: 'If your agency does not want it, tell us the same way. We will then send no more reminders.',
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
      `${agency} has ${product} from ${longDay(brief.term.startsOn)}, through ${longDay(termLastDay)}.`,
    endsSooner: (features, day) => `The last day with ${features} is ${longDay(day)}.`,
    tellWhatEndsSooner:
      'Please tell your people which features last for the whole term and which end sooner.',
    tellThatItStarts: 'Please tell your people that they can start, and when the term ends.',
    steps: ({ product }) => [
      `Forward this notice to the people who will use ${product}.`,
      'Note the dates above, and plan for them.',
      'Check the names below. Reply if somebody else should get these notices.',
    ],
    price: (price) => `This term: ${price}`,
  },

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
    nextPrice: "Next term: as in your agency's own order",
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

  renewed: {
    subject: ({ product }) => `${product}: renewed`,
    renewed: ({ agency, product, brief }) =>
      `${agency} renewed ${product}. The next term starts on ${longDay(brief.term.endsOn)}, right after this one.`,
    anotherTerm: ({ agency, product, brief, termLastDay }) =>
      `${agency} has ${product} for another term, from ${longDay(brief.term.startsOn)}, through ${longDay(termLastDay)}.`,
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
    subject: ({ product, termLastDay }) =>
      `${product}: renewal declined, access through ${shortDay(termLastDay)}`,
    declined: ({ agency, product, termLastDay, midnightAfter }) =>
      `${agency} declined to renew ${product}. Access ends with the term, at ${midnightAfter(termLastDay)}.`,
    please: 'Please tell your people, and ask them to save what they want to keep by then.',
    untilThen: {
      heading: 'Until then',
      nothingChanges: 'Nothing changes before the term ends.',
      ifMistake: 'Reply before that day if this decision was a mistake.',
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
        `The dates do not change unless a notice says so. The last day of the term is ${longDay(termLastDay)}.`,
    },
  },

  reinstated: {
    subject: ({ product }) => `${product}: available again`,
    canUse: ({ agency, product, today }) => `${agency} can use ${product} again as of ${longDay(today)}.`,
    please: 'Please tell your people, and check the dates below. They may have changed.',
    term: {
      heading: 'The term',
      text: ({ termLastDay, midnightAfter }) => `It ends at ${midnightAfter(termLastDay)}.`,
    },
  },

  terminated: {
    subject: ({ product }) => `${product}: the agreement was terminated`,
    terminated: ({ agency, product, happenedOn }) =>
      `The ${product} agreement for ${agency} was terminated on ${longDay(happenedOn)}. Access ends with it.`,
    please: ({ product }) =>
      `Please tell your people that they can no longer use ${product}. You do not need to do anything else.`,
  },

  correction: {
    subjectOfFeatures: ({ product, ending, lastDay }) =>
      `${product}, new date: the last day with ${ending} is ${shortDay(lastDay)}`,
    subjectOfTerm: ({ product, lastDay }) => `${product}, new date: the term ends on ${shortDay(lastDay)}`,
    featuresUntil: ({ agency, ending, lastDay, midnightAfter }) =>
      `${agency} now has ${ending} until ${midnightAfter(lastDay)}.`,
    termUntil: ({ agency, product, lastDay, midnightAfter }) =>
      `The ${product} term for ${agency} now ends at ${midnightAfter(lastDay)}.`,
    please: 'The date in earlier notices is no longer valid. Please tell your people, and use the new date.',
    changed: {
      heading: 'What changed',
      before: (day) => `Old last day: ${longDay(day)}. It is no longer valid.`,
      earlier: (day, days) => `New last day: ${longDay(day)}. That is ${days} earlier.`,
      later: (day, days) => `New last day: ${longDay(day)}. That is ${days} later.`,
    },
    steps: [
      'Forward this notice to everybody who plans around this date.',
      'Open the calendar file that comes with this message. It updates the date in your calendar.',
      'Reply if the new date is not what you expect.',
    ],
  },

  deadline: {
    subject: ({ product }, title, safeDay) => `${product}, by ${shortDay(safeDay)}: ${title}`,
    subjectToday: ({ product }, title) => `${product}, today: ${title}`,
    hasDeadline: ({ agency, product }) => `${agency} has a deadline for ${product}.`,
    lastDay: ({ lastDay }) => `The last day to do this is ${longDay(lastDay)}.`,
    byDay: (day) => `by ${longDay(day)}`,
    byToday: 'today',
    please: (byThen) => `Please do it ${byThen}, and reply when it is done.`,
    whyEarlier: {
      heading: 'Why not wait until the last day',
      closed: ({ lastDay }) => `Offices are closed on the last day, ${longDay(lastDay)}.`,
      safeDayIs: ({ safeDay }) => `The last business day before it is ${longDay(safeDay)}.`,
      safeDayWas: ({ safeDay }) => `The last business day before it was ${longDay(safeDay)}.`,
    },
    whereFrom: {
      heading: 'Where the deadline comes from',
      counted: (day) => `It is counted back from the last day of the term, ${longDay(day)}.`,
    },
    ifMissed: 'If the deadline is missed',
    doIt: (byThen, { clause }) => `Do it ${byThen}, as described in ${clause}.`,
    reply: 'Reply when it is done. Say on which day, and where it is documented.',
    confirmingIsNotEnough: 'Confirming that you got this message does not record it.',
    orDecline: 'Reply if your agency declines to renew instead.',
  },

  deadlineMissed: {
    subject: ({ product, lastDay }) =>
      `${product}: a deadline passed on ${shortDay(lastDay)} with nothing on record`,
    passed: ({ agency, product, lastDay }, title) =>
      `${agency} had a deadline for ${product} (${title}). It passed on ${longDay(lastDay)}, and we have no record that it was met.`,
    byClause: ({ clause }) => clause,
    please: 'Reply at once if it was done in time. Say on which day, and where it is documented.',
    whatWasAsked: 'What was asked',
    whatFollows: 'If it was missed',
    steps: [
      'Find out whether it was done in time.',
      'If it was, reply at once. Say on which day, and where it is documented.',
      'If it was not, ask your contracting officer what is still possible.',
    ],
  },

  contactWanted: {
    subject: ({ product }) => `${product}: who takes over?`,
    left: ({ agency, product }) =>
      `A contact of ${agency} for ${product} says that this is no longer their job. They get no more notices.`,
    please: 'Please name who takes over.',
    steps: [
      'Find out who will handle this agreement from now on.',
      'Give us their name, email address and role. It may be you.',
      'Check below who still gets the notices. Reply if somebody else should get them.',
    ],
  },

  link: {
    subject: ({ product }) => `${product}: your new link`,
    newLink: ({ agency, product }) =>
      `Here is the new link that you asked for. It opens the page of ${agency} for ${product}.`,
    please: 'Please use it instead of the old one. Reply if you did not ask for it.',
  },
};
