// The English words of the letters.
import { capitalized } from '../../../../../text/sentences.ts';
import type { Words } from '../words.ts';
import { english } from './formats.ts';

const { countdown, longDay, shortDay, timeLeft } = english;

export const sections: Words['sections'] = {
  englishOnly: undefined,
  whatToDo: 'What to do',
  whatYouHave: 'What you have, and until when',
  whatStays: 'What stays',
  throughDay: (feature, day) => `${feature}: through ${longDay(day)}`,
  wholeTerm: (feature, day) => `${feature}: the whole term, through ${longDay(day)}`,
  allElseStays: ({ termLastDay }) => `All else stays as it is, through ${longDay(termLastDay)}.`,
  whatItCosts: 'What it costs',
  promises: (vendor) => `What ${vendor} promises`,
  help: 'Help that comes with it',
  whatIsOffered: 'What is offered',
  aboutRenewing: 'What is known about renewing',
  why: 'Why',
  reasonGiven: (reason) => `Reason given: ${reason}`,
  decision: {
    heading: 'The decision',
    recorded: (day, by) => `Recorded on ${day}, by ${by}.`,
    goesOnWith: (offer) => `Your agency goes on with another offer: ${offer}.`,
  },
  accounts: {
    heading: 'What happens to the accounts',
    text: [
      'The accounts made for this agreement are switched off, not deleted. Accounts that another agreement still needs stay on.',
      'Reply to this message if you need something that is in them.',
    ],
  },
};

export const letters: Words['letters'] = {
  terms: {
    subject: ({ product, lastDay }) => `${product}: accept the terms by ${shortDay(lastDay)}`,
    subjectWithoutDay: ({ product }) => `${product}: the terms to accept`,
    canAcceptUntil: ({ agency, product, lastDay, daysLeft, midnightAfter }) =>
      `${agency} can have ${product}. Your agency can accept the terms until ${midnightAfter(lastDay)}. ${timeLeft(daysLeft)}`,
    canAccept: ({ agency, product }) => `${agency} can have ${product}. Your agency can accept the terms.`,
    please:
      'Please read what it contains, and accept it from a day of your choice, or name the contact who can.',
    offered: {
      heading: 'What your agency would have',
      forFirst: (feature, days) => `${feature}: for the first ${days}`,
      wholeTerm: (feature) => `${feature}: the whole term`,
      termLasts: (length) => `The term lasts ${length}, from the day on which it starts`,
      termRunsThrough: (day) => `The term runs through ${longDay(day)}, whenever it starts`,
      price: (price) => `Price in this term: ${price}`,
    },
    findOut: 'Find out who accepts terms for your agency, and ask them.',
    chooseDay: 'Choose the day on which it is to start.',
    accept: {
      link: 'Accept by the link in this message, or reply: that your agency accepts, from which day, and where that is written.',
      reply: 'Reply: that your agency accepts, from which day, and where that is written.',
    },
    orDecline: 'If your agency does not want it, say so the same way. Then nobody is reminded again.',
    ifNobodyAccepts: {
      heading: 'If nobody accepts',
      text: ({ lastDay }) =>
        `The agreement is withdrawn after ${longDay(lastDay)}. No access has been given by then, so your agency can ask for it again.`,
    },
  },

  withdrawn: {
    subject: ({ product }) => `${product}: the agreement was withdrawn`,
    happened: ({ agency, product, happenedOn }) =>
      `The agreement on ${product} for ${agency} was withdrawn on ${longDay(happenedOn)}, before access began.`,
    please: 'You do not need to do anything. Reply if your agency still wants it.',
    nobodyAccepted: 'Nobody accepted the terms in time.',
  },

  welcome: {
    subject: ({ product }) => `${product}: welcome, and the dates to know`,
    term: ({ agency, product, brief, termLastDay }) =>
      `${agency} has ${product} from ${longDay(brief.term.startsOn)}, through ${longDay(termLastDay)}.`,
    endsSooner: (features, day) => `${features}: only through ${longDay(day)}.`,
    tellWhatEndsSooner:
      'Please tell your people which features stay for the whole term and which ones end sooner.',
    tellThatItStarts: 'Please tell your people that they can start, and until when.',
    steps: ({ product }) => [
      `Forward this notice to the people who will use ${product}.`,
      'Note the dates above, and plan for them.',
      'Look at the names below. Reply if somebody else should get these notices.',
    ],
    price: (price) => `In this term: ${price}`,
  },

  training: {
    subject: ({ product }) => `${product}: training and help for your people`,
    comesWithIt: ({ agency, product }) => `Training and other help come with ${product} for ${agency}.`,
    nextSession: (start) => `The next session starts on ${start}.`,
    please: 'Please choose who should take part, and forward this notice to them.',
    steps: ({ product }) => [
      `Choose the people who use ${product}, or will.`,
      'Forward this notice to them.',
      'Reply if you want to know how to sign up.',
    ],
  },

  trainingChanged: {
    subject: ({ product }) => `${product}: the training sessions have changed`,
    changed: ({ agency, product }) => `The training sessions of ${product} for ${agency} have changed.`,
    nextSession: (start) => `The next one starts on ${start}.`,
    noneAhead: 'None is planned for now.',
    please: 'The list in earlier notices no longer holds. Please tell those who plan to take part.',
    steps: [
      'Forward this notice to those who plan to take part.',
      'Open the calendar files that come with this message. They bring your calendar up to date.',
      'Reply if you want to know how to sign up.',
    ],
  },

  trainingReminder: {
    subject: ({ product }) => `${product}: a training is still open to you`,
    notOnRecord: ({ agency, product }) =>
      `Nothing on record says that you have completed a training in ${product} at ${agency}.`,
    please: 'Please take part in one, or tell us if you have. This is the only reminder.',
    steps: [
      'Choose what fits your work.',
      'Report it when you have completed it, for yourself and for colleagues.',
      'Reply if you want to know how to sign up.',
    ],
  },

  community: {
    subject: ({ product }) => `${product}: meet other government users`,
    learn: ({ product }) => `Your people can learn from others in government who use ${product}.`,
    please: 'Please forward this notice to those who would like to join. Joining is up to them.',
    steps: ['Forward this notice to your people.', 'Reply if you want to know how to join.'],
  },

  featuresEnding: {
    subject: ({ product, ending, daysLeft }) => `${product}: ${countdown(daysLeft, `with ${ending}`)}`,
    until: ({ ending, lastDay, daysLeft, midnightAfter }) =>
      `Your agency has ${ending} until ${midnightAfter(lastDay)}. ${timeLeft(daysLeft)}`,
    please: () => 'Please tell your people now, and finish work that needs these features by then.',
    meaning: {
      heading: 'What this means',
      text: ({ agency, ending, lastDay }) =>
        `After ${longDay(lastDay)}, nobody at ${agency} has ${ending} any more.`,
    },
    steps: ({ lastDay }) => [
      'Find out who uses these features, and for what.',
      `Ask them to finish that work by ${longDay(lastDay)}, and to save the results they want to keep.`,
      'Reply if your work depends on these features. We will tell you what choices we know of.',
    ],
  },

  featuresEnded: {
    subject: ({ product, ending, lastDay }) => `${product}: ${ending} ended on ${shortDay(lastDay)}`,
    ended: ({ ending, lastDay, midnightAfter }) =>
      `${capitalized(ending)} ended for your agency at ${midnightAfter(lastDay)}.`,
    please: 'Please tell your people. Nothing else is needed.',
    ifNot: { heading: 'If something does not work', text: 'Reply if your people miss more than that.' },
  },

  renewal: {
    subject: ({ product, daysLeft }) => `${product}: ${countdown(daysLeft, 'to decide about renewal')}`,
    subjectInGrace: ({ product, daysLeft }) => `${product}: ${countdown(daysLeft, 'of this term')}`,
    subjectTooLate: ({ product }) => `${product}: the term ended, and no decision is recorded`,
    termEnds: ({ agency, product, lastDay, midnightAfter }) =>
      `The term of ${product} for ${agency} ends at ${midnightAfter(lastDay)}.`,
    termEnded: ({ agency, product, lastDay, midnightAfter }) =>
      `The term of ${product} for ${agency} ended at ${midnightAfter(lastDay)}.`,
    decide: {
      link: 'Please decide by then whether to renew or to decline, and answer by the link in this message or by reply.',
      reply: 'Please decide by then whether to renew or to decline, and reply with your decision.',
    },
    decideNow: {
      link: 'Please decide now whether to renew or to decline, and answer by the link in this message or by reply.',
      reply: 'Please decide now whether to renew or to decline, and reply with your decision.',
    },
    ifNobodyDecides: 'If nobody decides',
    accessStays: (length, day) =>
      `Access stays for ${length} after the term, through ${longDay(day)}. Then it ends.`,
    accessEnds: (day) => `Access ends with the term. The last day with it is ${longDay(day)}.`,
    notAutomatic: 'The agreement does not renew by itself.',
    price: (price, day) => `In this term, through ${longDay(day)}: ${price}`,
    nextPrice: "In a next term: what your agency's own order says",
    askPeople: ({ product }) => `Ask the people who use ${product} what they need it for.`,
    askOfficer: 'Ask your contracting officer what a renewal takes, and how long that takes.',
    bothAreFine: 'Decide: renew or decline. Both are fine.',
    answer: {
      link: 'Answer by the link in this message, or reply with the decision and the name of who made it.',
      reply: 'Reply with the decision and the name of who made it.',
    },
    today: 'What your agency has today',
    others: {
      heading: 'Other products',
      text: 'This program has these offers as well, in alphabetical order. Reply to ask which of them your agency can have.',
    },
  },

  renewalAsked: {
    subject: ({ product, daysLeft }) => `${product}: ${countdown(daysLeft, 'to get the renewal recorded')}`,
    subjectTooLate: ({ product }) => `${product}: the term ended, and no renewal is recorded`,
    please:
      'Your agency has asked for renewal, and it is not recorded yet. Please ask whoever carries it out what is missing.',
    ifNotRecorded: 'If no renewal is recorded',
    steps: [
      'Ask your contracting officer how far the renewal is, and what is still missing.',
      'Reply if there is something that you need for it, or if your agency has decided otherwise.',
      'Count on it only once a notice says that it is renewed.',
    ],
  },

  graceBegan: {
    subject: ({ product }, day) => `${product}: the term ended, access stays through ${shortDay(day)}`,
    ended: ({ lastDay, midnightAfter }) => `The term ended at ${midnightAfter(lastDay)}, without a decision.`,
    endedAfterAsking: ({ lastDay, midnightAfter }) =>
      `The term ended at ${midnightAfter(lastDay)}. Your agency has asked for renewal, and it is not recorded yet.`,
    accessStays: (length, day) => `Access stays for ${length} more, through ${longDay(day)}.`,
    decide: {
      link: 'Please decide by then whether to renew or to decline, and answer by the link in this message or by reply.',
      reply: 'Please decide by then whether to renew or to decline, and reply with your decision.',
    },
    askWhatIsMissing: 'Please ask whoever carries out the renewal what is missing.',
    stepsAfterAsking: [
      'Ask your contracting officer how far the renewal is, and what is still missing.',
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
      `Please tell your people that they can no longer use ${product}. Nothing else is needed.`,
    causes: {
      expired: 'The term ended, and nobody had decided to renew.',
      unrenewed: 'The term ended. Your agency had asked for renewal, and none was recorded.',
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
    please: 'You do not need to do anything. Access goes on without a break.',
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
    please: 'Please tell your people. We will write when it is back.',
    whatGoesOn: {
      heading: 'What goes on',
      text: ({ termLastDay }) =>
        `The dates stay as they are, unless a notice says otherwise. The last day of the term is ${longDay(termLastDay)}.`,
    },
  },

  reinstated: {
    subject: ({ product }) => `${product}: available again`,
    canUse: ({ agency, product, today }) => `${agency} can use ${product} again as of ${longDay(today)}.`,
    please: 'Please tell your people, and look at the dates below: they may have moved.',
    term: {
      heading: 'The term',
      text: ({ termLastDay, midnightAfter }) => `It ends at ${midnightAfter(termLastDay)}.`,
    },
  },

  terminated: {
    subject: ({ product }) => `${product}: the agreement was terminated`,
    terminated: ({ agency, product, happenedOn }) =>
      `The agreement on ${product} for ${agency} was terminated on ${longDay(happenedOn)}. Access ends with it.`,
    please: ({ product }) =>
      `Please tell your people that they can no longer use ${product}. Nothing else is needed.`,
  },

  correction: {
    subjectOfFeatures: ({ product, ending, lastDay }) =>
      `${product}, new date: the last day with ${ending} is ${shortDay(lastDay)}`,
    subjectOfTerm: ({ product, lastDay }) => `${product}, new date: the term ends on ${shortDay(lastDay)}`,
    featuresUntil: ({ agency, ending, lastDay, midnightAfter }) =>
      `${agency} now has ${ending} until ${midnightAfter(lastDay)}.`,
    termUntil: ({ agency, product, lastDay, midnightAfter }) =>
      `The term of ${product} for ${agency} now ends at ${midnightAfter(lastDay)}.`,
    please: 'The date in earlier notices no longer holds. Please tell your people, and go by the new one.',
    changed: {
      heading: 'What changed',
      before: (day) => `Last day until now: ${longDay(day)}. It no longer holds.`,
      earlier: (day, days) => `New last day: ${longDay(day)}. That is ${days} earlier.`,
      later: (day, days) => `New last day: ${longDay(day)}. That is ${days} later.`,
    },
    steps: [
      'Forward this notice to everybody who plans by this date.',
      'Open the calendar file that comes with this message. It moves the day in your calendar.',
      'Reply if the new date is not what you expect.',
    ],
  },

  deadline: {
    subject: ({ product }, title, safeDay) => `${product}, by ${shortDay(safeDay)}: ${title}`,
    subjectToday: ({ product }, title) => `${product}, today: ${title}`,
    hasDeadline: ({ agency, product }) => `${agency} has a deadline for ${product}.`,
    lastDay: ({ lastDay }) => `The last day for it is ${longDay(lastDay)}.`,
    byDay: (day) => `by ${longDay(day)}`,
    byToday: 'today',
    please: (byThen) => `Please do it ${byThen}, and reply when it is done.`,
    whyEarlier: {
      heading: 'Why not on the last day',
      closed: ({ lastDay }) => `The last day, ${longDay(lastDay)}, falls on a day when offices are closed.`,
      safeDayIs: ({ safeDay }) => `The last business day before it is ${longDay(safeDay)}.`,
      safeDayWas: ({ safeDay }) => `The last business day before it was ${longDay(safeDay)}.`,
    },
    whereFrom: {
      heading: 'Where the deadline comes from',
      counted: (day) => `It is counted back from the last day of the term, ${longDay(day)}.`,
    },
    ifMissed: 'If it is missed',
    doIt: (byThen, { clause }) => `Do it ${byThen}, as ${clause} asks.`,
    reply: 'Reply when it is done: on which day, and where it is written.',
    confirmingIsNotEnough: 'To confirm that you got this message does not record it.',
    orDecline: 'Reply if your agency declines to renew instead.',
  },

  deadlineMissed: {
    subject: ({ product, lastDay }) =>
      `${product}: a deadline passed on ${shortDay(lastDay)}, and nothing is on record`,
    passed: ({ agency, product, lastDay }, title) =>
      `${agency} had a deadline for ${product} (${title}). It passed on ${longDay(lastDay)}, and nothing on record says that it was done.`,
    byClause: ({ clause }) => clause,
    please: 'Reply at once if it was done in time: on which day, and where it is written.',
    whatWasAsked: 'What was asked',
    whatFollows: 'What follows',
    steps: [
      'Find out whether it was done in time.',
      'If it was, reply at once: on which day, and where it is written.',
      'If it was not, ask your contracting officer what is still possible.',
    ],
  },

  contactWanted: {
    subject: ({ product }) => `${product}: who takes over?`,
    left: ({ agency, product }) =>
      `A contact of ${agency} for ${product} says that this is no longer their job, and gets no more notices.`,
    please: 'Please name who takes over.',
    steps: [
      'Find out who looks after this agreement from now on.',
      'Name that person, with a mail address and a role. It may be you.',
      'Look at who still gets the notices, below. Reply if somebody else should.',
    ],
  },

  link: {
    subject: ({ product }) => `${product}: your new link`,
    newLink: ({ agency, product }) =>
      `This is a new link to the page of ${agency} for ${product}, as you asked.`,
    please: 'Please use it instead of the one before. Reply if you did not ask for it.',
  },
};
